package dev.plumbline.scoring.assess;

import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.CatalogChange.LineSaved;
import dev.plumbline.events.CatalogChange.OfConnection;
import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CatalogChange.TeamSaved;
import dev.plumbline.events.CatalogChange.UnitSaved;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.store.EvidenceLog;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.scoring.store.ProductStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Takes in what the catalogue says of products: a new one is scored at once, as nothing known; an
/// archived one rests.
///
/// A team changes no score and is kept for whose products it has; units and the notes of lines are
/// passed over.
@ApplicationScoped
public class ApplyCatalog {
    private final EvidenceLog log;
    private final ProductStore products;
    private final RequestAssessment requests;

    ApplyCatalog(EvidenceLog log, ProductStore products, RequestAssessment requests) {
        this.log = log;
        this.products = products;
        this.requests = requests;
    }

    public Uni<Void> in(Transaction transaction, LoggedEvent logged) {
        return switch ((CatalogChange) logged.event()) {
            case ProductSaved saved ->
                    log.append(transaction, logged)
                            .chain(
                                    fresh ->
                                            fresh
                                                    ? apply(transaction, saved)
                                                    : Uni.createFrom().voidItem());
            case TeamSaved saved -> products.save(transaction, saved);
            case UnitSaved _, LineSaved _, OfConnection _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> apply(Transaction transaction, ProductSaved saved) {
        return products.save(transaction, saved)
                .chain(
                        newer ->
                                newer && !saved.archived()
                                        ? requests.of(transaction, List.of(saved.key()))
                                        : Uni.createFrom().voidItem());
    }
}
