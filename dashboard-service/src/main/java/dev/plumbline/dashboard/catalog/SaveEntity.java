package dev.plumbline.dashboard.catalog;

import dev.plumbline.dashboard.store.CatalogueRepository;
import dev.plumbline.dashboard.store.CatalogueRepository.Edit;
import dev.plumbline.dashboard.store.CatalogueRepository.Written;
import dev.plumbline.dashboard.store.Draft;
import dev.plumbline.dashboard.store.EntityId;
import dev.plumbline.dashboard.store.RollUpRepository;
import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes or changes a unit, team, product or line.
///
/// Saving what is there already changes nothing and says nothing, so that a script may run twice.
@ApplicationScoped
public class SaveEntity {
    private final UnitOfWork unitOfWork;
    private final CatalogueRepository catalogue;
    private final RollUpRepository rollUps;
    private final Outbox outbox;
    private final Clock clock;

    SaveEntity(
            UnitOfWork unitOfWork,
            CatalogueRepository catalogue,
            RollUpRepository rollUps,
            Outbox outbox,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.catalogue = catalogue;
        this.rollUps = rollUps;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param by user name or client id of who saves
    /// @param revision the revision that they changed; `null` replaces whatever is there
    public Uni<Saved> as(Draft draft, String by, @Nullable Long revision) {
        Map<String, String> mistakes = Mistakes.in(draft);
        return mistakes.isEmpty()
                ? unitOfWork.run(tx -> save(tx, draft, new Edit(by, clock.instant(), revision)))
                : Uni.createFrom().item(new Saved.Refused(mistakes));
    }

    private Uni<Saved> save(Transaction tx, Draft draft, Edit edit) {
        return parentMistake(tx, draft)
                .chain(
                        mistake ->
                                mistake.isPresent()
                                        ? Uni.createFrom().item(mistake.get())
                                        : write(tx, draft, edit));
    }

    private Uni<Optional<Saved>> parentMistake(Transaction tx, Draft draft) {
        EntityId parent =
                switch (draft) {
                    case Draft.Unit unit -> null;
                    case Draft.Team team -> EntityId.unit(team.unit());
                    case Draft.Product product -> EntityId.team(product.team());
                    case Draft.Line line -> EntityId.product(line.product());
                };
        if (parent == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        String field = parent.kind().word();
        return catalogue
                .find(tx, parent)
                .map(
                        found ->
                                found.isEmpty()
                                        ? Optional.of(
                                                Saved.Refused.of(
                                                        field,
                                                        "there is no "
                                                                + field
                                                                + " "
                                                                + parent.key()))
                                        : found.get().archived()
                                                ? Optional.of(
                                                        Saved.Refused.of(
                                                                field,
                                                                parent.key() + " is archived"))
                                                : Optional.empty());
    }

    private Uni<Saved> write(Transaction tx, Draft draft, Edit edit) {
        EntityId id = EntityId.of(draft);
        return catalogue
                .find(tx, id)
                .chain(
                        before ->
                                catalogue
                                        .save(tx, draft, edit)
                                        .chain(
                                                written ->
                                                        written.isPresent()
                                                                ? announce(
                                                                        tx, before, written.get())
                                                                : standing(tx, id, edit)));
    }

    private Uni<Saved> announce(
            Transaction tx, Optional<CatalogChange.OfOrganisation> before, Written written) {
        CatalogChange.OfOrganisation entity = written.entity();
        return follow(tx, before, entity)
                .chain(
                        () ->
                                outbox.add(
                                        tx,
                                        List.of(
                                                new Outgoing(
                                                        Topics.CATALOG,
                                                        entity.subject(),
                                                        entity,
                                                        null))))
                .replaceWith(
                        () ->
                                written.created()
                                        ? new Saved.Created(entity)
                                        : new Saved.Changed(entity));
    }

    /// What hangs on the entity moves with it.
    private Uni<Void> follow(
            Transaction tx,
            Optional<CatalogChange.OfOrganisation> before,
            CatalogChange.OfOrganisation now) {
        return switch (now) {
            case CatalogChange.TeamSaved team -> catalogue.followTeam(tx, team.key());
            case CatalogChange.ProductSaved product -> {
                // a new one has no figure yet, and its first score says so itself
                yield before.map(CatalogChange.ProductSaved.class::cast)
                        .map(was -> new HashSet<>(List.of(was.team(), product.team())))
                        .map(teams -> rollUps.allDue(tx, teams, clock.instant()))
                        .orElse(Uni.createFrom().voidItem());
            }
            case CatalogChange.UnitSaved unit -> Uni.createFrom().voidItem();
            case CatalogChange.LineSaved line -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Saved> standing(Transaction tx, EntityId id, Edit edit) {
        return catalogue
                .find(tx, id)
                .map(Optional::orElseThrow)
                .map(
                        current ->
                                edit.revision() == null || edit.revision() == current.revision()
                                        ? new Saved.Unchanged(current)
                                        : new Saved.Overtaken(current));
    }
}
