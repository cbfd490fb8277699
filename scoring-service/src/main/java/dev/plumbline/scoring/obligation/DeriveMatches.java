package dev.plumbline.scoring.obligation;

import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Owed;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.PackageKey;
import dev.plumbline.scoring.obligation.Decisions.Standing;
import dev.plumbline.scoring.obligation.Episodes.Episode;
import dev.plumbline.scoring.obligation.Episodes.Sighting;
import dev.plumbline.scoring.obligation.Episodes.Speaker;
import dev.plumbline.scoring.obligation.Flaws.Flaw;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.Kev;
import dev.plumbline.scoring.obligation.ProductFacts.MatchedComponent;
import dev.plumbline.scoring.obligation.ProductFacts.Rating;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import dev.plumbline.scoring.obligation.ScannerReports.Report;
import dev.plumbline.scoring.obligation.ScannerReports.SetAside;
import dev.plumbline.scoring.obligation.ScannerReports.Telling;
import dev.plumbline.scoring.obligation.Tiers.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the world's flaws make a product owe: one obligation for each line and vulnerability
/// (SCORING.md section 0, rule 14), and how the maker met it.
///
/// Who says that a line has a flaw does not matter: an SBOM of it with an advisory (see
/// [Episodes]), a scanner that matches components itself (see [ScannerReports]), or both; it is one
/// obligation, with all of them as evidence, until none of them says so any more. What only a
/// scanner of the maker's says is the maker's own (rule 16). It is met, too, by a justified VEX
/// statement. If it comes back, it is owed anew: the key says which time.
final class DeriveMatches {
    static final String MATCH = "match";
    static final String KEV_MATCH = "kev-match";
    private static final String KEV_AT_RELEASE = "kev-at-release";

    private final ProductFacts facts;
    private final Decisions decisions;
    private final Draft draft;
    private final Episodes episodes;
    private final Tiers tiers;

    DeriveMatches(ProductFacts facts, Decisions decisions, Draft draft) {
        this.facts = facts;
        this.decisions = decisions;
        this.draft = draft;
        this.episodes = new Episodes(facts);
        this.tiers = new Tiers(facts);
    }

    /// One source's word that a flaw is there.
    ///
    /// @param by the advisory, or the scan, that says so; part of the line's id
    /// @param evidence submission of the SBOM or the scan
    /// @param prompt what of the world makes it known, if not the evidence itself
    /// @param at from when it is owed by this word; `known` since when that was known
    /// @param rated how bad this source says it is
    /// @param own whether only a scanner of the maker's says so
    private record Word(
            String by,
            UUID evidence,
            UUID prompt,
            Instant at,
            Instant known,
            String release,
            Severity rated,
            @Nullable Coordinate component,
            List<String> fixedIn,
            String reason,
            boolean own) {

        String name() {
            return component == null ? "a component" : nameOf(component);
        }

        @Nullable String purl() {
            return component == null ? null : component.purl();
        }
    }

    void write(ReleaseLines lines, Collection<Report> reports) {
        if (facts.matches().isEmpty() && reports.isEmpty()) {
            return;
        }
        Map<String, List<Shipped>> general = lines.generalByLine();
        for (Flaw flaw : Flaws.of(facts.advisories().values(), reports)) {
            Kev kev = kevOf(flaw);
            flaw.key().names().stream()
                    .map(facts.epss()::get)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .ifPresent(likely -> draft.rank(flaw.key().id(), likely));
            Set<String> concerned = new TreeSet<>(general.keySet());
            flaw.reports().forEach(report -> concerned.add(report.chain().line()));
            for (String line : concerned) {
                write(flaw, kev, line, general.getOrDefault(line, List.of()), lines);
            }
        }
    }

    private @Nullable Kev kevOf(Flaw flaw) {
        return flaw.key().names().stream()
                .map(facts.kev()::get)
                .filter(Objects::nonNull)
                .min(Comparator.comparing(Kev::dateAdded).thenComparing(Kev::cve))
                .orElse(null);
    }

