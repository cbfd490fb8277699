package dev.plumbline.scoring.match;

/// An advisory of a component's package of which nobody can tell whether it concerns this version.
/// No match is made of it.
///
/// @param text the version or range that has no place in the order of the ecosystem
public record Undecided(String advisory, String source, Coordinate coordinate, String text) {}
