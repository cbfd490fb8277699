package dev.plumbline.scoring.assess;

import dev.plumbline.events.AssessmentRequested;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.store.AssessQueue;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Queues products for a new score, and says how far a submission is.
///
/// A message goes out only for a product that waits without one; what comes while it waits joins
/// its causes.
@ApplicationScoped
public class RequestAssessment {
    private final AssessQueue queue;
    private final Outbox outbox;
    private final AssessConfig config;
    private final Clock clock;

    RequestAssessment(AssessQueue queue, Outbox outbox, AssessConfig config, Clock clock) {
        this.queue = queue;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /// Of all products that the causes name.
    public Uni<Void> because(Transaction transaction, List<Cause> causes) {
        return request(
                transaction,
                causes.stream().map(Cause::product).collect(Collectors.toCollection(TreeSet::new)),
                causes);
    }

    /// Of all products that the causes name, a little later: for what concerns so many that those
    /// whom something else concerns would wait among them.
    public Uni<Void> soonBecause(Transaction transaction, List<Cause> causes) {
        return queue.requestAt(transaction, causes, clock.instant().plus(config.checksAfter()));
    }

    /// Of products that nothing happened to but time, or whose being is new.
    public Uni<Void> of(Transaction transaction, Collection<String> products) {
        return request(transaction, products, List.of());
    }

    /// Sends the message of products that are in the queue already.
    public Uni<Void> again(Transaction transaction, Collection<String> products) {
        return send(transaction, products);
    }

    private Uni<Void> request(
            Transaction transaction, Collection<String> products, List<Cause> causes) {
        return queue.request(transaction, products, causes, clock.instant())
                .chain(fresh -> send(transaction, fresh));
    }

    private Uni<Void> send(Transaction transaction, Collection<String> products) {
        return outbox.add(
                transaction,
                products.stream()
                        .map(
                                product ->
                                        new Outgoing(
                                                Topics.ASSESS,
                                                product,
                                                new AssessmentRequested(product),
                                                null))
                        .toList());
    }

    /// Queues progress messages.
    public Uni<Void> report(Transaction transaction, List<Outgoing> progress) {
        return outbox.add(transaction, progress);
    }

    /// One step of a submission, as a message.
    public Outgoing progress(
            UUID submission, Step step, @Nullable String product, Map<String, Long> counts) {
        return new Outgoing(
                Topics.PROGRESS,
                submission.toString(),
                new ProgressReported(
                        submission,
                        step,
                        clock.instant(),
                        product,
                        null,
                        null,
                        null,
                        null,
                        null,
                        counts,
                        null),
                submission);
    }
}