    private void write(
            Flaw flaw, @Nullable Kev kev, String line, List<Shipped> releases, ReleaseLines lines) {
        Map<String, List<Sighting>> byRelease = new HashMap<>();
        for (Shipped release : releases) {
            List<Sighting> sightings = episodes.sightings(flaw, release);
            if (!sightings.isEmpty()) {
                byRelease.put(release.version(), sightings);
            }
        }
        List<Report> reports =
                flaw.reports().stream().filter(r -> r.chain().line().equals(line)).toList();
        if (byRelease.isEmpty() && reports.isEmpty()) {
            return;
        }
        List<Owing> owings = Owing.join(episodes.of(releases, byRelease), reports, lines);
        for (int i = 0; i < owings.size(); i++) {
            String key = flaw.key().id() + "/" + line + (i == 0 ? "" : "#" + (i + 1));
            write(flaw, kev, line, key, owings.get(i));
        }
        if (kev != null) {
            for (Shipped release : releases) {
                List<Word> inside =
                        inside(
                                flaw,
                                release,
                                byRelease.getOrDefault(release.version(), List.of()),
                                reports);
                writeShippedWith(flaw, kev, release, inside);
            }
        }
    }

    private void write(Flaw flaw, @Nullable Kev kev, String line, String key, Owing owing) {
        List<Word> words = words(flaw, owing);
        Word first = words.getFirst();
        // what a listing adds is owed under a kind of its own
        List<Clock> clocks =
                tiers.clocks(flaw.key(), null, first.at()).stream()
                        .filter(clock -> isOwedAt(owing, clock.from()))
                        .toList();
        for (Word word : words) {
            owe(flaw, line, key, word, tierAt(clocks, word.at()));
        }
        rateAnew(flaw, line, key, words);
        tighten(MATCH, flaw, line, key, words, clocks, null);
        draft.tell(
                MATCH,
                key,
                flaw.key().id() + " in " + first.name(),
                flaw.key().id(),
                first.purl(),
                new Reason(tiers.priority(flaw.key(), kev), first.prompt(), first.at()));
        List<String> weaknesses = weaknesses(flaw, owing);
        draft.classify(MATCH, key, weaknesses);
        Set<String> kinds = new LinkedHashSet<>(List.of(MATCH));
        if (kev != null && isOwedAt(owing, Tiers.listedAt(kev))) {
            oweListed(flaw, kev, line, key, words, owing);
            draft.classify(KEV_MATCH, key, weaknesses);
            kinds.add(KEV_MATCH);
        }
        close(key, List.copyOf(kinds), owing);
        setAside(key, owing);
        decide(flaw, line, key, List.copyOf(kinds), owing);
    }

    /// What any advisory of the flaw alone names, those that match nothing included, and the
    /// scanners that report it here.
    private List<String> weaknesses(Flaw flaw, Owing owing) {
        Stream<String> byAdvisories =
                flaw.key().names().stream()
                        .flatMap(name -> facts.weaknesses().getOrDefault(name, Set.of()).stream());
        Stream<String> byScanners =
                owing.reports.stream()
                        .flatMap(report -> report.tellings().stream())
                        .flatMap(telling -> telling.finding().cwes().stream());
        return Weaknesses.among(Stream.concat(byAdvisories, byScanners));
    }

    private static boolean isOwedAt(Owing owing, Instant at) {
        Instant closed = owing.closed();
        return closed == null || at.isBefore(closed);
    }

    private static @Nullable Integer tierAt(List<Clock> clocks, Instant at) {
        return clocks.stream()
                .filter(clock -> clock.from().equals(at))
                .map(Clock::days)
                .findFirst()
                .orElse(null);
    }

