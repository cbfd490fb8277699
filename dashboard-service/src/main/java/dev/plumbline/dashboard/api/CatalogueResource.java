package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.catalog.ArchiveEntity;
import dev.plumbline.dashboard.catalog.SaveEntity;
import dev.plumbline.dashboard.catalog.Saved;
import dev.plumbline.dashboard.store.CatalogueReader;
import dev.plumbline.dashboard.store.CatalogueRepository.Archival;
import dev.plumbline.dashboard.store.Draft;
import dev.plumbline.dashboard.store.EntityId;
import dev.plumbline.dashboard.view.CataloguePage;
import dev.plumbline.dashboard.view.ProductPage;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Units, teams, products and lines. Saving is idempotent: what is there already answers 200 and
/// tells nobody.
@Path("/api/v1")
@Tag(name = "Catalogue", description = "The organisation: units, teams, products and lines")
public class CatalogueResource {
    private final SaveEntity saveEntity;
    private final ArchiveEntity archiveEntity;
    private final CatalogueReader reader;
    private final Access access;

    CatalogueResource(
            SaveEntity saveEntity,
            ArchiveEntity archiveEntity,
            CatalogueReader reader,
            Access access) {
        this.saveEntity = saveEntity;
        this.archiveEntity = archiveEntity;
        this.reader = reader;
        this.access = access;
    }

