package dev.plumbline.scoring.obligation;

import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Owed;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.obligation.Decisions.Standing;
import dev.plumbline.scoring.obligation.Flaws.Flaw;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.Kev;
import dev.plumbline.scoring.obligation.ProductFacts.MatchedComponent;
import dev.plumbline.scoring.obligation.ProductFacts.Rating;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the world's flaws make a product owe: one obligation for each line and vulnerability
/// (SCORING.md section 0, rule 14), and how the maker met it.
///
/// On a line the newest general release of which a bill is known speaks for it. A flaw is owed from
/// when it was known of that release: the later of the bill and the advisory (rule 13). It is met
/// when a release without it speaks, when the advisory is withdrawn or corrected, or by a justified
/// VEX statement. If it comes back, it is owed anew: the key says which time.
final class DeriveMatches {
    static final String MATCH = "match";
    static final String KEV_MATCH = "kev-match";
    private static final String KEV_AT_RELEASE = "kev-at-release";
    private static final int SHORT_TIER = 3;
    private static final int LONG_TIER = 14;

    private final ProductFacts facts;
    private final Decisions decisions;
    private final Draft draft;
    private final Map<String, List<Bill>> bills;
    private final Map<String, List<MatchedComponent>> matches;
    private final Map<UUID, Bill> billsById;

    DeriveMatches(ProductFacts facts, Decisions decisions, Draft draft) {
        this.facts = facts;
        this.decisions = decisions;
        this.draft = draft;
        this.bills =
                facts.bills().stream()
                        .sorted(
                                Comparator.comparing(Bill::observedAt)
                                        .thenComparing(Bill::submission))
                        .collect(Collectors.groupingBy(Bill::release));
        this.billsById =
                facts.bills().stream()
                        .collect(Collectors.toMap(Bill::submission, bill -> bill, (a, b) -> a));
        this.matches =
                facts.matches().stream().collect(Collectors.groupingBy(MatchedComponent::advisory));
    }

    /// A span in which one release speaks for its line.
    ///
    /// @param until when the next one takes over; `null` if none did
    private record Speaker(Shipped release, Instant from, @Nullable Instant until) {
        Instant end() {
            return until == null ? Instant.MAX : until;
        }
    }

    /// A component with a flaw while its release speaks.
    ///
    /// @param known since when the flaw was known of it; `gone` when it no longer was, by the
    ///     world's word
    private record Sighting(
            MatchedComponent component,
            Advisory advisory,
            Bill bill,
            Instant known,
            @Nullable Instant gone) {

        Instant reach() {
            return gone == null ? Instant.MAX : gone;
        }

        boolean concerns(Speaker speaker) {
            return known.isBefore(speaker.end()) && reach().isAfter(speaker.from());
        }
    }

    /// A time in which a flaw was owed on a line.
    private static final class Episode {
        final Instant opened;
        final List<Sighting> sightings = new ArrayList<>();
        /// releases that showed it gone, the first one that did before the others
        final List<Speaker> clearedBy = new ArrayList<>();
        @Nullable Instant closed;
        /// the sighting that the world took back, if that is what ended it
        @Nullable Sighting endedBy;

        Episode(Instant opened) {
            this.opened = opened;
        }
    }

    void write(ReleaseLines lines) {
        if (matches.isEmpty()) {
            return;
        }
        Map<String, List<Shipped>> general = lines.generalByLine();
        for (Flaw flaw : Flaws.of(facts.advisories().values())) {
            Kev kev = kevOf(flaw);
            general.forEach((line, releases) -> write(flaw, kev, line, releases));
        }
    }

    private @Nullable Kev kevOf(Flaw flaw) {
        return flaw.key().names().stream()
                .map(facts.kev()::get)
                .filter(Objects::nonNull)
                .min(Comparator.comparing(Kev::dateAdded).thenComparing(Kev::cve))
                .orElse(null);
    }

    private void write(Flaw flaw, @Nullable Kev kev, String line, List<Shipped> releases) {
        Map<String, List<Sighting>> byRelease = new HashMap<>();
        for (Shipped release : releases) {
            List<Sighting> sightings = sightings(flaw, release);
            if (!sightings.isEmpty()) {
                byRelease.put(release.version(), sightings);
            }
        }
        if (byRelease.isEmpty()) {
            return;
        }
        List<Speaker> speakers = speakers(releases);
        List<Episode> episodes = episodes(speakers, byRelease);
        for (int i = 0; i < episodes.size(); i++) {
            String key = flaw.key().id() + "/" + line + (i == 0 ? "" : "#" + (i + 1));
            write(flaw, kev, line, key, episodes.get(i));
        }
        if (kev != null) {
            releases.forEach(
                    release ->
                            writeShippedWith(
                                    flaw,
                                    kev,
                                    release,
                                    byRelease.getOrDefault(release.version(), List.of())));
        }
    }

