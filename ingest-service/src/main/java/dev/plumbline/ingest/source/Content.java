package dev.plumbline.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The plain bytes of a document, readable from the start as often as needed.
@FunctionalInterface
public interface Content {
    /// A fresh stream from the first byte on; the caller closes it.
    InputStream open() throws IOException;

    static Content of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }
}