    /// What makes the flaw owed, oldest first: each advisory once, each scanner with each raise.
    private List<Word> words(Flaw flaw, Owing owing) {
        List<Word> words = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Episode episode : owing.episodes) {
            for (Sighting seen : episode.sightings) {
                if (told.add(seen.advisory().id())) {
                    words.add(word(seen, Draft.later(seen.known(), episode.opened)));
                }
            }
        }
        for (Report report : owing.reports) {
            for (Telling telling : report.tellings()) {
                words.add(word(flaw, report, telling, telling.scan()));
            }
        }
        words.sort(Comparator.comparing(Word::at));
        return words;
    }

    private static Word word(Sighting seen, Instant at) {
        MatchedComponent component = seen.component();
        return new Word(
                seen.advisory().id(),
                seen.bill().submission(),
                seen.advisory().submission(),
                at,
                seen.known(),
                component.release(),
                seen.advisory().severity(),
                component.coordinate(),
                component.fixedIn(),
                nameOf(component.coordinate())
                        + " of "
                        + component.release()
                        + ", "
                        + fix(component.fixedIn())
                        + ": lies in "
                        + component.rule()
                        + " ("
                        + seen.advisory().name()
                        + ")",
                false);
    }

    /// @param scan the telling's own, or another that says the same
    private static Word word(Flaw flaw, Report report, Telling telling, Scan scan) {
        String fixedIn = telling.known().fixedIn();
        List<String> fixes = fixedIn == null || fixedIn.isBlank() ? List.of() : List.of(fixedIn);
        Coordinate component = telling.component();
        return new Word(
                String.join(
                        "/",
                        report.chain().tool(),
                        report.chain().scope(),
                        report.fingerprint(),
                        telling.finding().severity().name()),
                scan.submission(),
                scan.submission(),
                scan.observedAt(),
                scan.observedAt(),
                scan.release(),
                telling.finding().severity(),
                component,
                fixes,
                "%s reports %s in %s of %s, %s"
                        .formatted(
                                scan.tool(),
                                flaw.key().id(),
                                component == null ? "a component" : nameOf(component),
                                scan.release(),
                                fix(fixes)),
                true);
    }

    private static String fix(List<String> fixedIn) {
        return fixedIn.isEmpty() ? "no fix named" : "fixed in " + String.join(", ", fixedIn);
    }

    private static String nameOf(Coordinate component) {
        return component.packageKey().name() + " " + component.version();
    }

    private void owe(Flaw flaw, String line, String key, Word word, @Nullable Integer tier) {
        draft.add(
                owed(
                        MATCH,
                        flaw,
                        line,
                        key,
                        word,
                        word.by(),
                        word.at(),
                        severity(flaw, word),
                        tier),
                word.prompt());
        draft.tell(
                MATCH,
                key,
                flaw.key().id() + " in " + word.name(),
                flaw.key().id(),
                word.purl(),
                new Reason(word.reason(), word.evidence(), word.known()));
    }

    /// What is known to be exploited is owed under a kind of its own, with the dates of its entry.
    private void oweListed(
            Flaw flaw, Kev kev, String line, String key, List<Word> words, Owing owing) {
        Word first = words.getFirst();
        Instant at = Draft.later(first.at(), Tiers.listedAt(kev));
        List<Clock> clocks =
                tiers.clocks(flaw.key(), kev, at).stream()
                        .filter(clock -> isOwedAt(owing, clock.from()))
                        .toList();
        boolean own = words.stream().allMatch(Word::own);
        Owed plain =
                owed(KEV_MATCH, flaw, line, key, first, first.by(), at, worst(flaw, words), null);
        draft.add(listed(plain, kev, tierAt(clocks, at), own), kev.submission());
        String title = flaw.key().id() + " in " + first.name() + ", known to be exploited";
        draft.tell(
                KEV_MATCH,
                key,
                title,
                flaw.key().id(),
                first.purl(),
                new Reason(first.reason(), first.evidence(), first.known()));
        draft.tell(
                KEV_MATCH,
                key,
                title,
                flaw.key().id(),
                first.purl(),
                new Reason(
                        kev.cve()
                                + " was listed in KEV on "
                                + kev.dateAdded()
                                + (kev.dueDate() == null ? "" : ", due " + kev.dueDate()),
                        kev.submission(),
                        at));
        tighten(KEV_MATCH, flaw, line, key, words, clocks, kev);
    }

    private static Owed listed(Owed owed, Kev kev, @Nullable Integer tier, boolean own) {
        return new Owed(
                owed.id(),
                owed.evidence(),
                owed.at(),
                owed.kind(),
                owed.key(),
                owed.line(),
                owed.release(),
                owed.severity(),
                statedDue(kev),
                Tiers.listedAt(kev),
                tier,
                own,
                owed.attributes());
    }

    /// Says which tier holds, and where it becomes shorter while the flaw is owed, owes it once
    /// more from then on.
    private void tighten(
            String kind,
            Flaw flaw,
            String line,
            String key,
            List<Word> words,
            List<Clock> clocks,
            @Nullable Kev kev) {
        Word first = words.getFirst();
        Severity severity = kev == null ? severity(flaw, first) : worst(flaw, words);
        boolean own = words.stream().allMatch(Word::own);
        Instant opened = kev == null ? first.at() : Draft.later(first.at(), Tiers.listedAt(kev));
        for (Clock clock : clocks) {
            UUID prompt = clock.prompt() == null ? first.prompt() : clock.prompt();
            boolean begun =
                    clock.from().equals(opened)
                            || (kev == null
                                    && words.stream().anyMatch(w -> w.at().equals(clock.from())));
            if (!begun) {
                String by = "tier " + clock.days();
                Owed again =
                        owed(
                                kind,
                                flaw,
                                line,
                                key,
                                first,
                                by,
                                clock.from(),
                                severity,
                                clock.days());
                draft.add(kev == null ? again : listed(again, kev, clock.days(), own), prompt);
            }
            draft.tell(
                    kind,
                    key,
                    flaw.key().id() + " in " + first.name(),
                    flaw.key().id(),
                    first.purl(),
                    new Reason(clock.because(), prompt, clock.from()));
        }
    }

    private static Owed owed(
            String kind,
            Flaw flaw,
            String line,
            String key,
            Word word,
            String by,
            Instant at,
            Severity severity,
            @Nullable Integer tier) {
        String evidence = word.evidence().toString();
        Map<String, String> attributes = new LinkedHashMap<>();
        if (word.component() != null) {
            attributes.put("component", word.component().packageKey().text());
        }
        attributes.put("fixed-in", String.join(" or ", word.fixedIn()));
        attributes.put("vulnerability", flaw.key().id());
        return new Owed(
                Draft.id(kind, key, by, evidence),
                evidence,
                at,
                kind,
                key,
                line,
                word.release(),
                severity,
                null,
                null,
                tier,
                word.own(),
                attributes);
    }

    /// Where an advisory that matches nothing rates the flaw above all that say it is there, it is
    /// owed once more by that rating, from when both were known.
    private void rateAnew(Flaw flaw, String line, String key, List<Word> words) {
        Rating rating = rating(flaw);
        if (rating == null || words.stream().anyMatch(w -> w.by().equals(rating.advisory()))) {
            return;
        }
        Word first = words.getFirst();
        Instant at = Draft.later(first.at(), rating.publishedAt());
        boolean milder =
                words.stream().allMatch(w -> severity(flaw, w).compareTo(rating.severity()) < 0);
        if (milder) {
            draft.add(
                    owed(
                            MATCH,
                            flaw,
                            line,
                            key,
                            first,
                            rating.advisory(),
                            at,
                            rating.severity(),
                            null),
                    rating.submission());
        }
        if (milder || words.stream().anyMatch(w -> w.rated() == Severity.UNKNOWN)) {
            draft.tell(
                    MATCH,
                    key,
                    flaw.key().id() + " in " + first.name(),
                    flaw.key().id(),
                    first.purl(),
                    new Reason(
                            "rated %s by %s (%s)"
                                    .formatted(
                                            rating.severity().name().toLowerCase(Locale.ROOT),
                                            rating.source(),
                                            rating.name()),
                            rating.submission(),
                            at));
        }
    }

    /// The strictest that any advisory says of the flaw, those that match nothing included: many
    /// databases leave the rating to NVD or to the CVE record.
    private @Nullable Rating rating(Flaw flaw) {
        return flaw.key().names().stream()
                .map(facts.ratings()::get)
                .filter(Objects::nonNull)
                .max(
                        Comparator.comparing(Rating::severity)
                                .thenComparing(Rating::source, Comparator.reverseOrder())
                                .thenComparing(Rating::name, Comparator.reverseOrder()))
                .orElse(null);
    }

    /// What the source says, or where it says nothing, what others say of the same flaw.
    private Severity severity(Flaw flaw, Word word) {
        Rating rating = rating(flaw);
        return rating == null || word.rated() != Severity.UNKNOWN
                ? word.rated()
                : rating.severity();
    }

    private Severity worst(Flaw flaw, List<Word> words) {
        Rating rating = rating(flaw);
        return Stream.of(
                        flaw.advisories().stream().map(Advisory::severity),
                        words.stream().map(Word::rated),
                        Stream.ofNullable(rating).map(Rating::severity))
                .flatMap(each -> each)
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    private void close(String key, List<String> kinds, Owing owing) {
        Instant closed = owing.closed();
        if (closed == null) {
            return;
        }
        for (Episode episode : owing.episodes) {
            Sighting ended = episode.endedBy;
            if (ended != null && closed.equals(episode.closed)) {
                draft.close(
                        kinds,
                        key,
                        "withdrawn",
                        ended.advisory().submission().toString(),
                        closed,
                        1,
                        null);
            }
            episode.clearedBy.forEach(speaker -> closeBy(speaker, key, kinds, closed));
        }
        for (Report report : owing.reports) {
            Scan cleared = report.clearedBy();
            if (cleared != null && closed.equals(cleared.observedAt())) {
                // of the same release it has changed its mind, as an advisory does
                boolean newer = !report.inReleases().containsKey(cleared.release());
                draft.close(
                        kinds,
                        key,
                        newer ? "release-fixed" : "withdrawn",
                        cleared.submission().toString(),
                        closed,
                        cleared.trust(),
                        null);
            }
        }
    }

    /// Each bill of a clean release proves that it is; of equal trust the first is enough.
    private void closeBy(Speaker speaker, String key, List<String> kinds, Instant closed) {
        double proven = -1;
        for (Bill bill : episodes.billsOf(speaker.release().version())) {
            if (bill.trust() > proven) {
                proven = bill.trust();
                draft.close(
                        kinds,
                        key,
                        "release-fixed",
                        bill.submission().toString(),
                        Draft.later(closed, Draft.later(speaker.from(), bill.observedAt())),
                        bill.trust(),
                        null);
            }
        }
    }

    /// What people set aside in the scanner is an accepted risk of low trust, as long as nobody but
    /// that scanner knows of it.
    private void setAside(String key, Owing owing) {
        if (owing.reports.size() != 1) {
            return;
        }
        for (SetAside each : owing.reports.getFirst().setAside()) {
            Instant at = each.scan().observedAt();
            Instant until =
                    owing.episodes.isEmpty()
                            ? each.until()
                            : Draft.earlier(each.until(), owing.episodes.getFirst().opened);
            if (at.isBefore(until)) {
                draft.close(
                        List.of(MATCH),
                        key,
                        "accepted",
                        each.scan().submission().toString(),
                        at,
                        Math.min(each.scan().trust(), DeriveFindings.SUPPRESSION_TRUST),
                        until);
            }
        }
    }

    private void decide(Flaw flaw, String line, String key, List<String> kinds, Owing owing) {
        Stream<Coordinate> matched =
                owing.episodes.stream()
                        .flatMap(episode -> episode.sightings.stream())
                        .map(seen -> seen.component().coordinate());
        Stream<Coordinate> reported =
                owing.reports.stream()
                        .flatMap(report -> report.tellings().stream())
                        .map(Telling::component)
                        .flatMap(Stream::ofNullable);
        Set<Coordinate> components = named(Stream.concat(matched, reported));
        for (Standing standing : decisions.notAffected(flaw.key(), line, components)) {
            close(kinds, key, "vex-not-affected", standing);
        }
        for (Standing standing : decisions.decided(flaw.key(), line, components)) {
            close(kinds, key, "vex-decided", standing);
        }
    }

    /// Where no source says which component it is, only a word on the product as a whole decides.
    private Set<Coordinate> named(Stream<Coordinate> components) {
        Set<Coordinate> named = components.collect(Collectors.toCollection(LinkedHashSet::new));
        if (named.isEmpty()) {
            named.add(new Coordinate(new PackageKey("generic", "", facts.product(), ""), "*"));
        }
        return named;
    }

    private void close(List<String> kinds, String key, String how, Standing standing) {
        draft.close(
                kinds,
                key,
                how,
                standing.evidence(),
                standing.from(),
                standing.trust(),
                standing.until());
    }

    private static List<Word> inside(
            Flaw flaw, Shipped release, List<Sighting> sightings, List<Report> reports) {
        List<Word> inside = new ArrayList<>();
        sightings.stream()
                .filter(seen -> seen.gone() == null || seen.gone().isAfter(release.at()))
                .filter(seen -> !seen.advisory().publishedAt().isAfter(release.at()))
                .map(seen -> word(seen, seen.known()))
                .forEach(inside::add);
        for (Report report : reports) {
            Scan scan = report.inReleases().get(release.version());
            if (scan != null) {
                inside.add(word(flaw, report, report.tellings().getFirst(), scan));
            }
        }
        inside.sort(Comparator.comparing(Word::known));
        return inside;
    }

    /// What was known to be exploited on the day the release shipped should not have been in it.
    private void writeShippedWith(Flaw flaw, Kev kev, Shipped release, List<Word> inside) {
        if (inside.isEmpty() || Tiers.listedAt(kev).isAfter(release.at())) {
            return;
        }
        Word first = inside.getFirst();
        String key = release.version() + "/" + flaw.key().id();
        String evidence = first.evidence().toString();
        draft.add(
                new Owed(
                        Draft.id(KEV_AT_RELEASE, key, evidence),
                        evidence,
                        release.at(),
                        KEV_AT_RELEASE,
                        key,
                        release.line(),
                        release.version(),
                        worst(flaw, inside),
                        null,
                        Tiers.listedAt(kev),
                        null,
                        false,
                        Map.of("vulnerability", flaw.key().id())),
                kev.submission());
        draft.tell(
                KEV_AT_RELEASE,
                key,
                release.version() + " shipped with " + flaw.key().id() + ", known to be exploited",
                flaw.key().id(),
                first.purl(),
                new Reason(
                        kev.cve() + " stood in KEV since " + kev.dateAdded(),
                        first.evidence(),
                        release.at()));
        decisions
                .notAffected(
                        flaw.key(),
                        release.line(),
                        named(inside.stream().map(Word::component).flatMap(Stream::ofNullable)))
                .forEach(
                        standing ->
                                close(List.of(KEV_AT_RELEASE), key, "vex-not-affected", standing));
    }

    /// Due *by* a day means that all of the day is left.
    private static @Nullable Instant statedDue(Kev kev) {
        return kev.dueDate() == null
                ? null
                : kev.dueDate().atTime(LocalTime.of(23, 59, 59)).toInstant(ZoneOffset.UTC);
    }
}
