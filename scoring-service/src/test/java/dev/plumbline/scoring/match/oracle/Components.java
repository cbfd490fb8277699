package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.ComponentIdentity;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.PackageKey;

/// Components as references name them.
final class Components {
    private Components() {}

    /// A package as OSV names it, in a version: by way of its purl, so that what a purl can't say
    /// is not asked.
    static ComponentIdentity of(String ecosystem, String name, String version) {
        return Coordinate.fromPurl(
                new Coordinate((PackageKey) PackageKey.fromOsv(ecosystem, name), version).purl());
    }
}
