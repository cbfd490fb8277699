package dev.plumbline.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.plumbline.ingest.source.forge.Alert;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The newest state of each alert that a forge told of.
@ApplicationScoped
public class HookAlerts {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    HookAlerts() {}

    /// Notes the state of an alert and gives all alerts of its kind in its repository, those that
    /// are gone, too. Until the transaction ends, nobody else changes one of them.
    ///
    /// @return empty if a newer state is known, or one that was told more fully
    public Uni<Optional<List<Alert>>> change(
            Transaction transaction,
            String hook,
            String repository,
            Alert alert,
            Instant receivedAt) {
        return lock(transaction, hook, repository, alert, receivedAt)
                .chain(() -> upsert(transaction, hook, repository, alert, receivedAt))
                .chain(
                        changed ->
                                changed == 0
                                        ? Uni.createFrom().item(Optional.empty())
                                        : all(transaction, hook, repository, alert)
                                                .map(Optional::of));
    }

    private static Uni<Integer> lock(
            Transaction transaction, String hook, String repository, Alert alert, Instant at) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into hook_scope (hook, repository, kind, changed_at)
                        values (:hook, :repository, :kind, :at)
                        on conflict (hook, repository, kind) do update set changed_at = excluded.changed_at
                        """)
                .setParameter("hook", hook)
                .setParameter("repository", repository)
                .setParameter("kind", alert.kind().name())
                .setParameter("at", at)
                .executeUpdate();
    }

    private static Uni<Integer> upsert(
            Transaction transaction, String hook, String repository, Alert alert, Instant at) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into hook_alert (hook, repository, kind, number, changed_at, gone, whole, alert)
                        values (:hook, :repository, :kind, :number, :changed, :gone, :whole, :alert)
                        on conflict (hook, repository, kind, number) do update
                        set changed_at = excluded.changed_at, gone = excluded.gone, whole = excluded.whole,
                            alert = excluded.alert
                        where hook_alert.changed_at <= excluded.changed_at
                            and (excluded.whole or not hook_alert.whole)
                        """)
                .setParameter("hook", hook)
                .setParameter("repository", repository)
                .setParameter("kind", alert.kind().name())
                .setParameter("number", alert.number())
                .setParameter("changed", alert.changedAt() == null ? at : alert.changedAt())
                .setParameter("gone", alert.state() == Alert.State.GONE)
                .setParameter("whole", alert.whole())
                .setParameter("alert", write(alert))
                .executeUpdate();
    }

    private static Uni<List<Alert>> all(
            Transaction transaction, String hook, String repository, Alert alert) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select alert from hook_alert
                        where hook = :hook and repository = :repository and kind = :kind order by number
                        """,
                        String.class)
                .setParameter("hook", hook)
                .setParameter("repository", repository)
                .setParameter("kind", alert.kind().name())
                .getResultList()
                .map(rows -> rows.stream().map(HookAlerts::read).toList());
    }

    private static String write(Alert alert) {
        try {
            return JSON.writeValueAsString(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that can't be written", e);
        }
    }

    private static Alert read(String row) {
        try {
            return JSON.readValue(row, Alert.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds no alert", e);
        }
    }
}
