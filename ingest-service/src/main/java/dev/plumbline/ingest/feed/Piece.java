package dev.plumbline.ingest.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document to be taken in.
sealed interface Piece {
    /// Wire name of its format.
    String format();

    InputStream open() throws IOException;

    /// A file as it was fetched.
    ///
    /// @param feed the feed whose whole content it is, `null` if it is not
    record Whole(Path file, String format, @Nullable String feed, IfRefused ifRefused)
            implements Piece {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /// Records that go together, line by line. If one is refused, the others still count.
    record Bundle(List<byte[]> records, String format) implements Piece {
        private static final byte[] LINE_END = {'\n'};

        public Bundle {
            records = List.copyOf(records);
        }

        @Override
        public InputStream open() {
            return new SequenceInputStream(
                    Collections.enumeration(
                            records.stream()
                                    .map(
                                            r ->
                                                    (InputStream)
                                                            new SequenceInputStream(
                                                                    new ByteArrayInputStream(r),
                                                                    new ByteArrayInputStream(
                                                                            LINE_END)))
                                    .toList()));
        }

        /// Its two halves, to find out which record is refused.
        List<Piece> halves() {
            int middle = records.size() / 2;
            return List.of(
                    new Bundle(records.subList(0, middle), format),
                    new Bundle(records.subList(middle, records.size()), format));
        }
    }

    /// What it means for the feed if it is refused.
    enum IfRefused {
        /// the feed does not go well
        FAILS,
        /// it is counted, and the others go on
        COUNTS
    }
}
