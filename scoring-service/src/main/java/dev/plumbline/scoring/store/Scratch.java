package dev.plumbline.scoring.store;

import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.store.ScoreStore.Sent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/// Empty copies of all tables, to replay the log into, beside the real ones.
///
/// The copies are temporary tables of one transaction that is always rolled back. It sees the real
/// tables as they were at one instant, and finds none of them by their plain names: what runs in it
/// can't read what it is to check, nor change it.
@ApplicationScoped
public class Scratch {
    private static final int EXAMPLES = 3;
    private static final int EVENTS_AT_ONCE = 500;
    // some twenty times as much once it is read: one event of many advisories may have megabytes
    private static final long COMPRESSED_BYTES_AT_ONCE = 1 << 20;
    private static final int SCORES_AT_ONCE = 100;

    /// Fact table → columns to compare. Left out is what depends on which of two transactions came
    /// first and decides nothing: the line number of a finding, the count of touched products.
    private static final List<Facts> COMPARED =
            List.of(
                    new Facts("product", "key, revision, archived"),
                    new Facts("statement", "product, event_id"),
                    new Facts("submission", "id, expected, seen"),
                    new Facts("release", "id, product, version"),
                    new Facts("coordinate", "id, package_id, cpe_id, purl"),
                    new Facts("component_set", "id, coordinates"),
                    new Facts(
                            "sbom",
                            "submission, release_id, set_id, observed_at, trust, subject_sha256, quality, components,"
                                    + " unmatchable"),
                    new Facts("inventory", "release_id, coordinate_id, matched"),
                    // not its weaknesses: they decide no score, and rows from before they were kept
                    // lack them until their publisher revises them
                    new Facts(
                            "advisory",
                            "id, source, name, submission, received_at, modified_at, published_at, withdrawn_at, severity,"
                                    + " summary, names"),
                    new Facts("advisory_name", "name, advisory_id"),
                    new Facts(
                            "advisory_range", "package_id, advisory_id, range_id, vers, ended_at"),
                    new Facts(
                            "coordinate_match",
                            "coordinate_id, advisory_id, rule, fixed_in, ended_at"),
                    new Facts(
                            "kev",
                            "cve, submission, received_at, date_added, due_date, ransomware"),
                    new Facts("epss", "cve, probability, percentile, scored_on, submission"),
                    new Facts(
                            "ssvc",
                            "cve, role, version, exploitation, automatable, technical_impact, decided_at,"
                                    + " submission"),
                    new Facts("feed_check", "feed, as_of, submission"),
                    new Facts(
                            "finding",
                            "id, fingerprint, rule, title, severity, cwes, path, secret, suppressed, known_as, component,"
                                    + " fixed_in"),
                    new Facts("named_flaw", "name, product"),
                    new Facts("finding_set", "id, findings"),
                    new Facts(
                            "scan",
                            "submission, product, release_id, set_id, tool, scope, kinds, rules, files, code_lines,"
                                    + " observed_at, trust"));

    private static final String TABLES =
            COMPARED.stream()
                    .map(facts -> "pg_temp." + facts.table())
                    .collect(Collectors.joining(", "));

    private final Mutiny.SessionFactory sessions;

