package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Severity;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.VulnerabilityKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that is known of one product, and of the world as far as it concerns the product.
///
/// Rows come from a database in any order. Here they get one, so that the same facts always give
/// the same ledger, down to which of several components a flaw is named after.
///
/// @param statements evidence and decisions in their own words: releases, VEX, gates, answers,
///     retractions
/// @param bills SBOMs of its releases
/// @param matches components of its releases that an advisory concerns or once concerned
/// @param advisories advisory id → advisory, for all that `matches` name, and all that write of a
///     flaw that a scanner or the maker's own record names
/// @param ratings name of a flaw → the strictest that any advisory says of it, be it matched or
///     not; for all flaws of `advisories` that are rated
/// @param weaknesses name of a flaw → what advisories that are not withdrawn and speak of that flaw
///     alone say of its weaknesses, for the same flaws
/// @param kev CVE → entry, for all flaws of `advisories` and `findings`
/// @param judgements CVE → by SSVC, for the same flaws
/// @param epss CVE → how likely it is to be exploited within 30 days, 0..1 in hundredths, likewise
/// @param findingSets what scans reported, by the id that [Scan#findings()] names
/// @param findings by id
/// @param checks when the feeds were read to their end
public record ProductFacts(
        String product,
        List<Statement> statements,
        List<Bill> bills,
        List<MatchedComponent> matches,
        Map<String, Advisory> advisories,
        Map<String, Rating> ratings,
        Map<String, Set<String>> weaknesses,
        Map<String, Kev> kev,
        Map<String, List<Judgement>> judgements,
        Map<String, Double> epss,
        List<Scan> scans,
        Map<UUID, List<UUID>> findingSets,
        Map<UUID, ReportedFinding> findings,
        List<FeedCheck> checks) {
    private static final Comparator<Bill> BILLS =
            Comparator.comparing(Bill::observedAt).thenComparing(Bill::submission);
    private static final Comparator<MatchedComponent> MATCHES =
            Comparator.comparing(MatchedComponent::release)
                    .thenComparing(MatchedComponent::advisory)
                    .thenComparing(match -> match.coordinate().purl());
    private static final Comparator<Scan> SCANS =
            Comparator.comparing(Scan::observedAt)
                    .thenComparing(Scan::submission)
                    .thenComparing(Scan::tool)
                    .thenComparing(Scan::scope);

    public ProductFacts {
        statements = List.copyOf(statements);
        bills = bills.stream().sorted(BILLS).toList();
        matches = matches.stream().sorted(MATCHES).toList();
        advisories = Map.copyOf(advisories);
        ratings = Map.copyOf(ratings);
        weaknesses = Map.copyOf(weaknesses);
        kev = Map.copyOf(kev);
        judgements = Map.copyOf(judgements);
        epss = Map.copyOf(epss);
        scans = scans.stream().sorted(SCANS).toList();
        findingSets = Map.copyOf(findingSets);
        findings = Map.copyOf(findings);
        checks = checks.stream().sorted(Comparator.comparing(FeedCheck::feed)).toList();
    }

    /// An event that speaks for itself. `event` is what its id was, for ledger lines that need one
    /// of their own.
    public record Statement(UUID event, Event said) {}

    /// One SBOM.
    ///
    /// @param subjects digests of the artefacts that it says it describes
    /// @param quality minimum element → share 0..1
    public record Bill(
            UUID submission,
            String release,
            Instant observedAt,
            double trust,
            Set<String> subjects,
            Map<String, Double> quality) {
        public Bill {
            subjects = Set.copyOf(subjects);
            quality = Map.copyOf(quality);
        }
    }

    /// A component of a release that an advisory concerns.
    ///
    /// @param rule part of the advisory's range that holds the version
    /// @param endedAt when the advisory was corrected so that it no longer does; `null` if it still
    ///     does
    /// @param bills submissions whose SBOM of the release lists the component
    public record MatchedComponent(
            String release,
            Coordinate coordinate,
            String advisory,
            String rule,
            List<String> fixedIn,
            @Nullable Instant endedAt,
            Set<UUID> bills) {
        public MatchedComponent {
            fixedIn = List.copyOf(fixedIn);
            bills = Set.copyOf(bills);
        }
    }

    /// @param id source and name, see [dev.plumbline.scoring.match.AdvisoryId]
    /// @param name what its publisher calls it
    /// @param flaws what it is about, each with all its names
    public record Advisory(
            String id,
            String name,
            UUID submission,
            Instant publishedAt,
            @Nullable Instant withdrawnAt,
            Severity severity,
            String summary,
            List<VulnerabilityKey> flaws) {
        public Advisory {
            flaws = List.copyOf(flaws);
        }
    }

    /// How bad an advisory that is not withdrawn and speaks of one flaw alone says that flaw is.
    ///
    /// @param advisory its id
    public record Rating(
            String advisory,
            String source,
            String name,
            Severity severity,
            UUID submission,
            Instant publishedAt) {}

    public record Kev(
            String cve,
            UUID submission,
            LocalDate dateAdded,
            @Nullable LocalDate dueDate,
            boolean ransomware) {}

    /// A complete scan of a scope.
    ///
    /// @param findings id of the set that it reported
    public record Scan(
            UUID submission,
            String release,
            String tool,
            String scope,
            Set<ScanKind> kinds,
            @Nullable Integer rules,
            @Nullable Long codeLines,
            Instant observedAt,
            double trust,
            UUID findings) {
        public Scan {
            kinds = Set.copyOf(kinds);
        }

        /// An empty run proves nothing.
        boolean proves() {
            return rules == null || rules > 0;
        }

        Scan again(ObservedAgain again) {
            return new Scan(
                    again.provenance().submission(),
                    release,
                    tool,
                    scope,
                    kinds,
                    rules,
                    codeLines,
                    again.provenance().observedAt(),
                    again.provenance().trust(),
                    findings);
        }
    }

    /// @param suppressed the reason, where people set it aside in the tool
    /// @param known the known flaw that it is, where the scanner matches components itself
    public record ReportedFinding(
            String fingerprint,
            String rule,
            String title,
            Severity severity,
            List<String> cwes,
            @Nullable String path,
            @Nullable Integer line,
            boolean secret,
            @Nullable String suppressed,
            @Nullable KnownFlaw known) {
        public ReportedFinding {
            cwes = List.copyOf(cwes);
        }

        /// Whether it is somebody's known flaw, and not what the scanner found by itself.
        boolean namesFlaw() {
            return known != null && !known.ids().isEmpty();
        }
    }

    /// How somebody judged a flaw by SSVC.
    ///
    /// @param role in which it was judged
    /// @param exploitation `null` if it was not judged, as the others
    public record Judgement(
            String cve,
            String role,
            @Nullable Exploitation exploitation,
            @Nullable Boolean automatable,
            @Nullable Boolean totalImpact,
            Instant decidedAt,
            UUID submission) {}

    /// @param feed `osv` or `kev`
    public record FeedCheck(String feed, Instant asOf, UUID submission) {}

    <T extends Event> Stream<T> said(Class<T> type) {
        return statements.stream().map(Statement::said).filter(type::isInstance).map(type::cast);
    }

    /// What would be known had these submissions never come.
    ProductFacts without(Set<UUID> submissions) {
        Predicate<UUID> stays = submission -> !submissions.contains(submission);
        return new ProductFacts(
                product,
                statements.stream()
                        .filter(
                                s ->
                                        !(s.said() instanceof Evidence e)
                                                || stays.test(e.provenance().submission()))
                        .toList(),
                bills.stream().filter(bill -> stays.test(bill.submission())).toList(),
                matches.stream().flatMap(match -> without(match, submissions).stream()).toList(),
                advisories,
                ratings,
                weaknesses,
                kev,
                judgements,
                epss,
                scans.stream().filter(scan -> stays.test(scan.submission())).toList(),
                findingSets,
                findings,
                checks);
    }

    private static Optional<MatchedComponent> without(
            MatchedComponent match, Set<UUID> submissions) {
        Set<UUID> left =
                match.bills().stream()
                        .filter(bill -> !submissions.contains(bill))
                        .collect(Collectors.toUnmodifiableSet());
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MatchedComponent(
                                match.release(),
                                match.coordinate(),
                                match.advisory(),
                                match.rule(),
                                match.fixedIn(),
                                match.endedAt(),
                                left));
    }
}
