package dev.plumbline.dashboard.store;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.hibernate.reactive.mutiny.Mutiny;

/// What is owed, in its newest state.
@ApplicationScoped
public class ObligationRepository {

    /// Writes the states as they are; each obligation may occur once.
    public Uni<Void> write(Transaction transaction, Collection<ObligationChanged> states) {
        Mutiny.Session session = transaction.session();
        String rows = Json.array(states);
        return session.createNativeQuery(
                        """
                        insert into obligation as o
                            (id, product, measure, concern, kind, title, vulnerability, component, line, release, severity,
                            weight, opened_at, due_at, world_due_at, closed_at, closed_by, excused, own, reasons, epss,
                            weaknesses)
                        select "id", "product", "measure", "concern", "kind", "title", "vulnerability", "component",
                            "line", "release", "severity", "weight", "openedAt", "dueAt", "worldDueAt", "closedAt",
                            "closedBy", "excused", "own", "reasons", "epss", "weaknesses"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e(
                            "id" uuid, "product" text, "measure" text, "concern" text, "kind" text, "title" text,
                            "vulnerability" text, "component" text, "line" text, "release" text, "severity" text,
                            "weight" double precision, "openedAt" timestamptz, "dueAt" timestamptz,
                            "worldDueAt" timestamptz, "closedAt" timestamptz, "closedBy" text, "excused" boolean,
                            "own" boolean, "reasons" jsonb, "epss" double precision,
                            "weaknesses" text[])
                        on conflict (id) do update
                        set title = excluded.title, vulnerability = excluded.vulnerability,
                            component = excluded.component, line = excluded.line, release = excluded.release,
                            severity = excluded.severity, weight = excluded.weight, opened_at = excluded.opened_at,
                            due_at = excluded.due_at, world_due_at = excluded.world_due_at,
                            closed_at = excluded.closed_at, closed_by = excluded.closed_by,
                            excused = excluded.excused, own = excluded.own, reasons = excluded.reasons,
                            epss = excluded.epss, weaknesses = excluded.weaknesses
                        """)
                .setParameter("rows", rows)
                .executeUpdate()
                .chain(() -> nameLines(session, rows))
                .replaceWithVoid();
    }

    /// An obligation of a release knows its line better than the release's number does.
    private static Uni<Integer> nameLines(Mutiny.Session session, String rows) {
        return session.createNativeQuery(
                        """
                        insert into release as r (product, version, line, observed_at)
                        select distinct on ("product", "release") "product", "release", "line", "openedAt"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e(
                            "product" text, "release" text, "line" text, "openedAt" timestamptz, "kind" text)
                        where "release" is not null and "line" is not null and "kind" = 'release'
                        order by "product", "release", "openedAt"
                        on conflict (product, version) do update set line = excluded.line
                        where r.line <> excluded.line
                        """)
                .setParameter("rows", rows)
                .executeUpdate();
    }
}
