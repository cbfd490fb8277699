package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.ObligationReader;
import dev.plumbline.dashboard.store.ProductReader;
import dev.plumbline.dashboard.view.MeasureLinks;
import dev.plumbline.dashboard.view.ObligationsQuery;
import dev.plumbline.dashboard.view.ProductsLinks;
import dev.plumbline.dashboard.view.ProductsQuery;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Products: the list, one of them, its measures and the lines of its ledger.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class ProductsResource {
    private static final int ROWS = 50;

    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final ProductReader products;
    private final ObligationReader obligations;

    ProductsResource(
            Shells shells,
            Pages pages,
            Access access,
            ProductReader products,
            ObligationReader obligations) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.products = products;
        this.obligations = obligations;
    }

    @GET
    @Path("products")
    @PermissionsAllowed(Permissions.READ)
    public Uni<TemplateInstance> list(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String unit,
            @RestQuery @Nullable String team,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String order,
            @RestQuery @Nullable String after) {
        ProductsQuery query =
                new ProductsQuery(
                        Typed.text(q),
                        Typed.text(unit),
                        Typed.text(team),
                        Typed.choice(state, ProductsQuery.State.ACTIVE),
                        Typed.choice(sort, ProductsQuery.Sort.NAME),
                        Typed.choice(order, ProductsQuery.Order.ASCENDING),
                        Typed.text(after),
                        ROWS);
        return shells.around("products")
                .chain(
                        shell ->
                                products.list(access.viewer(), query, pages.now())
                                        .map(
                                                page ->
                                                        Templates.products(
                                                                shell,
                                                                pages.words(),
                                                                page,
                                                                ProductsLinks.of(page))));
    }

    @GET
    @Path("products/{key}")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> product(@RestPath String key, @Context HttpHeaders headers) {
        return shells.around("products")
                .chain(
                        shell ->
                                products.page(access.viewer(), key, pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Pages.fitting(
                                                                                        headers,
                                                                                        () ->
                                                                                                Templates
                                                                                                        .product$content(
                                                                                                                shell,
                                                                                                                pages
                                                                                                                        .words(),
                                                                                                                page),
                                                                                        () ->
                                                                                                Templates
                                                                                                        .product(
                                                                                                                shell,
                                                                                                                pages
                                                                                                                        .words(),
                                                                                                                page)))
                                                                .map(Pages::ok)
                                                                .orElseGet(Pages::notFound)));
    }

    @GET
    @Path("products/{key}/changes")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> changes(@RestPath String key, @RestQuery @Nullable String after) {
        return shells.around("products")
                .chain(
                        shell ->
                                products.changes(
                                                access.viewer(),
                                                key,
                                                Typed.text(after),
                                                ROWS,
                                                pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Templates.ledger(
                                                                                        shell,
                                                                                        pages
                                                                                                .words(),
                                                                                        page))
                                                                .map(Pages::ok)
                                                                .orElseGet(Pages::notFound)));
    }

    @GET
    @Path("products/{key}/measures/{measure}")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> measure(
            @RestPath String key,
            @RestPath String measure,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String line,
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String after,
            @Context HttpHeaders headers) {
        ObligationsQuery query =
                new ObligationsQuery(
                        Typed.choice(state, ObligationsQuery.State.ALL),
                        Typed.text(line),
                        Typed.text(q),
                        Typed.text(after),
                        ROWS);
        return shells.around("products")
                .chain(
                        shell ->
                                obligations
                                        .measure(access.viewer(), key, measure, query, pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Pages.fitting(
                                                                                        headers,
                                                                                        () ->
                                                                                                Templates
                                                                                                        .measure$content(
                                                                                                                shell,
                                                                                                                pages
                                                                                                                        .words(),
                                                                                                                page,
                                                                                                                MeasureLinks
                                                                                                                        .of(
                                                                                                                                page)),
                                                                                        () ->
                                                                                                Templates
                                                                                                        .measure(
                                                                                                                shell,
                                                                                                                pages
                                                                                                                        .words(),
                                                                                                                page,
                                                                                                                MeasureLinks
                                                                                                                        .of(
                                                                                                                                page))))
                                                                .map(Pages::ok)
                                                                .orElseGet(Pages::notFound)));
    }
}