    private List<Sighting> sightings(Flaw flaw, Shipped release) {
        List<Sighting> sightings = new ArrayList<>();
        for (Advisory advisory : flaw.advisories()) {
            for (MatchedComponent component : matches.getOrDefault(advisory.id(), List.of())) {
                if (component.release().equals(release.version())) {
                    sightings.addAll(sighting(component, advisory, release));
                }
            }
        }
        return sightings;
    }

    private List<Sighting> sighting(
            MatchedComponent component, Advisory advisory, Shipped release) {
        return component.bills().stream()
                .map(billsById::get)
                .filter(Objects::nonNull)
                .min(Comparator.comparing(Bill::observedAt).thenComparing(Bill::submission))
                .map(
                        bill ->
                                new Sighting(
                                        component,
                                        advisory,
                                        bill,
                                        Draft.later(
                                                Draft.later(release.at(), bill.observedAt()),
                                                advisory.publishedAt()),
                                        gone(component, advisory)))
                .filter(seen -> seen.gone() == null || seen.known().isBefore(seen.gone()))
                .stream()
                .toList();
    }

    private static @Nullable Instant gone(MatchedComponent component, Advisory advisory) {
        Instant corrected = component.endedAt();
        Instant withdrawn = advisory.withdrawnAt();
        if (corrected == null || withdrawn == null) {
            return corrected == null ? withdrawn : corrected;
        }
        return Draft.earlier(corrected, withdrawn);
    }

    /// Which release speaks when: of those out and with a bill, the newest by the world's date.
    private List<Speaker> speakers(List<Shipped> releases) {
        List<Speaker> speakers = new ArrayList<>();
        List<Shipped> byArrival =
                releases.stream()
                        .filter(release -> bills.containsKey(release.version()))
                        .sorted(
                                Comparator.comparing(this::speaksFrom)
                                        .thenComparing(Shipped::at)
                                        .thenComparing(Shipped::version))
                        .toList();
        for (Shipped release : byArrival) {
            Instant from = speaksFrom(release);
            if (speakers.isEmpty()) {
                speakers.add(new Speaker(release, from, null));
                continue;
            }
            Speaker last = speakers.getLast();
            if (newer(release, last.release())) {
                speakers.set(speakers.size() - 1, new Speaker(last.release(), last.from(), from));
                speakers.add(new Speaker(release, from, null));
            }
        }
        return speakers;
    }

    private static boolean newer(Shipped release, Shipped than) {
        return Comparator.comparing(Shipped::at)
                        .thenComparing(Shipped::version)
                        .compare(release, than)
                > 0;
    }

    private Instant speaksFrom(Shipped release) {
        return Draft.later(
                release.at(),
                Objects.requireNonNull(bills.get(release.version())).getFirst().observedAt());
    }

    private static List<Episode> episodes(
            List<Speaker> speakers, Map<String, List<Sighting>> byRelease) {
        List<Episode> episodes = new ArrayList<>();
        Episode open = null;
        Episode cleared = null;
        for (Speaker speaker : speakers) {
            List<Sighting> sightings =
                    byRelease.getOrDefault(speaker.release().version(), List.of()).stream()
                            .filter(seen -> seen.concerns(speaker))
                            .sorted(Comparator.comparing(Sighting::known))
                            .toList();
            if (!sightings.isEmpty()) {
                open = walk(speaker, sightings, open, episodes);
                cleared = null;
                continue;
            }
            if (open != null) {
                open.closed = speaker.from();
                cleared = open;
                open = null;
            }
            if (cleared != null) {
                cleared.clearedBy.add(speaker);
            }
        }
        return episodes;
    }

    /// Goes through the time in which one release speaks, and answers what is still owed at its
    /// end. Where a flaw was owed before, it stays owed: a bill that lists the component later only
    /// proves what shipped.
    private static @Nullable Episode walk(
            Speaker speaker,
            List<Sighting> byKnowing,
            @Nullable Episode carried,
            List<Episode> episodes) {
        Episode open = carried;
        Sighting longest = null;
        for (Sighting seen : byKnowing) {
            Instant start = Draft.later(seen.known(), speaker.from());
            if (open != null && longest != null && start.isAfter(longest.reach())) {
                open.closed = longest.reach();
                open.endedBy = longest;
                open = null;
            }
            if (open == null) {
                open = new Episode(start);
                episodes.add(open);
                longest = null;
            }
            open.sightings.add(seen);
            if (longest == null || seen.reach().isAfter(longest.reach())) {
                longest = seen;
            }
        }
        if (open != null && longest != null && longest.reach().isBefore(speaker.end())) {
            open.closed = longest.reach();
            open.endedBy = longest;
            return null;
        }
        return open;
    }

