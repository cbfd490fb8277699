package dev.plumbline.ingest.webhook;

import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ConnectionReported.State;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.store.HookStates;
import dev.plumbline.ingest.store.HookStates.News;
import dev.plumbline.ingest.store.HookStates.Total;
import dev.plumbline.outbox.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts what becomes of deliveries, and reports it once a second a hook: whatever comes in, and
/// however much of it is forged, the database hears of it no more often than that.
@ApplicationScoped
public class HookTally {
    private static final Logger LOG = Logger.getLogger(HookTally.class);
    private static final String UNSIGNED =
            "a delivery came without a valid signature: its sender has another secret, or is"
                    + " somebody else";

    private final Map<String, News> fresh = new ConcurrentHashMap<>();
    private final HookStates states;
    private final MeterRegistry registry;
    private final Clock clock;

    HookTally(HookStates states, MeterRegistry registry, Clock clock) {
        this.states = states;
        this.registry = registry;
        this.clock = clock;
    }

    /// Counts what became of a delivery of a hook that there is.
    void count(String hook, HookAnswer answer) {
        switch (answer) {
            case HookAnswer.NoHook none -> meter("unknown");
            case HookAnswer.Unsigned unsigned -> refused(hook, "unsigned", UNSIGNED);
            case HookAnswer.Sealed sealed ->
                    refused(
                            hook,
                            "sealed",
                            "its secrets can't be opened: ingest-service needs the"
                                    + " plumbline.seal.passphrases of dashboard-service");
            case HookAnswer.WrongForm wrong -> refused(hook, "wrong-form", wrong.detail());
            case HookAnswer.TooLarge large -> refused(hook, "too-large", large.detail());
            case HookAnswer.Full full ->
                    refused(hook, "full", "it is paused, and there is no room for more that waits");
            case HookAnswer.Waiting waiting -> went(hook, "waiting", 0, 0);
            case HookAnswer.Pong pong -> went(hook, "ping", 0, 1);
            case HookAnswer.Ignored ignored -> went(hook, "ignored", 0, 1);
            case HookAnswer.Repeated repeated -> went(hook, "seen-before", 0, 1);
            case HookAnswer.Noted noted -> went(hook, "accepted", 1, 0);
            case HookAnswer.Done done -> {
                if (done.outcome() instanceof Rejected rejected) {
                    refused(hook, "refused", rejected.detail());
                } else {
                    went(hook, "accepted", 1, 0);
                }
            }
        }
    }

    private void went(String hook, String meter, long accepted, long ignored) {
        meter(meter);
        Instant now = clock.instant();
        add(new News(hook, accepted, ignored, 0, now, now, null, false));
    }

    private void refused(String hook, String meter, String problem) {
        meter(meter);
        add(new News(hook, 0, 0, 1, clock.instant(), null, problem, problem.equals(UNSIGNED)));
    }

    private void meter(String outcome) {
        registry.counter("plumbline.ingest.deliveries", "outcome", outcome).increment();
    }

    private void add(News news) {
        fresh.merge(news.hook(), news, HookTally::sum);
    }

    private static News sum(News before, News after) {
        boolean keeps = after.unproven() && before.problem() != null;
        return new News(
                after.hook(),
                before.accepted() + after.accepted(),
                before.ignored() + after.ignored(),
                before.refused() + after.refused(),
                after.startedAt(),
                after.succeededAt() != null ? after.succeededAt() : before.succeededAt(),
                keeps ? before.problem() : after.problem(),
                before.unproven() && after.unproven());
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> report() {
        return Multi.createFrom()
                .iterable(List.copyOf(fresh.keySet()))
                .onItem()
                .transformToUniAndConcatenate(this::report)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> report(String hook) {
        News news = fresh.remove(hook);
        if (news == null) {
            return Uni.createFrom().voidItem();
        }
        return states.add(news, total -> message(hook, total))
                .onFailure()
                .recoverWithUni(
                        failure -> {
                            // what is newer stands on top of what could not be written
                            fresh.merge(hook, news, (newer, older) -> sum(older, newer));
                            LOG.debugf(failure, "How hook %s is doing is told later", hook);
                            return Uni.createFrom().voidItem();
                        });
    }

    private Outgoing message(String hook, Total total) {
        String connection = "hook/" + hook;
        return new Outgoing(
                Topics.PROGRESS,
                connection,
                new ConnectionReported(
                        connection,
                        clock.instant(),
                        state(total),
                        total.startedAt(),
                        total.succeededAt(),
                        null,
                        null,
                        total.accepted(),
                        total.ignored(),
                        total.refused(),
                        problem(total.problem())),
                null);
    }

    /// Anybody who knows the address can deliver without a signature. It is counted and told, but a
    /// hook that ever worked does not fail by it: else a stranger could raise an alarm at will, or
    /// hide a true one.
    private static State state(Total total) {
        if (total.paused()) {
            return State.PAUSED;
        }
        boolean strangers = UNSIGNED.equals(total.problem()) && total.succeededAt() != null;
        return total.problem() == null || strangers ? State.WELL : State.FAILING;
    }

    private static @Nullable String problem(@Nullable String whole) {
        return whole == null || whole.length() <= 500 ? whole : whole.substring(0, 500);
    }
}
