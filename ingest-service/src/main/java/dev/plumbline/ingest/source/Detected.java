package dev.plumbline.ingest.source;

/// What the first bytes of a document show it to be.
public sealed interface Detected {

    record Known(Source source) implements Detected {}

    /// Something that is not read.
    ///
    /// @param what its name where it is known, such as `Syft JSON`, else what can be said of it
    record Foreign(String what) implements Detected {}
}
