package dev.plumbline.ingest.source;

import java.io.IOException;

/// Reads the documents of one format.
///
/// Whatever the bytes are, the answer is a value. An `IOException` means that the bytes themselves
/// could not be fetched (disk full, file gone), never that they make no sense.
public interface Source {
    /// The most components, findings or statements that one document may hold: more would need more
    /// memory than a service has, and no honest document comes near.
    int MOST_ITEMS = 250_000;

    Format format();

    /// Whether the opening of a document is that of this format. No two formats may claim the same
    /// document.
    boolean recognises(Opening opening);

    ParseResult parse(Content content) throws IOException;
}
