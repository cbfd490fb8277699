package dev.plumbline.scoring.store;

import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Submissions that travel in parts: how far they are.
@ApplicationScoped
public class SubmissionStore {

    /// @param seen parts that have been applied or wait for the others
    /// @param products products that the submission has touched so far
    public record Progress(UUID submission, int expected, int seen, int products) {
        public boolean complete() {
            return seen >= expected;
        }
    }

    /// A product that a submission concerns.
    public record Touched(UUID submission, String product) {
        public static Touched by(Cause cause) {
            return new Touched(cause.submission(), cause.product());
        }
    }

    /// Some parts of one submission came, and touched these products.
    public record Arrival(UUID submission, int expected, int parts, Collection<String> products) {}

    /// What parts of these submissions have touched until now.
    public Uni<List<Touched>> touched(Transaction transaction, Collection<UUID> submissions) {
        if (submissions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select submission, product from submission_product
                        where submission = any(cast(:submissions as uuid[]))
                        """,
                        Object[].class)
                .setParameter("submissions", submissions.toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(row -> new Touched(row.uuid(), row.text()))
                                        .toList());
    }

    /// Counts parts that came; each part is counted once, since the log drops what it has.
    public Uni<List<Progress>> count(Transaction transaction, List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        UUID[] touching =
                arrivals.stream()
                        .flatMap(a -> a.products().stream().map(product -> a.submission()))
                        .toArray(UUID[]::new);
        String[] touched =
                arrivals.stream().flatMap(a -> a.products().stream()).toArray(String[]::new);
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with touched as (
                            insert into submission_product (submission, product)
                            select p.submission, p.product
                            from unnest(cast(:touching as uuid[]), cast(:touched as text[])) as p(submission, product)
                            on conflict do nothing
                            returning submission),
                        arrived as (
                            select a.id, a.expected, a.parts,
                                cast((select count(*) from touched t where t.submission = a.id) as int) as products
                            from unnest(cast(:id as uuid[]), cast(:expected as int[]), cast(:parts as int[]))
                                as a(id, expected, parts))
                        insert into submission (id, expected, seen, products)
                        select a.id, a.expected, a.parts, a.products from arrived a order by a.id
                        on conflict (id) do update
                        set seen = submission.seen + excluded.seen,
                            products = submission.products + excluded.products
                        returning id, expected, seen, products
                        """,
                        Object[].class)
                .setParameter("touching", touching)
                .setParameter("touched", touched)
                .setParameter("id", arrivals.stream().map(Arrival::submission).toArray(UUID[]::new))
                .setParameter(
                        "expected",
                        arrivals.stream().map(Arrival::expected).toArray(Integer[]::new))
                .setParameter(
                        "parts", arrivals.stream().map(Arrival::parts).toArray(Integer[]::new))
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(
                                                row ->
                                                        new Progress(
                                                                row.uuid(),
                                                                row.number(),
                                                                row.number(),
                                                                row.number()))
                                        .toList());
    }
}
