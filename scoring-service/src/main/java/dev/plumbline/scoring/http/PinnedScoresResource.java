package dev.plumbline.scoring.http;

import dev.plumbline.scoring.assess.ScoreAt;
import dev.plumbline.scoring.assess.ScoreAt.Worth;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/// Scores at one pinned instant, for those who compare.
@Path("/api/v1/verification/scores")
class PinnedScoresResource {
    private final ScoreAt scoreAt;

    PinnedScoresResource(ScoreAt scoreAt) {
        this.scoreAt = scoreAt;
    }

    @GET
    @RolesAllowed({"admin", "auditor", "backfill"})
    @Operation(
            summary = "What products are worth at an instant, by all evidence known now",
            description =
                    "Evidence dated after the instant does not count. Repeat `product` for several.")
    public Uni<Map<String, Worth>> at(
            @RestQuery @NotNull Instant at, @RestQuery @NotEmpty List<String> product) {
        return scoreAt.of(product, at);
    }
}
