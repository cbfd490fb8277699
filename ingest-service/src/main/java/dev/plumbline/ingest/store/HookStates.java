package dev.plumbline.ingest.store;

import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How hooks are doing, since the service keeps count.
@ApplicationScoped
public class HookStates {
    private final UnitOfWork work;
    private final Outbox outbox;

    HookStates(UnitOfWork work, Outbox outbox) {
        this.work = work;
        this.outbox = outbox;
    }

    /// What happened to deliveries of a hook since it was last written down.
    ///
    /// @param startedAt when the newest came
    /// @param succeededAt when one last went well; `null` if none did
    /// @param problem of the newest, if that did not go well
    /// @param unproven that all of it came from somebody who did not prove to be the sender; their
    ///     problem is only told where no other is
    public record News(
            String hook,
            long accepted,
            long ignored,
            long refused,
            Instant startedAt,
            @Nullable Instant succeededAt,
            @Nullable String problem,
            boolean unproven) {}

    /// All that happened so far.
    public record Total(
            boolean paused,
            long accepted,
            long ignored,
            long refused,
            Instant startedAt,
            @Nullable Instant succeededAt,
            @Nullable String problem) {}

    /// Adds what is new and says how the hook is doing now, together.
    public Uni<Void> add(News news, Function<Total, Outgoing> report) {
        return work.run(
                transaction ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        insert into hook_state as s (hook, accepted, ignored, refused, started_at,
                                            succeeded_at, problem)
                                        values (:hook, :accepted, :ignored, :refused, :started,
                                            cast(:succeeded as timestamptz), cast(:problem as text))
                                        on conflict (hook) do update
                                        set accepted = s.accepted + excluded.accepted,
                                            ignored = s.ignored + excluded.ignored,
                                            refused = s.refused + excluded.refused,
                                            started_at = excluded.started_at,
                                            succeeded_at = coalesce(excluded.succeeded_at, s.succeeded_at),
                                            problem = case when :unproven then coalesce(s.problem, excluded.problem)
                                                else excluded.problem end
                                        returning (select paused from hook where key = :hook), accepted, ignored,
                                            refused, started_at, succeeded_at, problem
                                        """,
                                        Object[].class)
                                .setParameter("hook", news.hook())
                                .setParameter("accepted", news.accepted())
                                .setParameter("ignored", news.ignored())
                                .setParameter("refused", news.refused())
                                .setParameter("started", news.startedAt())
                                .setParameter("succeeded", news.succeededAt())
                                .setParameter("problem", news.problem())
                                .setParameter("unproven", news.unproven())
                                .getSingleResult()
                                .chain(
                                        row ->
                                                outbox.add(
                                                        transaction,
                                                        List.of(report.apply(total(row))))));
    }

    private static Total total(Object[] row) {
        return new Total(
                Boolean.TRUE.equals(row[0]),
                (Long) row[1],
                (Long) row[2],
                (Long) row[3],
                Instants.of(row[4]),
                Instants.orNull(row[5]),
                (String) row[6]);
    }
}
