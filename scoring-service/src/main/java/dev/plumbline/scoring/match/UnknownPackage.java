package dev.plumbline.scoring.match;

/// A package that can't be given a name to match by; counted and shown, never dropped in silence.
///
/// @param given what the document wrote
/// @param reason why it names no package
public record UnknownPackage(String given, Reason reason) implements PackageIdentity {

    /// Why there is no package to match by.
    public enum Reason {
        /// The text is no purl.
        MALFORMED_PURL,
        /// Neither purl nor package name.
        NAMELESS,
        /// An ecosystem that no purl type corresponds to.
        UNKNOWN_ECOSYSTEM
    }
}
