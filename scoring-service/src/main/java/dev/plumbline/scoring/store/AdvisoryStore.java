package dev.plumbline.scoring.store;

import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Severity;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the world knows: advisories with their ranges, KEV, and when the feeds were read.
@ApplicationScoped
public class AdvisoryStore {
    private static final Severity[] SEVERITIES = Severity.values();

    /// One revision of an advisory, as it is kept.
    ///
    /// @param id source and name, see [dev.plumbline.scoring.match.AdvisoryId]
    /// @param name what its publisher calls it
    /// @param flaws the flaws that it is about: a line each, the id first, then all names,
    ///     separated by blanks
    /// @param cwes what its publisher says of the weaknesses behind it, separated by blanks
    public record Revision(
            String id,
            String source,
            String name,
            UUID submission,
            Instant receivedAt,
            Instant modifiedAt,
            Instant publishedAt,
            @Nullable Instant withdrawnAt,
            Severity severity,
            String summary,
            String flaws,
            String cwes,
            Set<String> names) {
        public Revision {
            names = Set.copyOf(names);
        }
    }

    /// What is here of an advisory.
    public record Known(
            Instant modifiedAt, @Nullable Instant withdrawnAt, Severity severity, String flaws) {}

    /// Affected versions of one package.
    public record RangeRow(
            String advisory, UUID packageId, String vers, @Nullable Instant endedAt) {}

    /// A coordinate that a range might hold.
    public record Candidate(
            UUID coordinate,
            String purl,
            String advisory,
            String vers,
            @Nullable Instant endedAt) {}

    /// A product that an advisory, or a KEV entry by its CVE, concerns.
    public record Concerned(String product, String subject) {}

