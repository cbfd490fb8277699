package dev.plumbline.dashboard.view;

/// How far a figure moved.
///
/// @param points shown score now − shown score then
/// @param days how long ago "then" is: 90, or less where the record is younger
public record Direction(double points, int days) {}
