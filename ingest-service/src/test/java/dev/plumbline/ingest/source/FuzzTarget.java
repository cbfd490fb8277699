package dev.plumbline.ingest.source;

import dev.plumbline.events.Provenance;
import dev.plumbline.ingest.canonical.EvidenceParts;
import dev.plumbline.ingest.canonical.ReferenceParts;
import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// What the fuzzer calls: any bytes, given to the parser that the first byte picks, and what it
/// understands made into events. Whatever comes, nothing may be thrown.
public final class FuzzTarget {
    static final List<Source> SOURCES = Sources.all(16 * 1024 * 1024);
    private static final Detect DETECT = new Detect(SOURCES);
    private static final Instant AT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Provenance PROVENANCE =
            new Provenance(new UUID(1, 1), "fuzzer", 0.9, AT, AT, null, null);

    private FuzzTarget() {}

    /// Called by Jazzer by this name.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        read(
                SOURCES.get((input[0] & 0xff) % SOURCES.size()),
                Arrays.copyOfRange(input, 1, input.length));
    }

    static void read(Source source, byte[] document) {
        try {
            DETECT.of(Arrays.copyOf(document, Math.min(document.length, Opening.PREFIX)));
            if (source.parse(Content.of(document)) instanceof Parsed parsed) {
                announce(parsed.document());
            }
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can always be fetched", e);
        }
    }

    private static void announce(ParsedDocument document) throws IOException {
        if (document instanceof WorldDocument world) {
            try (ReferenceParts parts = ReferenceParts.of(world, null, PROVENANCE)) {
                while (!parts.next().isEmpty()) {
                    // each batch is made and let go
                }
            }
        } else {
            EvidenceParts.of(document, "product", "1.0.0", PROVENANCE);
        }
    }
}