    /// The revisions that are here.
    public Uni<Map<String, Known>> known(Transaction transaction, Collection<String> ids) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select id, modified_at, withdrawn_at, severity, names
                        from advisory where id = any(cast(:ids as text[]))
                        """,
                        Object[].class)
                .setParameter("ids", ids.toArray(String[]::new))
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .collect(
                                                Collectors.toMap(
                                                        Row::text,
                                                        row ->
                                                                new Known(
                                                                        row.instant(),
                                                                        row.instantOrNull(),
                                                                        SEVERITIES[row.number()],
                                                                        row.text()))));
    }

    /// Puts revisions in the place of what is here of the same advisories.
    public Uni<Void> replace(Transaction transaction, List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into advisory (id, source, name, submission, received_at, modified_at, published_at,
                            withdrawn_at, severity, summary, names, cwes)
                        select a.id, a.source, a.name, a.submission, cast(a.received_at as timestamptz),
                            cast(a.modified_at as timestamptz), cast(a.published_at as timestamptz),
                            cast(a.withdrawn_at as timestamptz), a.severity, a.summary, a.names, a.cwes
                        from unnest(cast(:id as text[]), cast(:source as text[]), cast(:name as text[]),
                            cast(:submission as uuid[]), cast(:receivedAt as text[]), cast(:modifiedAt as text[]),
                            cast(:publishedAt as text[]), cast(:withdrawnAt as text[]), cast(:severity as int[]), cast(:summary as text[]),
                            cast(:names as text[]), cast(:cwes as text[]))
                            as a(id, source, name, submission, received_at, modified_at, published_at, withdrawn_at,
                                severity, summary, names, cwes)
                        on conflict (id) do update
                        set submission = excluded.submission,
                            received_at = excluded.received_at, modified_at = excluded.modified_at,
                            published_at = excluded.published_at, withdrawn_at = excluded.withdrawn_at,
                            severity = excluded.severity, summary = excluded.summary, names = excluded.names,
                            cwes = excluded.cwes
                        """)
                .setParameter("id", revisions.stream().map(Revision::id).toArray(String[]::new))
                .setParameter(
                        "source", revisions.stream().map(Revision::source).toArray(String[]::new))
                .setParameter("name", revisions.stream().map(Revision::name).toArray(String[]::new))
                .setParameter(
                        "submission",
                        revisions.stream().map(Revision::submission).toArray(UUID[]::new))
                .setParameter("receivedAt", instants(revisions, Revision::receivedAt))
                .setParameter("modifiedAt", instants(revisions, Revision::modifiedAt))
                .setParameter("publishedAt", instants(revisions, Revision::publishedAt))
                .setParameter("withdrawnAt", instants(revisions, Revision::withdrawnAt))
                .setParameter(
                        "severity",
                        revisions.stream().map(r -> r.severity().ordinal()).toArray(Integer[]::new))
                .setParameter(
                        "summary", revisions.stream().map(Revision::summary).toArray(String[]::new))
                .setParameter(
                        "names", revisions.stream().map(Revision::flaws).toArray(String[]::new))
                .setParameter("cwes", revisions.stream().map(Revision::cwes).toArray(String[]::new))
                .executeUpdate()
                .chain(() -> replaceNames(transaction, revisions));
    }

    private static Uni<Void> replaceNames(Transaction transaction, List<Revision> revisions) {
        String[] ids = revisions.stream().map(Revision::id).toArray(String[]::new);
        String[] owner =
                revisions.stream()
                        .flatMap(r -> r.names().stream().map(name -> r.id()))
                        .toArray(String[]::new);
        String[] name = revisions.stream().flatMap(r -> r.names().stream()).toArray(String[]::new);
        return transaction
                .session()
                .createNativeQuery(
                        "delete from advisory_name where advisory_id = any(cast(:ids as text[]))")
                .setParameter("ids", ids)
                .executeUpdate()
                .chain(
                        () ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                insert into advisory_name (name, advisory_id)
                                                select n.name, n.advisory_id
                                                from unnest(cast(:name as text[]), cast(:owner as text[]))
                                                    as n(name, advisory_id)
                                                on conflict do nothing
                                                """)
                                        .setParameter("name", name)
                                        .setParameter("owner", owner)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Writes ranges of revisions that are current: what the advisory no longer says ends with the
    /// new revision.
    public Uni<Void> replaceRanges(
            Transaction transaction, List<Revision> revisions, List<RangeRow> ranges) {
        if (revisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update advisory_range r set ended_at = cast(v.modified_at as timestamptz)
                        from unnest(cast(:id as text[]), cast(:modifiedAt as text[])) as v(id, modified_at)
                        where r.advisory_id = v.id and r.ended_at is null
                        """)
                .setParameter("id", revisions.stream().map(Revision::id).toArray(String[]::new))
                .setParameter("modifiedAt", instants(revisions, Revision::modifiedAt))
                .executeUpdate()
                .chain(
                        () ->
                                insertRanges(
                                        transaction,
                                        ranges,
                                        "on conflict (package_id, advisory_id, range_id) do update set ended_at = null"));
    }

    /// Writes ranges of revisions that were overtaken before they came.
    public Uni<Void> addEndedRanges(Transaction transaction, List<RangeRow> ranges) {
        return insertRanges(transaction, ranges, "on conflict do nothing");
    }

    private static Uni<Void> insertRanges(
            Transaction transaction, List<RangeRow> ranges, String onConflict) {
        if (ranges.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into advisory_range (package_id, advisory_id, range_id, vers, ended_at)
                        select r.package_id, r.advisory_id, r.range_id, r.vers, cast(r.ended_at as timestamptz)
                        from unnest(cast(:package as uuid[]), cast(:advisory as text[]), cast(:range as uuid[]),
                            cast(:vers as text[]), cast(:endedAt as text[]))
                            as r(package_id, advisory_id, range_id, vers, ended_at)
                        """
                                + onConflict)
                .setParameter(
                        "package", ranges.stream().map(RangeRow::packageId).toArray(UUID[]::new))
                .setParameter(
                        "advisory", ranges.stream().map(RangeRow::advisory).toArray(String[]::new))
                .setParameter(
                        "range",
                        ranges.stream()
                                .map(r -> Identity.of("range", r.vers()))
                                .toArray(UUID[]::new))
                .setParameter("vers", ranges.stream().map(RangeRow::vers).toArray(String[]::new))
                .setParameter("endedAt", instants(ranges, RangeRow::endedAt))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Known coordinates of the packages that the advisories name, each with every range of them.
    public Uni<List<Candidate>> candidates(Transaction transaction, Collection<String> advisories) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select c.id, c.purl, r.advisory_id, r.vers, r.ended_at
                        from advisory_range r
                            join lateral (
                                select p.id, p.purl from coordinate p where p.package_id = r.package_id
                                union all
                                select p.id, p.purl from coordinate p where p.cpe_id = r.package_id) c on true
                        where r.advisory_id = any(cast(:advisories as text[]))
                        """,
                        Object[].class)
                .setParameter("advisories", advisories.toArray(String[]::new))
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
                                                                row.text(),
                                                                row.instantOrNull()))
                                        .toList());
    }

    /// Marks what the releases hold of these coordinates.
    public Uni<Void> markMatched(Transaction transaction, Collection<UUID> coordinates) {
        if (coordinates.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update inventory set matched = true
                        where coordinate_id = any(cast(:coordinates as uuid[])) and not matched
                        """)
                .setParameter("coordinates", coordinates.toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Products that hold a coordinate which one of the advisories concerns; archived ones rest.
    public Uni<List<Concerned>> concernedByAdvisory(
            Transaction transaction, Collection<String> advisories) {
        return concerned(
                transaction,
                """
                select distinct r.product, m.advisory_id
                from coordinate_match m
                    join inventory i on i.coordinate_id = m.coordinate_id
                    join release r on r.id = i.release_id
                where m.advisory_id = any(cast(:subjects as text[]))
                union
                select f.product, n.advisory_id
                from advisory_name n join named_flaw f on f.name = n.name
                where n.advisory_id = any(cast(:subjects as text[]))
                """,
                advisories);
    }

    /// Products that hold a coordinate which an advisory of one of these flaws concerns, or whose
    /// evidence names it; archived ones rest.
    public Uni<List<Concerned>> concernedByFlaw(Transaction transaction, Collection<String> flaws) {
        return concerned(
                transaction,
                """
                select distinct r.product, n.name
                from advisory_name n
                    join coordinate_match m on m.advisory_id = n.advisory_id
                    join inventory i on i.coordinate_id = m.coordinate_id
                    join release r on r.id = i.release_id
                where n.name = any(cast(:subjects as text[]))
                union
                select f.product, n.name
                from advisory_name n
                    join advisory_name same on same.advisory_id = n.advisory_id
                    join named_flaw f on f.name = same.name
                where n.name = any(cast(:subjects as text[]))
                union
                select product, name from named_flaw where name = any(cast(:subjects as text[]))
                """,
                flaws);
    }

    /// Notes that evidence of a product names these flaws: what becomes known of them concerns it.
    public Uni<Void> name(Transaction transaction, String product, Collection<String> flaws) {
        if (flaws.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into named_flaw (name, product)
                        select n.name, :product from unnest(cast(:names as text[])) as n(name)
                        order by n.name
                        on conflict do nothing
                        """)
                .setParameter("product", product)
                .setParameter("names", flaws.stream().distinct().toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<List<Concerned>> concerned(
            Transaction transaction, String sql, Collection<String> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select c.product, c.subject from (%s) as c(product, subject)
                        where not exists (select 1 from product p where p.key = c.product and p.archived)
                        """
                                .formatted(sql),
                        Object[].class)
                .setParameter("subjects", subjects.toArray(String[]::new))
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(row -> new Concerned(row.text(), row.text()))
                                        .toList());
    }

    /// All products that have a release, for what concerns all of them; archived ones rest.
    public Uni<List<String>> productsWithReleases(Transaction transaction) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select distinct r.product from release r
                        where not exists (select 1 from product p where p.key = r.product and p.archived)
                        order by 1
                        """,
                        String.class)
                .getResultList();
    }

    /// Stores KEV entries; the answer are the CVEs of which something is new.
    ///
    /// Who repeats the catalogue fills what is missing and never overrules it.
    public Uni<Set<String>> list(Transaction transaction, Collection<KevListed> entries) {
        List<KevListed> own = entries.stream().filter(k -> k.source() == null).toList();
        List<KevListed> repeated = entries.stream().filter(k -> k.source() != null).toList();
        return list(
                        transaction,
                        own,
                        """
                        set submission = excluded.submission, received_at = excluded.received_at,
                            date_added = excluded.date_added, due_date = excluded.due_date,
                            ransomware = excluded.ransomware
                        where excluded.received_at >= kev.received_at
                            and (kev.date_added, kev.due_date, kev.ransomware)
                                is distinct from (excluded.date_added, excluded.due_date, excluded.ransomware)
                        """)
                .chain(
                        changed ->
                                list(
                                                transaction,
                                                repeated,
                                                """
                                                set due_date = excluded.due_date
                                                where kev.due_date is null and excluded.due_date is not null
                                                """)
                                        .map(
                                                filled ->
                                                        Stream.concat(
                                                                        changed.stream(),
                                                                        filled.stream())
                                                                .collect(Collectors.toSet())));
    }

    private static Uni<Set<String>> list(
            Transaction transaction, List<KevListed> all, String onConflict) {
        if (all.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into kev (cve, submission, received_at, date_added, due_date, ransomware)
                        select k.cve, k.submission, cast(k.received_at as timestamptz), cast(k.date_added as date),
                            cast(k.due_date as date), k.ransomware
                        from unnest(cast(:cve as text[]), cast(:submission as uuid[]), cast(:receivedAt as text[]),
                            cast(:dateAdded as text[]), cast(:dueDate as text[]), cast(:ransomware as boolean[]))
                            as k(cve, submission, received_at, date_added, due_date, ransomware)
                        on conflict (cve) do update
                        """
                                + onConflict
                                + "returning cve",
                        String.class)
                .setParameter("cve", all.stream().map(KevListed::cve).toArray(String[]::new))
                .setParameter(
                        "submission",
                        all.stream().map(k -> k.provenance().submission()).toArray(UUID[]::new))
                .setParameter("receivedAt", instants(all, k -> k.provenance().receivedAt()))
                .setParameter(
                        "dateAdded",
                        all.stream().map(k -> k.dateAdded().toString()).toArray(String[]::new))
                .setParameter(
                        "dueDate",
                        all.stream()
                                .map(KevListed::dueDate)
                                .map(day -> day == null ? null : day.toString())
                                .toArray(String[]::new))
                .setParameter(
                        "ransomware",
                        all.stream().map(KevListed::ransomware).toArray(Boolean[]::new))
                .getResultList()
                .map(Set::copyOf);
    }

    /// Notes that feeds were read to their end.
    public Uni<Void> checked(Transaction transaction, List<FeedChecked> checks) {
        if (checks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into feed_check (feed, as_of, submission)
                        select f.feed, cast(f.as_of as timestamptz), f.submission
                        from unnest(cast(:feed as text[]), cast(:asOf as text[]), cast(:submission as uuid[]))
                            as f(feed, as_of, submission)
                        on conflict do nothing
                        """)
                .setParameter("feed", checks.stream().map(FeedChecked::feed).toArray(String[]::new))
                .setParameter("asOf", instants(checks, AdvisoryStore::believedAsOf))
                .setParameter(
                        "submission",
                        checks.stream().map(c -> c.provenance().submission()).toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// A feed can't be newer than its reading.
    private static Instant believedAsOf(FeedChecked check) {
        Instant observed = check.provenance().observedAt();
        return check.asOf().isAfter(observed) ? observed : check.asOf();
    }

    private static <T> @Nullable String[] instants(
            List<T> rows, java.util.function.Function<T, @Nullable Instant> column) {
        return rows.stream()
                .map(
                        row -> {
                            Instant at = column.apply(row);
                            return at == null ? null : at.toString();
                        })
                .toArray(String[]::new);
    }
}
