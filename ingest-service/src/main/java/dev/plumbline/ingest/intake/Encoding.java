package dev.plumbline.ingest.intake;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a body is compressed on its way.
public enum Encoding {
    IDENTITY,
    GZIP,
    ZSTD;

    /// Reads a `Content-Encoding` header; empty for one that is not known.
    public static Optional<Encoding> of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.of(IDENTITY);
        }
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }
}
