package dev.plumbline.ingest.source;

import java.io.IOException;

/// Reads the documents of one format.
///
/// Whatever the bytes are, the answer is a value. An `IOException` means that the bytes themselves
/// could not be fetched (disk full, file gone), never that they make no sense.
public interface Source {
    Format format();

    ParseResult parse(Content content) throws IOException;
}
