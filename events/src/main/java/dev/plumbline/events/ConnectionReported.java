package dev.plumbline.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a hook or feed is doing.
///
/// Topic `plumbline.progress.v1`, key = connection. Owned by ingest-service. The newest counts.
///
/// @param connection `hook/KEY` or `feed/KEY`, as in [CatalogChange]
/// @param at when it was so
/// @param startedAt when the fetch began or the delivery came; `null` if there was none yet
/// @param succeededAt when it last went well
/// @param nextAt when it is fetched next; `null` for hooks and while paused
/// @param checkpoint up to where it was read, in the feed's own words
/// @param accepted documents and records that were understood, since the service keeps count
/// @param ignored deliveries and records that say nothing that is kept
/// @param refused what could not be understood or was not allowed
/// @param problem why it does not go well, or what came of late that is worth a look although it
///     does; `null` if there is nothing to tell
public record ConnectionReported(
        String connection,
        Instant at,
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant succeededAt,
        @Nullable Instant nextAt,
        @Nullable String checkpoint,
        long accepted,
        long ignored,
        long refused,
        @Nullable String problem)
        implements Progress {

    @Override
    public String subject() {
        return connection;
    }

    public enum State {
        /// nothing came or was fetched yet
        NEW,
        /// a fetch is going on
        RUNNING,
        WELL,
        /// the last fetch or delivery failed; it is tried again
        FAILING,
        PAUSED
    }
}
