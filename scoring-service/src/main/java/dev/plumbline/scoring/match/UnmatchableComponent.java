package dev.plumbline.scoring.match;

import org.jspecify.annotations.Nullable;

/// A component that no advisory can be laid against; counted and shown, never dropped in silence.
///
/// @param purl what the SBOM wrote
/// @param reason what is missing
/// @param packageKey the package, if at least that is known
public record UnmatchableComponent(String purl, Reason reason, @Nullable PackageKey packageKey)
        implements ComponentIdentity {

    /// What is missing.
    public enum Reason {
        /// The text is no purl.
        MALFORMED_PURL,
        /// The purl carries no version: any advisory of the package might or might not concern it.
        NO_VERSION,
        /// A distribution's package without the release, which decides where a flaw is fixed.
        NO_DISTRO_RELEASE
    }
}
