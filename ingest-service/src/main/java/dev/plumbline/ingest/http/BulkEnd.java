package dev.plumbline.ingest.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The last line of a complete answer to a bulk: what became of its lines. A bulk whose answer ends
/// without it was cut off.
///
/// @param end always `true`
/// @param lines answered, blank ones and those before `from` not counted
record BulkEnd(
        @Schema(examples = "true") boolean end,
        long lines,
        long accepted,
        long seenBefore,
        long refused) {

    /// Counts while the lines go by.
    static final class Sums {
        private long accepted;
        private long seenBefore;
        private long refused;

        Result counted(Result result) {
            switch (result.status()) {
                case 202 -> accepted++;
                case 200 -> seenBefore++;
                default -> refused++;
            }
            return result;
        }

        BulkEnd end() {
            return new BulkEnd(
                    true, accepted + seenBefore + refused, accepted, seenBefore, refused);
        }
    }
}