    private void write(Flaw flaw, @Nullable Kev kev, String line, String key, Episode episode) {
        Set<String> told = new HashSet<>();
        for (Sighting seen : episode.sightings) {
            if (told.add(seen.advisory().id())) {
                owe(MATCH, flaw, line, key, episode, seen, null);
            }
        }
        rateAnew(flaw, line, key, episode, told);
        Set<String> kinds = new LinkedHashSet<>(List.of(MATCH));
        if (kev != null) {
            Instant listed = listedAt(kev);
            if (episode.closed == null || listed.isBefore(episode.closed)) {
                owe(KEV_MATCH, flaw, line, key, episode, episode.sightings.getFirst(), kev);
                kinds.add(KEV_MATCH);
            }
        }
        close(key, List.copyOf(kinds), episode);
        decide(flaw, line, key, List.copyOf(kinds), episode);
    }

    private void owe(
            String kind,
            Flaw flaw,
            String line,
            String key,
            Episode episode,
            Sighting seen,
            @Nullable Kev kev) {
        MatchedComponent component = seen.component();
        Instant at = Draft.later(seen.known(), episode.opened);
        if (kev != null) {
            at = Draft.later(at, listedAt(kev));
        }
        draft.add(
                owed(
                        kind,
                        flaw,
                        line,
                        key,
                        seen,
                        seen.advisory().id(),
                        at,
                        kev == null ? severity(flaw, seen.advisory()) : strictest(flaw),
                        kev),
                kev == null ? seen.advisory().submission() : kev.submission());
        tell(kind, key, flaw, seen, kev, at);
    }

    private static Owed owed(
            String kind,
            Flaw flaw,
            String line,
            String key,
            Sighting seen,
            String advisory,
            Instant at,
            Severity severity,
            @Nullable Kev kev) {
        MatchedComponent component = seen.component();
        String evidence = seen.bill().submission().toString();
        return new Owed(
                Draft.id(kind, key, advisory, evidence),
                evidence,
                at,
                kind,
                key,
                line,
                component.release(),
                severity,
                kev == null ? null : statedDue(kev),
                kev == null ? null : listedAt(kev),
                kev == null ? null : tierDays(kev),
                false,
                Map.of(
                        "component", component.coordinate().packageKey().text(),
                        "fixed-in", String.join(" or ", component.fixedIn()),
                        "vulnerability", flaw.key().id()));
    }

