package dev.plumbline.dashboard.api;

import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// Answers that several resources give.
final class Answers {
    private Answers() {}

    /// The thing, or 404 if there is none that this viewer may see.
    static Response found(Optional<?> thing) {
        return thing.map(present -> Response.ok(present).build()).orElseGet(Answers::unknown);
    }

    static Response unknown() {
        return Problem.of(ProblemType.UNKNOWN, null).response();
    }
}
