package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.ObligationRepository;
import dev.plumbline.dashboard.store.RollUpRepository;
import dev.plumbline.dashboard.store.ScoreRepository;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.outbox.Inbox;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Shows what is owed. Of several states of one obligation in a batch the last one counts.
@ApplicationScoped
public class ProjectObligations {
    private static final String CONSUMER = "obligations";

    private final UnitOfWork unitOfWork;
    private final Inbox inbox;
    private final ObligationRepository obligations;
    private final ScoreRepository scores;
    private final RollUpRepository rollUps;
    private final ChangeNotices notices;
    private final Clock clock;

    ProjectObligations(
            UnitOfWork unitOfWork,
            Inbox inbox,
            ObligationRepository obligations,
            ScoreRepository scores,
            RollUpRepository rollUps,
            ChangeNotices notices,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.inbox = inbox;
        this.obligations = obligations;
        this.scores = scores;
        this.rollUps = rollUps;
        this.notices = notices;
        this.clock = clock;
    }

    public Uni<Void> all(List<Envelope<ObligationChanged>> batch) {
        List<UUID> ids = batch.stream().map(Envelope::id).toList();
        return unitOfWork.run(
                tx ->
                        inbox.firsts(tx, CONSUMER, ids)
                                .map(firsts -> newest(batch, firsts))
                                .chain(
                                        states ->
                                                states.isEmpty()
                                                        ? Uni.createFrom().voidItem()
                                                        : write(tx, states)));
    }

    private static Collection<ObligationChanged> newest(
            List<Envelope<ObligationChanged>> batch, Set<UUID> firsts) {
        Map<UUID, ObligationChanged> states = new LinkedHashMap<>();
        batch.stream()
                .filter(e -> firsts.contains(e.id()))
                .map(Envelope::data)
                .forEach(state -> states.put(state.id(), state));
        return states.values();
    }

    private Uni<Void> write(Transaction tx, Collection<ObligationChanged> states) {
        Set<String> products =
                states.stream()
                        .map(ObligationChanged::product)
                        .collect(Collectors.toCollection(TreeSet::new));
        return rollUps.hold(tx, products)
                .invoke(known -> NotInCatalogue.unlessAllOf(products, known))
                .chain(() -> obligations.write(tx, states))
                .chain(() -> scores.measure(tx, products, clock.instant()))
                .chain(() -> notices.tell(tx, products));
    }
}
