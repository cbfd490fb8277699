package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.ask.AskScoring;
import dev.plumbline.dashboard.store.ProductReader;
import dev.plumbline.dashboard.view.DifferencePage;
import dev.plumbline.dashboard.view.ProductPage;
import dev.plumbline.dashboard.view.Shell;
import dev.plumbline.dashboard.view.SideBySidePage;
import dev.plumbline.dashboard.view.UndecidedPage;
import dev.plumbline.dashboard.view.WhatIfPage;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Pages that put a question about a product's score.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class QuestionsResource {
    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final ProductReader products;
    private final AskScoring scoring;

    QuestionsResource(
            Shells shells, Pages pages, Access access, ProductReader products, AskScoring scoring) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.products = products;
        this.scoring = scoring;
    }

    @GET
    @Path("products/{key}/what-if")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> whatIf(
            @RestPath String key, @RestQuery List<String> action, @Context HttpHeaders headers) {
        return page(
                key,
                product ->
                        scoring.whatIf(key, action, access.bearerToken())
                                .map(
                                        found ->
                                                found.map(
                                                        answer ->
                                                                new WhatIfPage(
                                                                        product.product(),
                                                                        product.score(),
                                                                        answer))),
                (shell, page) ->
                        Pages.fitting(
                                headers,
                                () -> Templates.whatif$content(shell, pages.words(), page),
                                () -> Templates.whatif(shell, pages.words(), page)));
    }

    @GET
    @Path("products/{key}/difference")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> difference(
            @RestPath String key,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String with) {
        return page(
                key,
                product ->
                        scoring.difference(
                                        key,
                                        Typed.startOfDay(from),
                                        Typed.startOfDay(to),
                                        Typed.text(with),
                                        access.bearerToken())
                                .map(
                                        found ->
                                                Optional.of(
                                                        new DifferencePage(
                                                                product.product(),
                                                                typed(from),
                                                                typed(to),
                                                                typed(with),
                                                                found.orElse(null)))),
                (shell, page) -> Templates.difference(shell, pages.words(), page));
    }

    /// @param with `id/version/digest` as the page's own list sends it; a link may name less
    @GET
    @Path("products/{key}/methods")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> methods(
            @RestPath String key,
            @RestQuery @Nullable String with,
            @RestQuery @Nullable String at) {
        String[] wanted = typed(with).split("/", 3);
        return page(
                key,
                product ->
                        scoring.methods(
                                        key,
                                        part(wanted, 0),
                                        part(wanted, 1),
                                        part(wanted, 2),
                                        Typed.startOfDay(at),
                                        access.bearerToken())
                                .map(
                                        found ->
                                                found.map(
                                                        answer ->
                                                                new SideBySidePage(
                                                                        product.product(),
                                                                        typed(with),
                                                                        typed(at),
                                                                        answer))),
                (shell, page) -> Templates.methods(shell, pages.words(), page));
    }

    @GET
    @Path("products/{key}/undecided")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> undecided(@RestPath String key) {
        return page(
                key,
                product ->
                        scoring.undecided(key, access.bearerToken())
                                .map(
                                        found ->
                                                found.map(
                                                        answer ->
                                                                new UndecidedPage(
                                                                        product.product(),
                                                                        answer))),
                (shell, page) -> Templates.undecided(shell, pages.words(), page));
    }

    private static @Nullable String part(String[] parts, int nth) {
        return nth < parts.length ? Typed.text(parts[nth]) : null;
    }

    private static String typed(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    /// Only a product in sight is asked about.
    private <P> Uni<Response> page(
            String key,
            Function<ProductPage, Uni<Optional<P>>> question,
            BiFunction<Shell, P, TemplateInstance> template) {
        return shells.around("products")
                .chain(
                        shell ->
                                products.page(access.viewer(), key, pages.now())
                                        .chain(
                                                product ->
                                                        product.isEmpty()
                                                                ? Uni.createFrom()
                                                                        .item(Optional.<P>empty())
                                                                : question.apply(product.get()))
                                        .map(
                                                answer ->
                                                        answer.map(
                                                                        page ->
                                                                                Pages.ok(
                                                                                        template
                                                                                                .apply(
                                                                                                        shell,
                                                                                                        page)))
                                                                .orElseGet(Pages::notFound)));
    }
}
