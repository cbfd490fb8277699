package dev.plumbline.scoring.http;

import dev.plumbline.scoring.verify.VerifyScores;
import dev.plumbline.scoring.verify.VerifyScores.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// `./plumbline verify` asks here.
@Path("/api/v1/verification")
class VerificationResource {
    private final VerifyScores verifyScores;

    VerificationResource(VerifyScores verifyScores) {
        this.verifyScores = verifyScores;
    }

    @POST
    @RolesAllowed({"admin", "auditor", "backfill"})
    @Operation(summary = "Replay the evidence log from scratch and compare every fact and score")
    public Uni<Verdict> verify() {
        return verifyScores.now();
    }
}
