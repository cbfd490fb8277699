package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.catalog.ArchiveEntity;
import dev.plumbline.dashboard.catalog.SaveEntity;
import dev.plumbline.dashboard.catalog.Saved;
import dev.plumbline.dashboard.store.CatalogueReader;
import dev.plumbline.dashboard.store.CatalogueRepository;
import dev.plumbline.dashboard.store.CatalogueRepository.Archival;
import dev.plumbline.dashboard.store.EntityId;
import dev.plumbline.dashboard.store.EntityId.Kind;
import dev.plumbline.dashboard.view.EntityForm;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.events.CatalogChange;
import dev.plumbline.outbox.UnitOfWork;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Where administrators keep the organisation: units, teams, products and lines.
///
/// Whoever saves an old form is told so and sees what stands there now; nobody overwrites what they
/// have not seen.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class EditResource {
    private static final long NOT_THERE_YET = 0;

    private final Shells shells;
    private final Access access;
    private final UnitOfWork unitOfWork;
    private final CatalogueReader reader;
    private final CatalogueRepository catalogue;
    private final SaveEntity save;
    private final ArchiveEntity archive;
    private final Pages pages;

    EditResource(
            Shells shells,
            Access access,
            UnitOfWork unitOfWork,
            CatalogueReader reader,
            CatalogueRepository catalogue,
            SaveEntity save,
            ArchiveEntity archive,
            Pages pages) {
        this.shells = shells;
        this.access = access;
        this.unitOfWork = unitOfWork;
        this.reader = reader;
        this.catalogue = catalogue;
        this.save = save;
        this.archive = archive;
        this.pages = pages;
    }

    @GET
    @Path("admin")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<TemplateInstance> overview() {
        return shells.around("admin")
                .chain(
                        shell ->
                                reader.catalogue(access.viewer())
                                        .map(page -> Templates.admin(shell, pages.words(), page)));
    }

    @GET
    @Path("admin/units/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> newUnit() {
        return blank(Kind.UNIT, null, Form.EMPTY);
    }

    @POST
    @Path("admin/units/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> makeUnit(MultivaluedMap<String, String> typed) {
        return make(Kind.UNIT, null, typed);
    }

    @GET
    @Path("admin/units/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> unit(@RestPath String key) {
        return edit(EntityId.unit(key));
    }

    @POST
    @Path("admin/units/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> saveUnit(@RestPath String key, MultivaluedMap<String, String> typed) {
        return change(EntityId.unit(key), typed);
    }

    @POST
    @Path("admin/units/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> archiveUnit(@RestPath String key) {
        return move(EntityId.unit(key), Archival.ARCHIVED);
    }

    @POST
    @Path("admin/units/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> restoreUnit(@RestPath String key) {
        return move(EntityId.unit(key), Archival.ACTIVE);
    }

    /// @param unit chosen beforehand, where the form was reached from a unit
    @GET
    @Path("admin/teams/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> newTeam(@RestQuery @Nullable String unit) {
        return blank(Kind.TEAM, null, unit == null ? Form.EMPTY : Form.of(Map.of("unit", unit)));
    }

    @POST
    @Path("admin/teams/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> makeTeam(MultivaluedMap<String, String> typed) {
        return make(Kind.TEAM, null, typed);
    }

    @GET
    @Path("admin/teams/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> team(@RestPath String key) {
        return edit(EntityId.team(key));
    }

    @POST
    @Path("admin/teams/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> saveTeam(@RestPath String key, MultivaluedMap<String, String> typed) {
        return change(EntityId.team(key), typed);
    }

    @POST
    @Path("admin/teams/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> archiveTeam(@RestPath String key) {
        return move(EntityId.team(key), Archival.ARCHIVED);
    }

    @POST
    @Path("admin/teams/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> restoreTeam(@RestPath String key) {
        return move(EntityId.team(key), Archival.ACTIVE);
    }

    @GET
    @Path("products/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> newProduct() {
        return blank(Kind.PRODUCT, null, Form.of(Map.of("criticality", "2")));
    }

    @POST
    @Path("products/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> makeProduct(MultivaluedMap<String, String> typed) {
        return make(Kind.PRODUCT, null, typed);
    }

    @GET
    @Path("products/{key}/edit")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> product(@RestPath String key) {
        return edit(EntityId.product(key));
    }

    @POST
    @Path("products/{key}/edit")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> saveProduct(@RestPath String key, MultivaluedMap<String, String> typed) {
        return change(EntityId.product(key), typed);
    }

    @POST
    @Path("products/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> archiveProduct(@RestPath String key) {
        return move(EntityId.product(key), Archival.ARCHIVED);
    }

    @POST
    @Path("products/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> restoreProduct(@RestPath String key) {
        return move(EntityId.product(key), Archival.ACTIVE);
    }

    @GET
    @Path("products/{product}/lines/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> newLine(@RestPath String product) {
        return blank(Kind.LINE, product, Form.EMPTY);
    }

    @POST
    @Path("products/{product}/lines/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> makeLine(@RestPath String product, MultivaluedMap<String, String> typed) {
        return make(Kind.LINE, product, typed);
    }

    /// A line that evidence implies is declared by saving it.
    @GET
    @Path("products/{product}/lines/{key}/edit")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> line(@RestPath String product, @RestPath String key) {
        return present(EntityId.line(product, key))
                .chain(
                        found ->
                                found.isEmpty()
                                        ? blank(Kind.LINE, product, Form.of(Map.of("key", key)))
                                        : edit(EntityId.line(product, key)));
    }

    @POST
    @Path("products/{product}/lines/{key}/edit")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> saveLine(
            @RestPath String product, @RestPath String key, MultivaluedMap<String, String> typed) {
        return change(EntityId.line(product, key), typed);
    }

    @POST
    @Path("products/{product}/lines/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> archiveLine(@RestPath String product, @RestPath String key) {
        return move(EntityId.line(product, key), Archival.ARCHIVED);
    }

    @POST
    @Path("products/{product}/lines/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> restoreLine(@RestPath String product, @RestPath String key) {
        return move(EntityId.line(product, key), Archival.ACTIVE);
    }

    private Uni<Response> blank(Kind kind, @Nullable String product, Form form) {
        return show(kind, forms -> forms.blank(kind, product, form), form);
    }

    private Uni<Response> edit(EntityId id) {
        return present(id)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? notFound()
                                        : shownAgain(
                                                id,
                                                found.get(),
                                                Form.of(EntityForms.values(found.get()))));
    }

    private Uni<Response> make(
            Kind kind, @Nullable String product, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        return save.as(
                        EntityForms.draft(kind, product, values),
                        access.viewer().userName(),
                        NOT_THERE_YET)
                .chain(
                        saved ->
                                switch (saved) {
                                    case Saved.Created created ->
                                            goTo(landing(kind, product, created.entity().key()));
                                    case Saved.Changed changed ->
                                            goTo(landing(kind, product, changed.entity().key()));
                                    case Saved.Refused refused ->
                                            blank(
                                                    kind,
                                                    product,
                                                    new Form(values, refused.mistakes()));
                                    case Saved.Unchanged same -> taken(kind, product, values);
                                    case Saved.Overtaken overtaken -> taken(kind, product, values);
                                    case Saved.Unknown unknown -> notFound();
                                });
    }

    private Uni<Response> taken(Kind kind, @Nullable String product, Map<String, String> values) {
        return blank(kind, product, new Form(values, Map.of("key", "is taken already")));
    }

    private Uni<Response> change(EntityId id, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        values.put("key", id.key());
        Long revision = Typed.number(values.get("revision"));
        return present(id)
                .chain(
                        found ->
                                found.isEmpty() || revision == null
                                        ? notFound()
                                        : save.as(
                                                        EntityForms.draft(
                                                                id.kind(), id.product(), values),
                                                        access.viewer().userName(),
                                                        revision)
                                                .chain(
                                                        saved ->
                                                                changed(
                                                                        id,
                                                                        found.get(),
                                                                        values,
                                                                        saved)));
    }

    private Uni<Response> changed(
            EntityId id,
            CatalogChange.OfOrganisation before,
            Map<String, String> values,
            Saved saved) {
        return switch (saved) {
            case Saved.Created created -> goTo(landing(id.kind(), id.product(), id.key()));
            case Saved.Changed changed -> goTo(landing(id.kind(), id.product(), id.key()));
            case Saved.Unchanged same -> goTo(landing(id.kind(), id.product(), id.key()));
            case Saved.Refused refused ->
                    shownAgain(id, before, new Form(values, refused.mistakes()));
            case Saved.Overtaken overtaken ->
                    shownAgain(
                            id,
                            overtaken.current(),
                            new Form(
                                    EntityForms.values(overtaken.current()),
                                    Map.of(
                                            "",
                                            "Somebody changed it meanwhile; this is what stands there now.")));
            case Saved.Unknown unknown -> notFound();
        };
    }

    private Uni<Response> move(EntityId id, Archival archival) {
        return archive.to(archival, id, access.viewer().userName())
                .chain(
                        saved ->
                                switch (saved) {
                                    case Saved.Refused refused ->
                                            present(id)
                                                    .chain(
                                                            found ->
                                                                    found.isEmpty()
                                                                            ? notFound()
                                                                            : shownAgain(
                                                                                    id,
                                                                                    found.get(),
                                                                                    new Form(
                                                                                            EntityForms
                                                                                                    .values(
                                                                                                            found
                                                                                                                    .get()),
                                                                                            Map.of(
                                                                                                    "",
                                                                                                    "It "
                                                                                                            + String
                                                                                                                    .join(
                                                                                                                            " ",
                                                                                                                            refused.mistakes()
                                                                                                                                    .values())
                                                                                                            + "."))));
                                    case Saved.Unknown unknown -> notFound();
                                    case Saved.Created created ->
                                            goTo(landing(id.kind(), id.product(), id.key()));
                                    case Saved.Changed changed ->
                                            goTo(landing(id.kind(), id.product(), id.key()));
                                    case Saved.Unchanged same ->
                                            goTo(landing(id.kind(), id.product(), id.key()));
                                    case Saved.Overtaken overtaken -> edit(id);
                                });
    }

    private Uni<Response> shownAgain(EntityId id, CatalogChange.OfOrganisation present, Form form) {
        return show(id.kind(), forms -> forms.editing(id, present, form), form);
    }

    private Uni<Response> show(Kind kind, Function<EntityForms, EntityForm> form, Form state) {
        String section = kind == Kind.UNIT || kind == Kind.TEAM ? "admin" : "products";
        return shells.around(section)
                .chain(
                        shell ->
                                reader.catalogue(access.viewer())
                                        .map(
                                                page ->
                                                        answer(
                                                                state,
                                                                Templates.entity(
                                                                        shell,
                                                                        pages.words(),
                                                                        form.apply(
                                                                                new EntityForms(
                                                                                        page))))));
    }

    private static Response answer(Form state, TemplateInstance page) {
        return state.failed() ? Pages.refused(page) : Pages.ok(page);
    }

    private Uni<Optional<CatalogChange.OfOrganisation>> present(EntityId id) {
        return unitOfWork.run(tx -> catalogue.find(tx, id));
    }

    private static String landing(Kind kind, @Nullable String product, String key) {
        return kind == Kind.PRODUCT ? "/products/" + key : EntityForms.back(kind, product);
    }

    private static Uni<Response> goTo(String path) {
        return Uni.createFrom().item(Pages.goTo(path));
    }

    private static Uni<Response> notFound() {
        return Uni.createFrom().item(Pages.notFound());
    }
}
