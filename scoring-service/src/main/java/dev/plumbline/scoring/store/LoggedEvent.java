package dev.plumbline.scoring.store;

import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.Decision;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence;
import dev.plumbline.events.Part;
import dev.plumbline.events.Reference;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event together with its bytes as they came, which is what the log keeps.
public record LoggedEvent(Envelope<?> envelope, byte[] body) {

    public Event event() {
        return envelope.data();
    }

    /// The submission or decision that it belongs to; `null` for what is neither.
    public @Nullable UUID submission() {
        return switch (event()) {
            case Evidence evidence -> evidence.provenance().submission();
            case Reference reference -> reference.provenance().submission();
            case Decision decision -> decision.id();
            default -> null;
        };
    }

    public Part part() {
        return switch (event()) {
            case Evidence evidence -> evidence.part();
            case Reference reference -> reference.part();
            default -> Part.WHOLE;
        };
    }

    /// Whether this is what the log takes in: what scores rest on, not what follows from it.
    public static boolean belongsInLog(Event event) {
        return event instanceof Evidence
                || event instanceof Reference
                || event instanceof Decision
                || event instanceof CatalogChange;
    }
}
