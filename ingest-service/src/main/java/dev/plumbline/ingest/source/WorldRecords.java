package dev.plumbline.ingest.source;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.ParsedDocument.WorldStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records as they are read for the first time: held as long as they are few, so that a small
/// document need not be read a second time when it is sent on; of a large one only their number.
public final class WorldRecords {
    /// Of all records together, by [#weight(WorldRecord)]: some twenty megabytes of memory.
    private static final int MOST_HELD = 8 * 1024 * 1024;

    private static final int FRAME_OF_RECORD = 600;
    private static final int FRAME_OF_PACKAGE = 100;
    private static final int FRAME_OF_EVENT = 50;
    private static final int FRAME_OF_VERSION = 4;

    /// Ids of one kind in one record: other names of a flaw, the flaws that an update mends, its
    /// weaknesses. The updates of whole distributions gather some hundreds.
    public static final int MOST_IDS = 2_000;

    private @Nullable List<WorldRecord> held = new ArrayList<>();
    private long weight;
    private int count;

    public void add(WorldRecord record) {
        count++;
        if (held == null) {
            return;
        }
        weight += weight(record);
        if (weight > MOST_HELD) {
            held = null;
        } else {
            held.add(record);
        }
    }

    /// Adds what the walk stands on to a list of the record that is read.
    ///
    /// @param what such as `aliases`
    /// @throws Unreadable if there are more than a record can bring; what comes after it would be
    ///     held up by each of them
    public static <T> void addTo(Collection<T> ids, T id, String what, JsonReader in)
            throws Unreadable {
        ids.add(id);
        if (ids.size() > MOST_IDS) {
            throw in.refuse("one record names more than " + MOST_IDS + " " + what);
        }
    }

    public int count() {
        return count;
    }

    /// @param again opens the records once more, where they were too many to hold
    public WorldDocument document(
            String format, @Nullable String tool, Map<String, Long> counts, WorldStream again) {
        List<WorldRecord> all = held;
        return all != null
                ? WorldDocument.of(format, tool, counts, all)
                : new WorldDocument(format, tool, counts, count, again);
    }

    /// How much one record says: the characters that it names, and a frame for each thing.
    public static long weight(WorldRecord record) {
        long weight = FRAME_OF_RECORD;
        if (!(record instanceof Advisory advisory)) {
            return weight;
        }
        for (AffectedPackage affected : advisory.affected()) {
            weight += FRAME_OF_PACKAGE + affected.name().length();
            for (Range range : affected.ranges()) {
                for (RangeEvent event : range.events()) {
                    weight += FRAME_OF_EVENT + event.version().length();
                }
            }
            for (String version : affected.versions()) {
                weight += FRAME_OF_VERSION + version.length();
            }
        }
        for (CpeRange range : advisory.applicability()) {
            weight += FRAME_OF_PACKAGE + range.cpe().length();
        }
        return weight;
    }
}
