package dev.plumbline.ingest.intake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a document got to the door.
///
/// @param submission its number, if it has one already; `null` gives it one
/// @param event what is remembered so that a second delivery of the same event changes nothing;
///     `null` where there is no such thing
public record Arrival(Door door, @Nullable UUID submission, @Nullable UUID event) {

    public static Arrival by(Door door) {
        return new Arrival(door, null, null);
    }
}