    /// Where an advisory that matches nothing rates the flaw above all that match, it is owed once
    /// more by that rating, from when both were known.
    private void rateAnew(
            Flaw flaw, String line, String key, Episode episode, Set<String> matching) {
        Rating rating = rating(flaw);
        if (rating == null || matching.contains(rating.advisory())) {
            return;
        }
        Sighting first = episode.sightings.getFirst();
        Instant at = Draft.later(Draft.later(first.known(), episode.opened), rating.publishedAt());
        boolean milder =
                episode.sightings.stream()
                        .map(seen -> severity(flaw, seen.advisory()))
                        .allMatch(severity -> severity.compareTo(rating.severity()) < 0);
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
        boolean borrowed =
                episode.sightings.stream()
                        .anyMatch(seen -> seen.advisory().severity() == Severity.UNKNOWN);
        if (milder || borrowed) {
            draft.tell(
                    MATCH,
                    key,
                    flaw.key().id() + " in " + nameOf(first.component()),
                    flaw.key().id(),
                    first.component().coordinate().purl(),
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

    private static String nameOf(MatchedComponent component) {
        return component.coordinate().packageKey().name() + " " + component.coordinate().version();
    }

    private void tell(
            String kind, String key, Flaw flaw, Sighting seen, @Nullable Kev kev, Instant at) {
        MatchedComponent component = seen.component();
        String name = nameOf(component);
        String title =
                flaw.key().id() + " in " + name + (kev == null ? "" : ", known to be exploited");
        String fix =
                component.fixedIn().isEmpty()
                        ? "no fix named"
                        : "fixed in " + String.join(", ", component.fixedIn());
        draft.tell(
                kind,
                key,
                title,
                flaw.key().id(),
                component.coordinate().purl(),
                new Reason(
                        name
                                + " of "
                                + component.release()
                                + ", "
                                + fix
                                + ": lies in "
                                + component.rule()
                                + " ("
                                + seen.advisory().name()
                                + ")",
                        seen.bill().submission(),
                        seen.known()));
        if (kev != null) {
            draft.tell(
                    kind,
                    key,
                    title,
                    flaw.key().id(),
                    component.coordinate().purl(),
                    new Reason(
                            kev.cve()
                                    + " was listed in KEV on "
                                    + kev.dateAdded()
                                    + (kev.dueDate() == null ? "" : ", due " + kev.dueDate()),
                            kev.submission(),
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

    /// What the advisory says, or where it says nothing, what others say of the same flaw.
    private Severity severity(Flaw flaw, Advisory advisory) {
        Rating rating = rating(flaw);
        return rating == null || advisory.severity() != Severity.UNKNOWN
                ? advisory.severity()
                : rating.severity();
    }

    private Severity strictest(Flaw flaw) {
        Rating rating = rating(flaw);
        return Stream.concat(
                        flaw.advisories().stream().map(Advisory::severity),
                        Stream.ofNullable(rating).map(Rating::severity))
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    private void close(String key, List<String> kinds, Episode episode) {
        Instant closed = episode.closed;
        Sighting ended = episode.endedBy;
        if (closed != null && ended != null) {
            draft.close(
                    kinds,
                    key,
                    "withdrawn",
                    ended.advisory().submission().toString(),
                    closed,
                    1,
                    null);
        }
        episode.clearedBy.forEach(speaker -> closeBy(speaker, key, kinds));
    }

    /// Each bill of a clean release proves that it is; of equal trust the first is enough.
    private void closeBy(Speaker speaker, String key, List<String> kinds) {
        double proven = -1;
        for (Bill bill : bills.getOrDefault(speaker.release().version(), List.of())) {
            if (bill.trust() > proven) {
                proven = bill.trust();
                draft.close(
                        kinds,
                        key,
                        "release-fixed",
                        bill.submission().toString(),
                        Draft.later(speaker.from(), bill.observedAt()),
                        bill.trust(),
                        null);
            }
        }
    }

    private void decide(Flaw flaw, String line, String key, List<String> kinds, Episode episode) {
        Set<Coordinate> components =
                episode.sightings.stream()
                        .map(seen -> seen.component().coordinate())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Standing standing : decisions.notAffected(flaw.key(), line, components)) {
            close(kinds, key, "vex-not-affected", standing);
        }
        for (Standing standing : decisions.decided(flaw.key(), line, components)) {
            close(kinds, key, "vex-decided", standing);
        }
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

    /// What was known to be exploited on the day the release shipped should not have been in it.
    private void writeShippedWith(Flaw flaw, Kev kev, Shipped release, List<Sighting> sightings) {
        if (listedAt(kev).isAfter(release.at())) {
            return;
        }
        List<Sighting> inside =
                sightings.stream()
                        .filter(seen -> seen.gone() == null || seen.gone().isAfter(release.at()))
                        .filter(seen -> !seen.advisory().publishedAt().isAfter(release.at()))
                        .sorted(Comparator.comparing(Sighting::known))
                        .toList();
        if (inside.isEmpty()) {
            return;
        }
        Set<Coordinate> components =
                inside.stream()
                        .map(seen -> seen.component().coordinate())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Standing> standings = decisions.notAffected(flaw.key(), release.line(), components);
        Sighting first = inside.getFirst();
        String key = release.version() + "/" + flaw.key().id();
        String evidence = first.bill().submission().toString();
        draft.add(
                new Owed(
                        Draft.id(KEV_AT_RELEASE, key, evidence),
                        evidence,
                        release.at(),
                        KEV_AT_RELEASE,
                        key,
                        release.line(),
                        release.version(),
                        strictest(flaw),
                        null,
                        listedAt(kev),
                        null,
                        false,
                        Map.of("vulnerability", flaw.key().id())),
                kev.submission());
        draft.tell(
                KEV_AT_RELEASE,
                key,
                release.version() + " shipped with " + flaw.key().id() + ", known to be exploited",
                flaw.key().id(),
                first.component().coordinate().purl(),
                new Reason(
                        kev.cve() + " stood in KEV since " + kev.dateAdded(),
                        first.bill().submission(),
                        release.at()));
        standings.forEach(
                standing -> close(List.of(KEV_AT_RELEASE), key, "vex-not-affected", standing));
    }

    private static Instant listedAt(Kev kev) {
        return kev.dateAdded().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// Due *by* a day means that all of the day is left.
    private static @Nullable Instant statedDue(Kev kev) {
        return kev.dueDate() == null
                ? null
                : kev.dueDate().atTime(LocalTime.of(23, 59, 59)).toInstant(ZoneOffset.UTC);
    }

    private static int tierDays(Kev kev) {
        return kev.dueDate() != null
                        && ChronoUnit.DAYS.between(kev.dateAdded(), kev.dueDate()) <= SHORT_TIER
                ? SHORT_TIER
                : LONG_TIER;
    }
}