    Scratch(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    private record Facts(String table, String columns) {}

    /// The real schema, and a transaction in which plain names mean the copies.
    public record Copies(Transaction transaction, String schema) {}

    /// Rows that the replay gives and the real table lacks, or the other way round.
    ///
    /// @param subject table or product
    /// @param examples some of them, as JSON
    public record Difference(String subject, String what, long count, List<String> examples) {
        public Difference {
            examples = List.copyOf(examples);
        }
    }

    /// An event with its place in the log.
    public record Logged(long seq, LoggedEvent event) {}

    /// Runs `work` beside the real tables and undoes all that it did.
    public <T> Uni<T> beside(Function<Copies, Uni<T>> work) {
        return sessions.withTransaction(
                (session, transaction) -> {
                    transaction.markForRollback();
                    Transaction own = Transaction.of(session);
                    return run(own, "set transaction isolation level repeatable read")
                            .chain(() -> schema(own))
                            .chain(schema -> copies(own, schema))
                            .chain(copies -> work.apply(copies));
                });
    }

    private static Uni<String> schema(Transaction transaction) {
        return transaction
                .session()
                .createNativeQuery("select cast(current_schema() as text)", String.class)
                .getSingleResult();
    }

    private static Uni<Copies> copies(Transaction transaction, String schema) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select cast(tablename as text) from pg_tables
                        where schemaname = :schema and tablename not like 'flyway%' order by 1
                        """,
                        String.class)
                .setParameter("schema", schema)
                .getResultList()
                .chain(
                        tables -> {
                            Uni<Void> done = run(transaction, "set local search_path to pg_temp");
                            for (String table : tables) {
                                done =
                                        done.chain(
                                                () ->
                                                        run(
                                                                transaction,
                                                                "create temporary table %s (like %s.%s including all)"
                                                                        .formatted(
                                                                                table, schema,
                                                                                table)));
                            }
                            return done;
                        })
                .replaceWith(new Copies(transaction, schema));
    }

    private static Uni<Void> run(Transaction transaction, String sql) {
        return transaction.session().createNativeQuery(sql).executeUpdate().replaceWithVoid();
    }

    /// Tells the planner how large the copies have become: nobody else does so for tables of a
    /// transaction, and what it takes for small it reads from end to end.
    public Uni<Void> measure(Copies copies) {
        return run(copies.transaction(), "analyze " + TABLES);
    }

    /// The next events of the real log: at least one, if there is one, and few enough to be held.
    public Uni<List<Logged>> log(Copies copies, long after) {
        return copies.transaction()
                .session()
                .createNativeQuery(
                        """
                        select seq, event_id, type, source, said_at, correlation_id, submission, part_index,
                            part_count, payload
                        from (
                            select *, sum(octet_length(payload)) over (order by seq) - octet_length(payload) as before
                            from (
                                select * from %s.evidence_log where seq > :after order by seq limit :limit) l) l
                        where before < :bytes order by seq
                        """
                                .formatted(copies.schema()),
                        Object[].class)
                .setParameter("after", after)
                .setParameter("limit", EVENTS_AT_ONCE)
                .setParameter("bytes", COMPRESSED_BYTES_AT_ONCE)
                .getResultList()
                .map(
                        rows -> {
                            List<Logged> logged = new ArrayList<>(rows.size());
                            for (Object[] columns : rows) {
                                Row row = new Row(columns);
                                logged.add(new Logged(row.big(), EvidenceLog.read(row)));
                            }
                            return logged;
                        });
    }

    /// The next real scores of products that do not wait for another one, in the order of their
    /// keys.
    ///
    /// @param after key of the last product before them; `""` for the first
    public Uni<List<Sent>> settledScores(Copies copies, String after) {
        return copies.transaction()
                .session()
                .createNativeQuery(
                        """
                        select s.product, s.sequence, s.at, s.payload
                        from %1$s.score s
                        where s.product > :after
                            and not exists (select 1 from %1$s.assess_queue q where q.product = s.product)
                        order by s.product limit :limit
                        """
                                .formatted(copies.schema()),
                        Object[].class)
                .setParameter("after", after)
                .setParameter("limit", SCORES_AT_ONCE)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(
                                                row ->
                                                        new Sent(
                                                                row.text(),
                                                                row.big(),
                                                                row.instant(),
                                                                row.text()))
                                        .toList());
    }

    /// How many products wait for a score just now.
    public Uni<Long> waiting(Copies copies) {
        return copies.transaction()
                .session()
                .createNativeQuery(
                        "select count(distinct product) from %s.assess_queue"
                                .formatted(copies.schema()),
                        Long.class)
                .getSingleResult();
    }

    /// What the fact tables and their copies do not agree on.
    public Uni<List<Difference>> differences(Copies copies) {
        List<Difference> differences = new ArrayList<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Facts facts : COMPARED) {
            String real = copies.schema() + "." + facts.table();
            String copy = "pg_temp." + facts.table();
            done =
                    done.chain(() -> beyond(copies, facts, real, copy, "not in the log"))
                            .invoke(differences::addAll)
                            .chain(() -> beyond(copies, facts, copy, real, "missing here"))
                            .invoke(differences::addAll)
                            .replaceWithVoid();
        }
        return done.replaceWith(differences);
    }

    private static Uni<List<Difference>> beyond(
            Copies copies, Facts facts, String one, String other, String what) {
        return copies.transaction()
                .session()
                .createNativeQuery(
                        """
                        with beyond as (select %1$s from %2$s except select %1$s from %3$s)
                        select count(*), cast(coalesce(
                            (select json_agg(b) from (select * from beyond limit %4$d) b), '[]') as text)
                        from beyond
                        """
                                .formatted(facts.columns(), one, other, EXAMPLES),
                        Object[].class)
                .getSingleResult()
                .map(Row::new)
                .map(
                        row -> {
                            long count = row.big();
                            return count == 0
                                    ? List.of()
                                    : List.of(
                                            new Difference(
                                                    facts.table(),
                                                    what,
                                                    count,
                                                    List.of(row.text())));
                        });
    }
}
