package dev.plumbline.local.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request of the demonstration: the same for the same day.
///
/// @param id what it is, unique; the journal remembers it by this
/// @param at the instant from which it counts, `null` where none is sent
/// @param path below the door's base address, with query
/// @param type of the body
/// @param needs id of an earlier call: `{submission}` in the body stands for the id that it was
///     given
record Call(
        String id,
        Stage stage,
        Door door,
        @Nullable Instant at,
        String path,
        String type,
        byte[] body,
        @Nullable String needs) {

    /// What has to be there before what; each stage ends before the next begins.
    enum Stage {
        UNITS("units"),
        TEAMS("teams"),
        PRODUCTS("products"),
        LINES("lines"),
        FEEDS("what the world knows"),
        EVIDENCE("releases, SBOMs, scans, gates and answers"),
        DECISIONS("decisions");

        private final String title;

        Stage(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    enum Door {
        INGEST,
        DASHBOARD
    }
}
