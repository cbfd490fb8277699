package dev.plumbline.scoring.obligation;

import dev.plumbline.scoring.obligation.Flaws.Flaw;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.MatchedComponent;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When SBOMs and advisories together say that a line has a flaw.
///
/// On a line the newest general release of which a bill is known speaks for it. A flaw is there
/// from when it was known of that release: the later of the bill and the advisory (SCORING.md
/// section 0, rule 13). It is gone when a release without it speaks, or when the advisory is
/// withdrawn or corrected.
final class Episodes {
    private final Map<String, List<Bill>> bills;
    private final Map<String, List<MatchedComponent>> matches;
    private final Map<UUID, Bill> billsById;

    Episodes(ProductFacts facts) {
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
    record Speaker(Shipped release, Instant from, @Nullable Instant until) {
        Instant end() {
            return until == null ? Instant.MAX : until;
        }
    }

    /// A component with a flaw while its release speaks.
    ///
    /// @param known since when the flaw was known of it; `gone` when it no longer was, by the
    ///     world's word
    record Sighting(
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

    /// A time in which a line had a flaw.
    static final class Episode {
        final Instant opened;
        final List<Sighting> sightings = new ArrayList<>();
        /// releases that showed it gone, the first one that did before the others
        final List<Speaker> clearedBy = new ArrayList<>();
        @Nullable Instant closed;
        /// what ended it, if not a release
        @Nullable Sighting endedBy;

        Episode(Instant opened) {
            this.opened = opened;
        }
    }

    List<Bill> billsOf(String release) {
        return bills.getOrDefault(release, List.of());
    }

    /// What is known of the flaw in a release.
    List<Sighting> sightings(Flaw flaw, Shipped release) {
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

    static boolean newer(Shipped release, Shipped than) {
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

    /// The episodes of a flaw on a line, oldest first.
    ///
    /// @param releases of the line
    /// @param byRelease version → what is known of the flaw in it
    List<Episode> of(List<Shipped> releases, Map<String, List<Sighting>> byRelease) {
        List<Speaker> speakers = byRelease.isEmpty() ? List.of() : speakers(releases);
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
}
