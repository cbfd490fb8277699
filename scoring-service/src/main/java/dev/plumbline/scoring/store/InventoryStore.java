package dev.plumbline.scoring.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.CpeName;
import dev.plumbline.scoring.match.Match;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Components: once for the whole organisation, and which release holds which.
@ApplicationScoped
public class InventoryStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What storing a bill found out.
    ///
    /// @param newSet no bill of this content was ever seen: there may be coordinates that are new
    /// @param newToRelease the release has no bill of this content yet
    public record Bill(boolean newSet, boolean newToRelease) {}

    /// A range that might hold a new coordinate.
    public record Candidate(
            UUID coordinate, String advisory, String vers, @Nullable Instant endedAt) {}

    /// A match with the day on which it ended, if the advisory no longer says so.
    public record Remembered(UUID coordinate, Match match, @Nullable Instant endedAt) {}

    /// Stores a bill of materials and the set that it lists.
    public Uni<Bill> addBill(
            Transaction transaction,
            InventoryObserved observed,
            UUID release,
            UUID set,
            Collection<UUID> coordinates,
            int unmatchable) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with new_set as (
                            insert into component_set (id, coordinates)
                            values (:set, cast(:coordinates as uuid[])) on conflict do nothing returning 1),
                        new_release as (
                            insert into release (id, product, version)
                            values (:release, :product, :version) on conflict do nothing),
                        new_bill as (
                            insert into sbom (submission, release_id, set_id, observed_at, trust, subject_sha256,
                                quality, components, unmatchable)
                            values (:submission, :release, :set, :observedAt, :trust, :subject, :quality,
                                :components, :unmatchable)
                            on conflict do nothing)
                        select exists(select 1 from new_set),
                            not exists(select 1 from sbom b where b.release_id = :release and b.set_id = :set)
                        """,
                        Object[].class)
                .setParameter("set", set)
                .setParameter("coordinates", coordinates.toArray(UUID[]::new))
                .setParameter("release", release)
                .setParameter("product", observed.product())
                .setParameter("version", observed.release())
                .setParameter("submission", observed.provenance().submission())
                .setParameter("observedAt", observed.provenance().observedAt())
                .setParameter("trust", observed.provenance().trust())
                .setParameter("subject", String.join(" ", observed.subjectSha256()))
                .setParameter("quality", json(observed.quality().fields()))
                .setParameter("components", coordinates.size())
                .setParameter("unmatchable", unmatchable)
                .getSingleResult()
                .map(
                        columns -> {
                            Row row = new Row(columns);
                            return new Bill(row.flag(), row.flag());
                        });
    }

    /// Adds the coordinates that are new, in the order of their ids so that two bills never wait
    /// for one another, and answers which ranges might hold these.
    public Uni<List<Candidate>> learn(
            Transaction transaction, SortedMap<UUID, Coordinate> coordinates) {
        int size = coordinates.size();
        UUID[] id = new UUID[size];
        UUID[] packageId = new UUID[size];
        @Nullable UUID[] cpeId = new UUID[size];
        String[] purl = new String[size];
        int i = 0;
        for (Map.Entry<UUID, Coordinate> entry : coordinates.entrySet()) {
            id[i] = entry.getKey();
            packageId[i] = entry.getValue().packageKey().id();
            CpeName cpe = entry.getValue().cpe();
            cpeId[i] = cpe == null ? null : cpe.packageKey().id();
            purl[i] = entry.getValue().purl();
            i++;
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with learned as (
                            insert into coordinate (id, package_id, cpe_id, purl)
                            select c.id, c.package_id, c.cpe_id, c.purl
                            from unnest(cast(:id as uuid[]), cast(:package as uuid[]), cast(:cpe as uuid[]),
                                cast(:purl as text[]))
                                as c(id, package_id, cpe_id, purl)
                            order by c.id
                            on conflict do nothing
                            returning id, package_id, cpe_id)
                        select l.id, r.advisory_id, r.vers, r.ended_at
                        from learned l
                            join advisory_range r on r.package_id = any(array[l.package_id, l.cpe_id])
                        """,
                        Object[].class)
                .setParameter("id", id)
                .setParameter("package", packageId)
                .setParameter("cpe", cpeId)
                .setParameter("purl", purl)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(
                                                row ->
                                                        new Candidate(
                                                                row.uuid(),
                                                                row.text(),
                                                                row.text(),
                                                                row.instantOrNull()))
                                        .toList());
    }

    /// Remembers matches; what was remembered before of the same coordinate and advisory gives way.
    public Uni<Void> remember(Transaction transaction, List<Remembered> matches) {
        if (matches.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into coordinate_match (coordinate_id, advisory_id, rule, fixed_in, ended_at)
                        select m.coordinate_id, m.advisory_id, m.rule, m.fixed_in, cast(m.ended_at as timestamptz)
                        from unnest(cast(:coordinate as uuid[]), cast(:advisory as text[]), cast(:rule as text[]),
                            cast(:fixedIn as text[]), cast(:endedAt as text[]))
                            as m(coordinate_id, advisory_id, rule, fixed_in, ended_at)
                        on conflict (coordinate_id, advisory_id) do update
                        set rule = excluded.rule, fixed_in = excluded.fixed_in, ended_at = excluded.ended_at
                        """)
                .setParameter(
                        "coordinate",
                        matches.stream().map(Remembered::coordinate).toArray(UUID[]::new))
                .setParameter(
                        "advisory",
                        matches.stream().map(m -> m.match().advisory()).toArray(String[]::new))
                .setParameter(
                        "rule", matches.stream().map(m -> m.match().rule()).toArray(String[]::new))
                .setParameter(
                        "fixedIn",
                        matches.stream()
                                .map(m -> String.join(" ", m.match().fixedIn()))
                                .toArray(String[]::new))
                .setParameter(
                        "endedAt",
                        matches.stream()
                                .map(Remembered::endedAt)
                                .map(at -> at == null ? null : at.toString())
                                .toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// One range of an advisory that stands, of a package that a product holds.
    ///
    /// @param releases versions of the product that hold the coordinate
    public record Held(
            UUID coordinate, String purl, List<String> releases, String advisory, String vers) {
        public Held {
            releases = List.copyOf(releases);
        }
    }

    /// @param components how many coordinates the product holds in all its releases
    public record Candidates(long components, List<Held> held) {
        public Candidates {
            held = List.copyOf(held);
        }
    }

    /// All that could be said of what a product holds, decided or not.
    public Uni<Candidates> candidates(Transaction transaction, String product) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select count(distinct i.coordinate_id)
                        from release r join inventory i on i.release_id = r.id
                        where r.product = :product
                        """,
                        Long.class)
                .setParameter("product", product)
                .getSingleResult()
                .chain(
                        components ->
                                held(transaction, product)
                                        .map(held -> new Candidates(components, held)));
    }

    private static Uni<List<Held>> held(Transaction transaction, String product) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with own as (
                            select i.coordinate_id as id, string_agg(r.version, chr(10) order by r.version) as releases
                            from release r join inventory i on i.release_id = r.id
                            where r.product = :product group by i.coordinate_id)
                        select c.id, c.purl, o.releases, g.advisory_id, g.vers
                        from own o join coordinate c on c.id = o.id
                            join advisory_range g on g.package_id = any(array[c.package_id, c.cpe_id])
                            join advisory a on a.id = g.advisory_id
                        where g.ended_at is null and a.withdrawn_at is null
                        """,
                        Object[].class)
                .setParameter("product", product)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(
                                                row ->
                                                        new Held(
                                                                row.uuid(),
                                                                row.text(),
                                                                row.text().lines().toList(),
                                                                row.text(),
                                                                row.text()))
                                        .toList());
    }

    /// Writes what the release did not hold yet; the answer is how many coordinates that were.
    public Uni<Integer> fill(Transaction transaction, UUID release, Collection<UUID> coordinates) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into inventory (release_id, coordinate_id, matched)
                        select :release, c.id,
                            exists(select 1 from coordinate_match m where m.coordinate_id = c.id)
                        from unnest(cast(:coordinates as uuid[])) as c(id)
                        on conflict do nothing
                        """)
                .setParameter("release", release)
                .setParameter("coordinates", coordinates.toArray(UUID[]::new))
                .executeUpdate();
    }

    private static String json(Map<String, Double> fields) {
        try {
            return JSON.writeValueAsString(new java.util.TreeMap<>(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of numbers can't be written", e);
        }
    }
}
