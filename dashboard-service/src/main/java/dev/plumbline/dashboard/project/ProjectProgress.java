package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.ConnectionRepository;
import dev.plumbline.dashboard.store.SubmissionRepository;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Progress;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.outbox.Inbox;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Shows how far submissions have come, and how connections are doing.
@ApplicationScoped
public class ProjectProgress {
    private static final String CONSUMER = "progress";

    private final UnitOfWork unitOfWork;
    private final Inbox inbox;
    private final SubmissionRepository submissions;
    private final ConnectionRepository connections;
    private final ChangeNotices notices;
    private final TellShown tellShown;
    private final Clock clock;

    ProjectProgress(
            UnitOfWork unitOfWork,
            Inbox inbox,
            SubmissionRepository submissions,
            ConnectionRepository connections,
            ChangeNotices notices,
            TellShown tellShown,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.inbox = inbox;
        this.submissions = submissions;
        this.connections = connections;
        this.notices = notices;
        this.tellShown = tellShown;
        this.clock = clock;
    }

    public Uni<Void> all(List<Envelope<Progress>> batch) {
        List<UUID> ids = batch.stream().map(Envelope::id).toList();
        return unitOfWork.run(
                tx ->
                        inbox.firsts(tx, CONSUMER, ids)
                                .map(
                                        firsts ->
                                                batch.stream()
                                                        .filter(e -> firsts.contains(e.id()))
                                                        .map(Envelope::data)
                                                        .toList())
                                .chain(
                                        fresh ->
                                                fresh.isEmpty()
                                                        ? Uni.createFrom().voidItem()
                                                        : write(tx, fresh)));
    }

    private Uni<Void> write(Transaction tx, List<Progress> fresh) {
        List<ConnectionReported> ofConnections =
                fresh.stream()
                        .filter(ConnectionReported.class::isInstance)
                        .map(ConnectionReported.class::cast)
                        .toList();
        List<ProgressReported> ofSubmissions =
                fresh.stream()
                        .filter(ProgressReported.class::isInstance)
                        .map(ProgressReported.class::cast)
                        .toList();
        return (ofConnections.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : connections.report(tx, ofConnections))
                .chain(
                        () ->
                                ofSubmissions.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : writeSubmissions(tx, ofSubmissions));
    }

    private Uni<Void> writeSubmissions(Transaction tx, List<ProgressReported> fresh) {
        Set<UUID> ids =
                fresh.stream().map(ProgressReported::submission).collect(Collectors.toSet());
        Set<String> products =
                fresh.stream()
                        .map(ProgressReported::product)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        return submissions
                .report(tx, fresh)
                .chain(
                        () ->
                                tellShown.of(
                                        tx,
                                        ids,
                                        ids,
                                        clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .chain(() -> notices.tell(tx, products));
    }
}
