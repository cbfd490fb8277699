package dev.plumbline.dashboard.store;

import dev.plumbline.dashboard.view.DecisionRow.State;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Requests and decisions, and what they are about.
@ApplicationScoped
public class DecisionRepository {
    private final Json json;

    DecisionRepository(Json json) {
        this.json = json;
    }

    /// What a decision about an obligation needs to know of it.
    public record Subject(
            UUID obligation,
            String concern,
            String title,
            @Nullable String vulnerability,
            @Nullable String line) {}

    /// Whether the viewer may see this product, and it is active.
    public Uni<Boolean> sees(Transaction transaction, Viewer viewer, String product) {
        return Scope.of(viewer)
                .bind(
                        transaction
                                .session()
                                .createNativeQuery(
                                        "select count(*) from product p where p.key = :product and not p.archived and "
                                                + Scope.FILTER,
                                        Long.class))
                .setParameter("product", product)
                .getSingleResult()
                .map(count -> count == 1);
    }

    /// The obligation of this id or, without one, an open one of this concern before others.
    public Uni<Optional<Subject>> subject(
            Transaction transaction,
            String product,
            @Nullable UUID obligation,
            @Nullable String concern) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select cast(jsonb_build_object('obligation', o.id, 'concern', o.concern, 'title', o.title,
                            'vulnerability', o.vulnerability, 'line', o.line) as text)
                        from obligation o
                        where o.product = :product and (o.id = cast(:obligation as uuid)
                            or cast(:obligation as uuid) is null and o.concern = cast(:concern as text))
                        order by o.open desc, o.measure limit 1
                        """,
                        String.class)
                .setParameter("product", product)
                .setParameter("obligation", obligation)
                .setParameter("concern", concern)
                .getSingleResultOrNull()
                .map(
                        column ->
                                Optional.ofNullable(column)
                                        .map(found -> json.read(found, Subject.class)));
    }

    /// What a submission of this product is called; empty if there is none.
    public Uni<Optional<String>> submissionTitle(
            Transaction transaction, String product, UUID submission) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select concat_ws(' ', coalesce(s.format, 'evidence'), 'of ' || s.release, 'by ' || s.sender)
                        from submission s where s.id = :id and s.product = :product
                        """,
                        String.class)
                .setParameter("id", submission)
                .setParameter("product", product)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /// The acceptance of a concern that stands now.
    public Uni<Optional<UUID>> accepted(Transaction transaction, String product, String concern) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select id from decision
                        where product = :product and concern = :concern and kind = 'RISK' and state = 'IN_FORCE'
                        order by answered_at desc limit 1
                        """,
                        UUID.class)
                .setParameter("product", product)
                .setParameter("concern", concern)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /// Whether it was written; not if it is there already, or the same question waits.
    public Uni<Boolean> add(Transaction transaction, StoredDecision decision) {
        StoredDecision.@Nullable Answered answered = decision.answered();
        Mutiny.MutationQuery insert =
                transaction
                        .session()
                        .createNativeQuery(
                                """
                                insert into decision (id, kind, state, product, title, obligation, concern, vulnerability,
                                    line, submission, asked_by, asked_at, reason, status, justification, owner, expires_at,
                                    renewal_of, answered_by, answered_role, answered_at, answer)
                                values (:id, :kind, :state, :product, :title, cast(:obligation as uuid),
                                    cast(:concern as text), cast(:vulnerability as text), cast(:line as text),
                                    cast(:submission as uuid), :askedBy, :askedAt, :reason, cast(:status as text),
                                    cast(:justification as text), cast(:owner as text),
                                    cast(:expiresAt as timestamptz), cast(:renewalOf as uuid),
                                    cast(:answeredBy as text), cast(:answeredRole as text),
                                    cast(:answeredAt as timestamptz), cast(:answer as text))
                                on conflict do nothing
                                """);
        insert.setParameter("id", decision.id())
                .setParameter("kind", decision.kind().name())
                .setParameter("state", decision.state().name())
                .setParameter("product", decision.product())
                .setParameter("title", decision.title())
                .setParameter("obligation", decision.obligation())
                .setParameter("concern", decision.concern())
                .setParameter("vulnerability", decision.vulnerability())
                .setParameter("line", decision.line())
                .setParameter("submission", decision.submission())
                .setParameter("askedBy", decision.askedBy())
                .setParameter("askedAt", ProductReader.utc(decision.askedAt()))
                .setParameter("reason", decision.reason())
                .setParameter("status", decision.status())
                .setParameter("justification", decision.justification())
                .setParameter("owner", decision.owner())
                .setParameter(
                        "expiresAt",
                        decision.expiresAt() == null
                                ? null
                                : ProductReader.utc(decision.expiresAt()))
                .setParameter("renewalOf", decision.renewalOf())
                .setParameter("answeredBy", answered == null ? null : answered.by())
                .setParameter("answeredRole", answered == null ? null : answered.role())
                .setParameter(
                        "answeredAt", answered == null ? null : ProductReader.utc(answered.at()))
                .setParameter("answer", answered == null ? null : answered.words());
        return insert.executeUpdate().map(rows -> rows == 1);
    }

    /// The decision, held until the transaction ends; empty if the viewer may not see its product.
    public Uni<Optional<StoredDecision>> find(Transaction transaction, Viewer viewer, UUID id) {
        return Scope.of(viewer)
                .bind(
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        select cast(jsonb_build_object('id', d.id, 'kind', d.kind, 'state', d.state,
                                            'product', d.product, 'title', d.title, 'obligation', d.obligation,
                                            'concern', d.concern, 'vulnerability', d.vulnerability, 'line', d.line,
                                            'submission', d.submission, 'askedBy', d.asked_by, 'askedAt', d.asked_at,
                                            'reason', d.reason, 'status', d.status, 'justification', d.justification,
                                            'owner', d.owner, 'expiresAt', d.expires_at, 'renewalOf', d.renewal_of) as text)
                                        from decision d join product p on p.key = d.product
                                        where d.id = :id and %s for update of d
                                        """
                                                .formatted(Scope.FILTER),
                                        String.class))
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(
                        column ->
                                Optional.ofNullable(column)
                                        .map(found -> json.read(found, StoredDecision.class)));
    }

    /// Writes what the second person said, and the state that follows.
    public Uni<Void> answer(
            Transaction transaction, UUID id, State state, StoredDecision.Answered answered) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update decision set state = :state, answered_by = :by, answered_role = :role, answered_at = :at,
                            answer = cast(:words as text)
                        where id = :id
                        """)
                .setParameter("state", state.name())
                .setParameter("by", answered.by())
                .setParameter("role", answered.role())
                .setParameter("at", ProductReader.utc(answered.at()))
                .setParameter("words", answered.words())
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Ends what a newer decision replaces: an earlier word on the same vulnerability and line, or
    /// the acceptance that it renews.
    public Uni<Void> replace(Transaction transaction, StoredDecision newer) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update decision set state = 'ENDED'
                        where product = :product and id <> :id and state = 'IN_FORCE' and kind = :kind
                            and asked_at <= :askedAt
                            and (kind = 'TRIAGE' and vulnerability = cast(:vulnerability as text)
                                    and line is not distinct from cast(:line as text)
                                or kind = 'RISK' and id = cast(:renewalOf as uuid))
                        """)
                .setParameter("product", newer.product())
                .setParameter("id", newer.id())
                .setParameter("kind", newer.kind().name())
                .setParameter("askedAt", ProductReader.utc(newer.askedAt()))
                .setParameter("vulnerability", newer.vulnerability())
                .setParameter("line", newer.line())
                .setParameter("renewalOf", newer.renewalOf())
                .executeUpdate()
                .replaceWithVoid();
    }

    public Uni<Void> end(Transaction transaction, UUID id, Instant at) {
        return transaction
                .session()
                .createNativeQuery(
                        "update decision set state = 'ENDED', expires_at = least(expires_at, :at) where id = :id")
                .setParameter("id", id)
                .setParameter("at", ProductReader.utc(at))
                .executeUpdate()
                .replaceWithVoid();
    }
}
