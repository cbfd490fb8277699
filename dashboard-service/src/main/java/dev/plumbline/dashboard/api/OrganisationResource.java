package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.DecisionReader;
import dev.plumbline.dashboard.store.OrganisationReader;
import dev.plumbline.dashboard.store.SensitivityReader;
import dev.plumbline.dashboard.view.ApprovalsPage;
import dev.plumbline.dashboard.view.OrganisationPage;
import dev.plumbline.dashboard.view.SensitivityPage;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// All that the viewer may see, put together.
@Path("/api/v1")
@Tag(name = "Organisation")
public class OrganisationResource {
    private final OrganisationReader organisation;
    private final SensitivityReader sensitivity;
    private final DecisionReader decisions;
    private final Access access;
    private final Clock clock;

    OrganisationResource(
            OrganisationReader organisation,
            SensitivityReader sensitivity,
            DecisionReader decisions,
            Access access,
            Clock clock) {
        this.organisation = organisation;
        this.sensitivity = sensitivity;
        this.decisions = decisions;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Path("organisation")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "Figures, directions, caps, what moved and why, what runs out next",
            description = "Of the part of the organisation in your sight; 180 days of history.")
    public Uni<OrganisationPage> organisation() {
        return organisation.page(access.viewer(), clock.instant());
    }

    @GET
    @Path("organisation/sensitivity")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "How the ranks of products move when weights move by a quarter",
            description =
                    "The weight of each measure and of each theme, up and down, one at a time, over the rated products"
                            + " in your sight; caps as they hold. Weights are judgement: a rank is worth what holds under"
                            + " other reasonable ones.")
    public Uni<SensitivityPage> sensitivity() {
        return sensitivity.page(access.viewer(), clock.instant());
    }

    @GET
    @Path("approvals")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "What waits for a second person, and what was answered lately")
    public Uni<ApprovalsPage> approvals() {
        return decisions.approvals(access.viewer(), clock.instant());
    }
}
