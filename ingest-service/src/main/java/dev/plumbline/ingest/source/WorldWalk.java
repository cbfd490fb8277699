package dev.plumbline.ingest.source;

import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldCursor;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A walk over a JSON or CSV document of any size, of which a piece may say several things, one or
/// nothing.
public final class WorldWalk implements WorldCursor {

    /// Reads the next piece of a document.
    @FunctionalInterface
    public interface Pieces {
        /// @return `false` at the end of the document
        boolean next(JsonReader in, Consumer<WorldRecord> says) throws IOException, Unreadable;
    }

    /// Opens a walk, each time from the first piece on.
    @FunctionalInterface
    public interface Opener {
        WorldWalk open() throws IOException;
    }

    /// Reads the object that the walk stands on.
    @FunctionalInterface
    public interface Piece {
        void read(JsonReader in, Consumer<WorldRecord> says) throws IOException, Unreadable;
    }

    private final JsonReader in;
    private final Pieces pieces;
    private final Queue<WorldRecord> said = new ArrayDeque<>();

    public WorldWalk(JsonReader in, Pieces pieces) {
        this.in = in;
        this.pieces = pieces;
    }

    /// Over objects that stand alone, in a list, or line by line.
    public static WorldWalk overObjects(Content content, Piece piece) throws IOException {
        return new WorldWalk(JsonReader.open(content), new Objects(piece));
    }

    @Override
    public @Nullable WorldRecord next() throws IOException {
        try {
            return read();
        } catch (Unreadable e) {
            throw new IOException(
                    "a document that was readable before no longer is: " + e.getMessage(), e);
        }
    }

    /// The next record; `null` at the end.
    public @Nullable WorldRecord read() throws IOException, Unreadable {
        boolean more = true;
        while (said.isEmpty() && more) {
            more = pieces.next(in, said::add);
        }
        return said.poll();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Walks to the end to check and count.
    ///
    /// @param nothing why a document without any record is refused
    /// @param first is closed in the end
    /// @param again walks over the same document when it is sent on
    public static ParseResult check(String format, String nothing, WorldWalk first, Opener again)
            throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        int records = 0;
        try (WorldWalk walk = first) {
            for (WorldRecord record = walk.read(); record != null; record = walk.read()) {
                records++;
                switch (record) {
                    case Advisory advisory -> counts.merge("advisories", 1L, Long::sum);
                    case KevEntry entry -> counts.merge("exploited", 1L, Long::sum);
                    case SsvcDecision decision -> counts.merge("ssvcDecisions", 1L, Long::sum);
                    case EpssTable table ->
                            counts.merge("scores", (long) table.scores().size(), Long::sum);
                }
            }
        } catch (Unreadable e) {
            return e.asResult();
        }
        return records == 0
                ? new Malformed(1, 1, nothing)
                : new Parsed(new WorldDocument(format, null, counts, records, again::open));
    }

    private static final class Objects implements Pieces {
        private final Piece piece;
        private boolean inList;

        Objects(Piece piece) {
            this.piece = piece;
        }

        @Override
        public boolean next(JsonReader in, Consumer<WorldRecord> says)
                throws IOException, Unreadable {
            if (inList) {
                if (in.element()) {
                    piece.read(in, says);
                } else {
                    inList = false;
                }
                return true;
            }
            if (!in.nextDocument()) {
                return false;
            }
            if (in.onList()) {
                inList = true;
            } else {
                piece.read(in, says);
            }
            return true;
        }
    }
}
