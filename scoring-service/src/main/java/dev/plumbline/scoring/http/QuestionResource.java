package dev.plumbline.scoring.http;

import dev.plumbline.access.Role;
import dev.plumbline.access.Sight;
import dev.plumbline.scoring.assess.Compare;
import dev.plumbline.scoring.assess.Compare.Side;
import dev.plumbline.scoring.assess.SideBySide;
import dev.plumbline.scoring.assess.SideBySide.Wanted;
import dev.plumbline.scoring.assess.WhatIf;
import dev.plumbline.scoring.inventory.UndecidedMatches;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Questions about a score that only the ledger answers. dashboard-service asks them on a person's
/// click, with that person's own token.
@Path("/api/v1/products/{product}")
class QuestionResource {
    private final WhatIf whatIf;
    private final Compare compare;
    private final SideBySide sideBySide;
    private final UndecidedMatches undecided;
    private final SecurityIdentity identity;
    private final JsonWebToken token;
    private final Clock clock;

    QuestionResource(
            WhatIf whatIf,
            Compare compare,
            SideBySide sideBySide,
            UndecidedMatches undecided,
            SecurityIdentity identity,
            JsonWebToken token,
            Clock clock) {
        this.whatIf = whatIf;
        this.compare = compare;
        this.sideBySide = sideBySide;
        this.undecided = undecided;
        this.identity = identity;
        this.token = token;
        this.clock = clock;
    }

    @GET
    @Path("what-if")
    @RolesAllowed({
        Role.EXECUTIVE,
        Role.UNIT_LEAD,
        Role.ENGINEER,
        Role.ANALYST,
        Role.AUDITOR,
        Role.ADMIN
    })
    @Operation(
            summary = "What can be done, and what the score would be if some of it were done now",
            description =
                    "Exact, for any set of the actions that are offered; today and 90 days from now.")
    public Uni<Response> whatIf(
            String product,
            @Parameter(description = "Ids of offered actions; repeat it for several") @RestQuery
                    List<String> action) {
        return whatIf.of(product, sight(), Set.copyOf(action)).map(QuestionResource::answer);
    }

    @GET
    @Path("difference")
    @RolesAllowed({
        Role.EXECUTIVE,
        Role.UNIT_LEAD,
        Role.ENGINEER,
        Role.ANALYST,
        Role.AUDITOR,
        Role.ADMIN
    })
    @Operation(
            summary = "What each measure contributes to the difference of two scores",
            description =
                    "Of the product on two days, or of it and another one. The parts add up exactly.")
    public Uni<Response> difference(
            String product,
            @Parameter(description = "the earlier instant; now if left out") @RestQuery
                    @Nullable String from,
            @Parameter(description = "the later instant; now if left out") @RestQuery
                    @Nullable String to,
            @Parameter(description = "another product, for the later side") @RestQuery
                    @Nullable String with) {
        Instant now = clock.instant();
        Instant start;
        Instant end;
        try {
            start = from == null ? now : instant(from);
            end = to == null ? now : instant(to);
        } catch (DateTimeException e) {
            return invalidInstant("from and to are instants");
        }
        return compare.between(
                        new Side(product, start),
                        new Side(Objects.requireNonNullElse(with, product), end),
                        sight())
                .map(QuestionResource::answer);
    }

    @GET
    @Path("methods")
    @RolesAllowed({
        Role.EXECUTIVE,
        Role.UNIT_LEAD,
        Role.ENGINEER,
        Role.ANALYST,
        Role.AUDITOR,
        Role.ADMIN
    })
    @Operation(
            summary = "The same evidence under two catalogues, side by side",
            description =
                    "The one that counts at the instant, and any other that ever counted or comes with the product;"
                            + " `choices` says which there are.")
    public Uni<Response> methods(
            String product,
            @Parameter(
                            description = "id of the other catalogue; none if left out",
                            example = "full")
                    @RestQuery
                    @Nullable String catalogue,
            @Parameter(description = "its version; any if left out", example = "1.0") @RestQuery
                    @Nullable String version,
            @Parameter(description = "how its digest begins, where two are called alike") @RestQuery
                    @Nullable String sha256,
            @Parameter(description = "the instant; now if left out") @RestQuery
                    @Nullable String at) {
        Instant when;
        try {
            when = at == null ? clock.instant().truncatedTo(ChronoUnit.MICROS) : instant(at);
        } catch (DateTimeException e) {
            return invalidInstant("at is an instant");
        }
        return sideBySide
                .of(
                        product,
                        sight(),
                        when,
                        catalogue == null ? null : new Wanted(catalogue, version, sha256))
                .map(QuestionResource::answer);
    }

    @GET
    @Path("undecided")
    @RolesAllowed({
        Role.EXECUTIVE,
        Role.UNIT_LEAD,
        Role.ENGINEER,
        Role.ANALYST,
        Role.AUDITOR,
        Role.ADMIN
    })
    @Operation(
            summary = "What matching could not decide",
            description =
                    "Advisories of packages that the product holds, of which nobody can tell whether they concern the"
                            + " version. No match is made of them.")
    public Uni<Response> undecided(String product) {
        return undecided.of(product, sight()).map(QuestionResource::answer);
    }

    private static Uni<Response> invalidInstant(String what) {
        return Uni.createFrom()
                .item(
                        Problem.invalid(
                                        what
                                                + " of the years 0001 to 9999, such as"
                                                + " 2026-11-22T00:00:00Z")
                                .response());
    }

    /// Of a year that a date has four digits for: further away, no evidence can lie.
    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("no instant of the years 0001 to 9999");
        }
        return instant;
    }

    private Sight sight() {
        Set<String> groups = token.getGroups();
        return Sight.of(identity.getRoles(), groups == null ? Set.of() : groups);
    }

    private static Response answer(Optional<?> found) {
        return found.map(body -> Response.ok(body).build())
                .orElseGet(() -> Problem.unknownProduct().response());
    }
}
