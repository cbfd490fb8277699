package dev.plumbline.scoring.match;

/// What a component of an SBOM comes to: a coordinate to match, or the reason why not.
public sealed interface ComponentIdentity permits Coordinate, UnmatchableComponent {}
