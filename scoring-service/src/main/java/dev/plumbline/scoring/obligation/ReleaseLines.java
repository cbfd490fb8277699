package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.SupportEnded;
import dev.plumbline.events.Provenance;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The releases of a product and the lines that they belong to (SCORING.md section 0, rule 14).
///
/// A release that nobody declared but that evidence speaks of is implied: it went out when it was
/// first seen, on the line of its major version. A declaration wins over the implication, and the
/// latest of several declarations wins.
final class ReleaseLines {
    private static final Pattern MAJOR = Pattern.compile("^[vV]?(\\d+)");

    private final Map<String, Shipped> byVersion = new TreeMap<>();
    private final List<ReleasePublished> declarations;
    private final List<SupportEnded> ends;

    /// A release that went out.
    ///
    /// @param at the world's date
    /// @param artefacts digests of what was shipped
    /// @param by submission that says so
    record Shipped(
            String version,
            String line,
            Instant at,
            boolean prerelease,
            Set<String> artefacts,
            int artefactCount,
            UUID by) {}

    ReleaseLines(ProductFacts facts) {
        this.declarations =
                facts.said(ReleasePublished.class)
                        .sorted(
                                Comparator.comparing(
                                                (ReleasePublished r) -> r.provenance().observedAt())
                                        .thenComparing(r -> r.provenance().submission()))
                        .toList();
        this.ends = facts.said(SupportEnded.class).toList();
        for (ReleasePublished declared : declarations) {
            byVersion.put(declared.version(), shipped(declared));
        }
        Map<String, Shipped> implied = new HashMap<>();
        for (Bill bill : facts.bills()) {
            imply(implied, bill.release(), bill.observedAt(), bill.submission());
        }
        for (Scan scan : facts.scans()) {
            imply(implied, scan.release(), scan.observedAt(), scan.submission());
        }
        facts.said(GateChecked.class)
                .forEach(
                        gate ->
                                imply(
                                        implied,
                                        gate.release(),
                                        gate.provenance().observedAt(),
                                        gate.provenance().submission()));
        implied.forEach(byVersion::putIfAbsent);
    }

    private static Shipped shipped(ReleasePublished declared) {
        Instant told = declared.provenance().observedAt();
        return new Shipped(
                declared.version(),
                declared.line(),
                Draft.earlier(declared.publishedAt(), told),
                declared.prerelease(),
                declared.artefacts().stream().map(Artefact::sha256).collect(Collectors.toSet()),
                Math.max(1, declared.artefacts().size()),
                declared.provenance().submission());
    }

    private static void imply(
            Map<String, Shipped> implied, String version, Instant seen, UUID submission) {
        implied.merge(
                version,
                new Shipped(version, impliedLine(version), seen, false, Set.of(), 1, submission),
                (a, b) ->
                        Comparator.comparing(Shipped::at).thenComparing(Shipped::by).compare(a, b)
                                        <= 0
                                ? a
                                : b);
    }

    /// The line of a release that nobody declared: its major version, `main` if the version starts
    /// with no number.
    static String impliedLine(String version) {
        Matcher major = MAJOR.matcher(version);
        return major.find() ? major.group(1) + ".x" : "main";
    }

    @Nullable Shipped named(String version) {
        return byVersion.get(version);
    }

    /// The line of a release, whether or not anything is known of it.
    String lineOf(String version) {
        Shipped shipped = byVersion.get(version);
        return shipped == null ? impliedLine(version) : shipped.line();
    }

    List<Shipped> all() {
        return List.copyOf(byVersion.values());
    }

    /// Releases of each line for everybody, oldest first.
    Map<String, List<Shipped>> generalByLine() {
        return byVersion.values().stream()
                .filter(release -> !release.prerelease())
                .sorted(Comparator.comparing(Shipped::at).thenComparing(Shipped::version))
                .collect(
                        Collectors.groupingBy(
                                Shipped::line, TreeMap::new, Collectors.toUnmodifiableList()));
    }

    /// Whether a release is known to have gone out after another.
    boolean isNewer(String version, String than) {
        Shipped shipped = byVersion.get(version);
        Shipped other = byVersion.get(than);
        return shipped != null && other != null && shipped.at().isAfter(other.at());
    }

    /// Whether a newer general release of the same line was out at an instant.
    boolean superseded(String version, Instant at) {
        Shipped shipped = byVersion.get(version);
        if (shipped == null) {
            return false;
        }
        return byVersion.values().stream()
                .anyMatch(
                        other ->
                                !other.prerelease()
                                        && other.line().equals(shipped.line())
                                        && other.at().isAfter(shipped.at())
                                        && !other.at().isAfter(at));
    }

    void write(Draft draft) {
        for (Shipped release : byVersion.values()) {
            String by = release.by().toString();
            draft.add(
                    new Entry.Released(
                            Draft.id("released", release.version(), by),
                            by,
                            release.at(),
                            release.version(),
                            release.line(),
                            release.prerelease(),
                            release.artefactCount()));
        }
        for (SupportEnded ended : ends) {
            String by = ended.provenance().submission().toString();
            draft.add(
                    new Entry.SupportEnded(
                            Draft.id("support-ended", ended.line(), by),
                            by,
                            endedAt(ended),
                            ended.line()));
        }
    }

    private static Instant endedAt(SupportEnded ended) {
        return Draft.earlier(ended.endedAt(), ended.provenance().observedAt());
    }

    /// Closes what a line owes when its support ended *as announced*: a day that was named, before
    /// it came, in a release of the line. Who stops without notice still owes.
    void closeAtEndOfSupport(Draft draft) {
        for (SupportEnded ended : ends) {
            if (!announced(ended)) {
                continue;
            }
            Provenance provenance = ended.provenance();
            for (Entry.Owed owed : draft.owed()) {
                if (ended.line().equals(owed.line()) && !owed.at().isAfter(endedAt(ended))) {
                    draft.close(
                            List.of(owed.kind()),
                            owed.key(),
                            "support-ended",
                            provenance.submission().toString(),
                            endedAt(ended),
                            provenance.trust(),
                            null);
                }
            }
        }
    }

    private boolean announced(SupportEnded ended) {
        return declarations.stream().anyMatch(declared -> promises(declared, ended));
    }

    private static boolean promises(ReleasePublished declared, SupportEnded ended) {
        LocalDate day = declared.supportEnds();
        return day != null
                && declared.line().equals(ended.line())
                && !day.atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(endedAt(ended))
                && declared.provenance().observedAt().isBefore(endedAt(ended));
    }
}
