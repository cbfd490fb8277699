package dev.plumbline.ingest.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes of default branches and who approved them, as a forge told of them one by one.
@ApplicationScoped
public class HookReviews {

    HookReviews() {}

    /// Changes of one repository within a period.
    ///
    /// @param since when the first of them came, or the period began if older ones are known
    /// @param merged those that came through a pull request
    /// @param reviewed of these, how many somebody else than the author approved
    /// @param pushed those that came past any pull request
    public record Counted(Instant since, int merged, int reviewed, int pushed) {}

    /// Notes a push to the default branch; the change that it brought may be known already from its
    /// pull request.
    ///
    /// @param pull the pull request that the push names; ignored if another change is that one
    public Uni<Optional<Counted>> push(
            Transaction transaction,
            String hook,
            String repository,
            String sha,
            @Nullable Long pull,
            Instant at,
            Instant from) {
        return recount(
                transaction,
                hook,
                repository,
                from,
                () ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        insert into hook_change (hook, repository, sha, changed_at, pull)
                                        select :hook, :repository, :sha, :at, case when not exists (
                                            select from hook_change c where c.hook = :hook
                                                and c.repository = :repository and c.pull = cast(:pull as bigint))
                                            then cast(:pull as bigint) end
                                        on conflict (hook, repository, sha) do nothing
                                        """)
                                .setParameter("hook", hook)
                                .setParameter("repository", repository)
                                .setParameter("sha", sha)
                                .setParameter("at", at)
                                .setParameter("pull", pull)
                                .executeUpdate());
    }

    /// Notes that a pull request was merged into the default branch, and as what.
    public Uni<Optional<Counted>> merge(
            Transaction transaction,
            String hook,
            String repository,
            String sha,
            long pull,
            @Nullable String author,
            Instant at,
            Instant from) {
        return recount(
                transaction,
                hook,
                repository,
                from,
                () ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        update hook_change set pull = null where hook = :hook
                                            and repository = :repository and pull = :pull and sha <> :sha
                                        """)
                                .setParameter("hook", hook)
                                .setParameter("repository", repository)
                                .setParameter("sha", sha)
                                .setParameter("pull", pull)
                                .executeUpdate()
                                .chain(
                                        () ->
                                                transaction
                                                        .session()
                                                        .createNativeQuery(
                                                                """
                                                                insert into hook_change (hook, repository, sha,
                                                                    changed_at, pull, author)
                                                                values (:hook, :repository, :sha, :at, :pull,
                                                                    cast(:author as text))
                                                                on conflict (hook, repository, sha) do update
                                                                set pull = excluded.pull, author = excluded.author
                                                                """)
                                                        .setParameter("hook", hook)
                                                        .setParameter("repository", repository)
                                                        .setParameter("sha", sha)
                                                        .setParameter("at", at)
                                                        .setParameter("pull", pull)
                                                        .setParameter("author", author)
                                                        .executeUpdate()));
    }

    /// Notes what a reviewer says of a pull request; an older word of the same reviewer changes
    /// nothing.
    public Uni<Optional<Counted>> review(
            Transaction transaction,
            String hook,
            String repository,
            long pull,
            String reviewer,
            @Nullable String author,
            boolean approved,
            Instant reviewedAt,
            Instant from) {
        return recount(
                transaction,
                hook,
                repository,
                from,
                () ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        insert into hook_review (hook, repository, pull, reviewer, author, approved,
                                            reviewed_at)
                                        values (:hook, :repository, :pull, :reviewer, cast(:author as text),
                                            :approved, :at)
                                        on conflict (hook, repository, pull, reviewer) do update
                                        set author = excluded.author, approved = excluded.approved,
                                            reviewed_at = excluded.reviewed_at
                                        where hook_review.reviewed_at <= excluded.reviewed_at
                                        """)
                                .setParameter("hook", hook)
                                .setParameter("repository", repository)
                                .setParameter("pull", pull)
                                .setParameter("reviewer", reviewer)
                                .setParameter("author", author)
                                .setParameter("approved", approved)
                                .setParameter("at", reviewedAt)
                                .executeUpdate());
    }

    @FunctionalInterface
    private interface Change {
        Uni<Integer> make();
    }

    /// Empty if the change makes no difference to the count.
    private static Uni<Optional<Counted>> recount(
            Transaction transaction, String hook, String repository, Instant from, Change change) {
        return lock(transaction, hook, repository)
                .chain(() -> count(transaction, hook, repository, from))
                .chain(
                        before ->
                                change.make()
                                        .chain(() -> count(transaction, hook, repository, from))
                                        .map(
                                                after ->
                                                        after.isEmpty() || after.equals(before)
                                                                ? Optional.empty()
                                                                : after));
    }

    private static Uni<Integer> lock(Transaction transaction, String hook, String repository) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into hook_scope (hook, repository, kind, changed_at)
                        values (:hook, :repository, 'REVIEWS', now())
                        on conflict (hook, repository, kind) do update set changed_at = excluded.changed_at
                        """)
                .setParameter("hook", hook)
                .setParameter("repository", repository)
                .executeUpdate();
    }

    private static Uni<Optional<Counted>> count(
            Transaction transaction, String hook, String repository, Instant from) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select case when bool_or(c.changed_at < :from) then cast(:from as timestamptz) else min(c.changed_at) end,
                            count(*) filter (where c.changed_at >= :from and c.pull is not null),
                            count(*) filter (where c.changed_at >= :from and c.pull is not null and exists (
                                select from hook_review r
                                where r.hook = c.hook and r.repository = c.repository and r.pull = c.pull
                                    and r.approved
                                    and r.reviewer is distinct from coalesce(c.author, r.author))),
                            count(*) filter (where c.changed_at >= :from and c.pull is null)
                        from hook_change c where c.hook = :hook and c.repository = :repository
                        """,
                        Object[].class)
                .setParameter("hook", hook)
                .setParameter("repository", repository)
                .setParameter("from", from)
                .getSingleResult()
                .map(
                        row ->
                                row[0] == null
                                        ? Optional.empty()
                                        : Optional.of(
                                                new Counted(
                                                        Instants.of(row[0]),
                                                        Math.toIntExact((Long) row[1]),
                                                        Math.toIntExact((Long) row[2]),
                                                        Math.toIntExact((Long) row[3]))));
    }
}
