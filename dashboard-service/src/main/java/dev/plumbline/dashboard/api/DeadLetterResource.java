package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.deadletter.DeadLetterBox;
import dev.plumbline.dashboard.store.DeadLetterReplays.Place;
import dev.plumbline.dashboard.view.DeadLettersPage;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What no consumer could apply.
@Path("/api/v1/dead-letters")
@Tag(name = "Dead letters", description = "Events that no consumer could apply")
public class DeadLetterResource {
    private final DeadLetterBox letters;
    private final Access access;

    DeadLetterResource(DeadLetterBox letters, Access access) {
        this.letters = letters;
        this.access = access;
    }

    @GET
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "The newest dead letters of all topics")
    public Uni<DeadLettersPage> newest() {
        return letters.page();
    }

    @POST
    @Path("{topic}/{partition}/{offset}/replay")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(
            summary = "Send a dead letter once more",
            description =
                    "To the topic that it came from, as it was. Consumers that applied it before drop it by its id.")
    public Uni<Response> replay(String topic, int partition, long offset) {
        return letters.replay(new Place(topic, partition, offset), access.viewer().userName())
                .map(sent -> sent ? Response.accepted().build() : Answers.unknown());
    }
}
