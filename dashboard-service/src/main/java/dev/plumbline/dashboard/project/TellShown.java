package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.SubmissionRepository;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Says of submissions whose effect people can see now that they have arrived.
@ApplicationScoped
class TellShown {
    private final SubmissionRepository submissions;
    private final Outbox outbox;

    TellShown(SubmissionRepository submissions, Outbox outbox) {
        this.submissions = submissions;
        this.outbox = outbox;
    }

    /// @param candidates held by this transaction
    /// @param reported those of them to which steps were added
    Uni<Void> of(
            Transaction tx, Collection<UUID> candidates, Collection<UUID> reported, Instant at) {
        return candidates.isEmpty()
                ? Uni.createFrom().voidItem()
                : submissions
                        .complete(tx, candidates, at)
                        .call(arrived -> submissions.stand(tx, moved(reported, arrived)))
                        .chain(
                                arrived ->
                                        outbox.add(
                                                tx,
                                                arrived.stream().map(TellShown::told).toList()));
    }

    private static Set<UUID> moved(Collection<UUID> reported, List<ProgressReported> arrived) {
        Set<UUID> moved = new HashSet<>(reported);
        arrived.forEach(report -> moved.add(report.submission()));
        return moved;
    }

    private static Outgoing told(ProgressReported report) {
        return new Outgoing(Topics.PROGRESS, report.subject(), report, report.submission());
    }
}
