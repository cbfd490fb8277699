package dev.plumbline.scoring.match;

/// What a purl or an advisory's package comes to: a package with one name, or the reason why not.
public sealed interface PackageIdentity permits PackageKey, UnknownPackage {}
