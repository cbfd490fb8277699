package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.SubmissionRepository;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
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

    Uni<Void> of(Transaction tx, Collection<UUID> candidates, Instant at) {
        return candidates.isEmpty()
                ? Uni.createFrom().voidItem()
                : submissions
                        .complete(tx, candidates, at)
                        .chain(
                                arrived ->
                                        outbox.add(
                                                tx,
                                                arrived.stream()
                                                        .map(
                                                                report ->
                                                                        new Outgoing(
                                                                                Topics.PROGRESS,
                                                                                report.subject(),
                                                                                report,
                                                                                report
                                                                                        .submission()))
                                                        .toList()));
    }
}
