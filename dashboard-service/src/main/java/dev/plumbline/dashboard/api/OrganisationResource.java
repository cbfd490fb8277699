package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.DecisionReader;
import dev.plumbline.dashboard.store.OrganisationReader;
import dev.plumbline.dashboard.store.PledgeReader;
import dev.plumbline.dashboard.store.SensitivityReader;
import dev.plumbline.dashboard.store.WeaknessReader;
import dev.plumbline.dashboard.view.ApprovalsPage;
import dev.plumbline.dashboard.view.OrganisationPage;
import dev.plumbline.dashboard.view.PledgePage;
import dev.plumbline.dashboard.view.SensitivityPage;
import dev.plumbline.dashboard.view.WeaknessesQuery;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// All that the viewer may see, put together.
@Path("/api/v1")
@Tag(name = "Organisation")
public class OrganisationResource {
    private final OrganisationReader organisation;
    private final SensitivityReader sensitivity;
    private final DecisionReader decisions;
    private final PledgeReader pledge;
    private final WeaknessReader weaknesses;
    private final Access access;
    private final Clock clock;

    OrganisationResource(
            OrganisationReader organisation,
            SensitivityReader sensitivity,
            DecisionReader decisions,
            PledgeReader pledge,
            WeaknessReader weaknesses,
            Access access,
            Clock clock) {
        this.organisation = organisation;
        this.sensitivity = sensitivity;
        this.decisions = decisions;
        this.pledge = pledge;
        this.weaknesses = weaknesses;
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
    @Path("organisation/pledge")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "Goals of the Secure by Design Pledge since it was taken",
            description =
                    "Of the products in your sight, each goal with its measures: on the baseline day, today, and who"
                            + " lacks the evidence.")
    public Uni<PledgePage> pledge(
            @RestQuery @Nullable String unit, @RestQuery @Nullable String team) {
        return pledge.page(access.viewer(), Asked.text(unit), Asked.text(team), clock.instant());
    }

    @GET
    @Path("organisation/weaknesses")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "Flaws by class of weakness (CWE) over twelve months",
            description = "Open, opened and closed per month. Shown, never scored.")
    public Uni<Response> weaknesses(
            @RestQuery @Nullable String unit,
            @RestQuery @Nullable String team,
            @Parameter(description = "key of a product") @RestQuery @Nullable String product,
            @Parameter(description = "all, code or components") @RestQuery @Nullable String source,
            @Parameter(
                            description =
                                    "the class whose open flaws are listed; `none` for those without",
                            example = "CWE-79")
                    @RestQuery
                    @Nullable String weakness) {
        Asked asked = new Asked();
        WeaknessesQuery query =
                new WeaknessesQuery(
                        Asked.text(unit),
                        Asked.text(team),
                        Asked.text(product),
                        asked.choice("source", source, WeaknessesQuery.Source.ALL),
                        Asked.text(weakness));
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return weaknesses
                .page(access.viewer(), query, clock.instant())
                .map(found -> Answers.found((Optional<?>) found));
    }

    @GET
    @Path("approvals")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "What waits for a second person, and what was answered lately")
    public Uni<ApprovalsPage> approvals() {
        return decisions.approvals(access.viewer(), clock.instant());
    }
}