    @GET
    @Path("units")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "Units and their teams, archived ones too")
    public Uni<List<CataloguePage.Unit>> units() {
        return reader.catalogue(access.viewer()).map(CataloguePage::units);
    }

    @GET
    @Path("teams")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "Teams of all units")
    public Uni<List<CataloguePage.Team>> teams() {
        return reader.catalogue(access.viewer())
                .map(page -> page.units().stream().flatMap(unit -> unit.teams().stream()).toList());
    }

    @GET
    @Path("units/{key}")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "One unit and its teams")
    public Uni<Response> unit(String key) {
        return reader.catalogue(access.viewer())
                .map(
                        page ->
                                page.units().stream()
                                        .filter(unit -> unit.key().equals(key))
                                        .findFirst())
                .map(Answers::found);
    }

    @GET
    @Path("teams/{key}")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "One team")
    public Uni<Response> team(String key) {
        return teams().map(
                        teams -> teams.stream().filter(team -> team.key().equals(key)).findFirst())
                .map(Answers::found);
    }

    @GET
    @Path("products/{product}/lines")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "Lines of a product and the releases seen on each")
    public Uni<Response> lines(String product) {
        return reader.lines(access.viewer(), product).map(Answers::found);
    }

    @GET
    @Path("products/{product}/lines/{key}")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "One line and its releases")
    public Uni<Response> line(String product, String key) {
        return reader.lines(access.viewer(), product)
                .map(
                        lines ->
                                lines.flatMap(
                                        all ->
                                                all.stream()
                                                        .filter(line -> line.key().equals(key))
                                                        .findFirst()))
                .map(CatalogueResource::foundLine);
    }

    private static Response foundLine(Optional<ProductPage.Line> line) {
        return Answers.found(line);
    }

    @POST
    @Path("units")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change a unit")
    public Uni<Response> saveUnit(EntityJson.Unit unit) {
        return save(
                new Draft.Unit(EntityJson.text(unit.key()), EntityJson.text(unit.name())),
                unit.revision());
    }

    @PUT
    @Path("units/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change this unit")
    public Uni<Response> putUnit(String key, EntityJson.Unit unit) {
        return save(new Draft.Unit(key, EntityJson.text(unit.name())), unit.revision());
    }

    @POST
    @Path("units/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Archive a unit that holds no active team")
    public Uni<Response> archiveUnit(String key) {
        return move(Archival.ARCHIVED, EntityId.unit(key));
    }

    @POST
    @Path("units/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Bring a unit back")
    public Uni<Response> restoreUnit(String key) {
        return move(Archival.ACTIVE, EntityId.unit(key));
    }

    @POST
    @Path("teams")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change a team")
    public Uni<Response> saveTeam(EntityJson.Team team) {
        return save(team(EntityJson.text(team.key()), team), team.revision());
    }

    @PUT
    @Path("teams/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change this team")
    public Uni<Response> putTeam(String key, EntityJson.Team team) {
        return save(team(key, team), team.revision());
    }

    private static Draft team(String key, EntityJson.Team team) {
        return new Draft.Team(key, EntityJson.text(team.name()), EntityJson.text(team.unit()));
    }

    @POST
    @Path("teams/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Archive a team that holds no active product")
    public Uni<Response> archiveTeam(String key) {
        return move(Archival.ARCHIVED, EntityId.team(key));
    }

    @POST
    @Path("teams/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Bring a team back")
    public Uni<Response> restoreTeam(String key) {
        return move(Archival.ACTIVE, EntityId.team(key));
    }

    @POST
    @Path("products")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change a product")
    public Uni<Response> saveProduct(EntityJson.Product product) {
        return save(product(EntityJson.text(product.key()), product), product.revision());
    }

    @PUT
    @Path("products/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change this product")
    public Uni<Response> putProduct(String key, EntityJson.Product product) {
        return save(product(key, product), product.revision());
    }

    private static Draft product(String key, EntityJson.Product product) {
        return new Draft.Product(
                key,
                EntityJson.text(product.name()),
                EntityJson.text(product.team()),
                Objects.requireNonNullElse(product.criticality(), 0),
                EntityJson.optional(product.description()));
    }

    @POST
    @Path("products/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Archive a product; its history stays")
    public Uni<Response> archiveProduct(String key) {
        return move(Archival.ARCHIVED, EntityId.product(key));
    }

    @POST
    @Path("products/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Bring a product back; nothing it owes starts anew")
    public Uni<Response> restoreProduct(String key) {
        return move(Archival.ACTIVE, EntityId.product(key));
    }

    @POST
    @Path("products/{product}/lines")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change a line")
    public Uni<Response> saveLine(String product, EntityJson.Line line) {
        return save(
                new Draft.Line(
                        product, EntityJson.text(line.key()), EntityJson.optional(line.note())),
                line.revision());
    }

    @PUT
    @Path("products/{product}/lines/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Make or change this line")
    public Uni<Response> putLine(String product, String key, EntityJson.Line line) {
        return save(
                new Draft.Line(product, key, EntityJson.optional(line.note())), line.revision());
    }

    @POST
    @Path("products/{product}/lines/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Archive a line")
    public Uni<Response> archiveLine(String product, String key) {
        return move(Archival.ARCHIVED, EntityId.line(product, key));
    }

    @POST
    @Path("products/{product}/lines/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Bring a line back")
    public Uni<Response> restoreLine(String product, String key) {
        return move(Archival.ACTIVE, EntityId.line(product, key));
    }

    private Uni<Response> save(Draft draft, @Nullable Long revision) {
        return saveEntity
                .as(draft, access.viewer().userName(), revision)
                .map(saved -> answer(saved, EntityId.of(draft)));
    }

    private Uni<Response> move(Archival archival, EntityId id) {
        return archiveEntity
                .to(archival, id, access.viewer().userName())
                .map(saved -> answer(saved, id));
    }

    private static Response answer(Saved saved, EntityId id) {
        return switch (saved) {
            case Saved.Created created ->
                    Response.created(address(id)).entity(created.entity()).build();
            case Saved.Changed changed -> Response.ok(changed.entity()).build();
            case Saved.Unchanged unchanged -> Response.ok(unchanged.entity()).build();
            case Saved.Refused refused -> Problem.of(refused.mistakes()).response();
            case Saved.Overtaken overtaken ->
                    Problem.of(
                                    ProblemType.CONFLICT,
                                    "Somebody changed it meanwhile: it is at revision "
                                            + overtaken.current().revision()
                                            + ".")
                            .response();
            case Saved.Unknown unknown -> Problem.of(ProblemType.UNKNOWN, null).response();
        };
    }

    private static URI address(EntityId id) {
        return URI.create(
                switch (id.kind()) {
                    case UNIT -> "/api/v1/units/" + id.key();
                    case TEAM -> "/api/v1/teams/" + id.key();
                    case PRODUCT -> "/api/v1/products/" + id.key();
                    case LINE -> "/api/v1/products/" + id.product() + "/lines/" + id.key();
                });
    }
}
