package dev.plumbline.dashboard.catalog;

import dev.plumbline.dashboard.store.CatalogueRepository;
import dev.plumbline.dashboard.store.CatalogueRepository.Archival;
import dev.plumbline.dashboard.store.CatalogueRepository.Edit;
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
import java.util.List;
import java.util.Set;

/// Takes an entity out of sight, or brings it back. Its history stays; what it owes goes on
/// counting.
@ApplicationScoped
public class ArchiveEntity {
    private final UnitOfWork unitOfWork;
    private final CatalogueRepository catalogue;
    private final RollUpRepository rollUps;
    private final Outbox outbox;
    private final Clock clock;

    ArchiveEntity(
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

    /// @param by user name or client id of who does it
    public Uni<Saved> to(Archival archival, EntityId id, String by) {
        Edit edit = new Edit(by, clock.instant(), null);
        return unitOfWork.run(
                tx ->
                        catalogue
                                .find(tx, id)
                                .chain(
                                        found ->
                                                found.isEmpty()
                                                        ? Uni.createFrom().item(new Saved.Unknown())
                                                        : move(
                                                                tx,
                                                                id,
                                                                found.get(),
                                                                archival,
                                                                edit)));
    }

    private Uni<Saved> move(
            Transaction tx,
            EntityId id,
            CatalogChange.OfOrganisation found,
            Archival archival,
            Edit edit) {
        if (found.archived() == (archival == Archival.ARCHIVED)) {
            return Uni.createFrom().item(new Saved.Unchanged(found));
        }
        Uni<List<String>> inTheWay =
                archival == Archival.ARCHIVED
                        ? catalogue.activeInside(tx, id)
                        : Uni.createFrom().item(List.of());
        return inTheWay.chain(
                active ->
                        active.isEmpty()
                                ? catalogue
                                        .archive(tx, id, archival, edit)
                                        .chain(now -> announce(tx, now.orElseThrow()))
                                : Uni.createFrom()
                                        .item(
                                                Saved.Refused.of(
                                                        "",
                                                        "still holds what is active: "
                                                                + String.join(", ", active))));
    }

    private Uni<Saved> announce(Transaction tx, CatalogChange.OfOrganisation entity) {
        Uni<Void> follow =
                entity instanceof CatalogChange.ProductSaved product
                        ? rollUps.allDue(tx, Set.of(product.team()), clock.instant())
                        : Uni.createFrom().voidItem();
        return follow.chain(
                        () ->
                                outbox.add(
                                        tx,
                                        List.of(
                                                new Outgoing(
                                                        Topics.CATALOG,
                                                        entity.subject(),
                                                        entity,
                                                        null))))
                .replaceWith(new Saved.Changed(entity));
    }
}
