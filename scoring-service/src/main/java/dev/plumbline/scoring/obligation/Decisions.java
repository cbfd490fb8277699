package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Decision.FindingTriaged;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.PackageKey;
import dev.plumbline.scoring.match.VexDecisions;
import dev.plumbline.scoring.match.VexDecisions.Stated;
import dev.plumbline.scoring.match.VulnerabilityKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the maker said of vulnerabilities, by VEX document or triage, and since when it stands.
///
/// A statement counts from when it was received. Of several about the same flaw and component the
/// one that was made last counts, so an answer can be taken back, and a closing holds only until
/// then.
final class Decisions {
    private static final Set<String> PRODUCT_TYPES = Set.of("oci", "docker");

    private final Set<PackageKey> product;
    private final List<Source> sources;

    /// @param line the line it speaks of; `null` for all
    private record Source(Stated stated, @Nullable String line, String evidence, double trust) {}

    /// A span in which a decision about a flaw on a line stands.
    ///
    /// @param until `null` for ever
    record Standing(Instant from, @Nullable Instant until, String evidence, double trust) {}

    Decisions(ProductFacts facts, ReleaseLines lines) {
        List<Source> all = new ArrayList<>();
        facts.said(VexStated.class).forEach(vex -> all.addAll(sources(vex, lines)));
        facts.said(FindingTriaged.class).map(Decisions::source).forEach(all::add);
        all.sort(
                Comparator.comparing((Source source) -> source.stated().receivedAt())
                        .thenComparing(Source::evidence));
        this.sources = List.copyOf(all);
        this.product = productPackages(facts.product(), all);
    }

    private static List<Source> sources(VexStated vex, ReleaseLines lines) {
        String line = vex.release() == null ? null : lines.lineOf(vex.release());
        return vex.statements().stream()
                .map(
                        statement ->
                                new Source(
                                        new Stated(statement, vex.provenance().observedAt()),
                                        line,
                                        vex.provenance().submission().toString(),
                                        vex.provenance().trust()))
                .toList();
    }

    private static Source source(FindingTriaged triaged) {
        VexStatement statement =
                new VexStatement(
                        List.of(triaged.vulnerability()),
                        triaged.status(),
                        triaged.justification(),
                        triaged.status() == VexStatus.NOT_AFFECTED ? triaged.reason() : null,
                        triaged.status() == VexStatus.AFFECTED ? triaged.reason() : null,
                        List.of(),
                        triaged.decidedAt());
        return new Source(
                new Stated(statement, triaged.decidedAt()),
                triaged.line(),
                triaged.id().toString(),
                triaged.trust());
    }

    /// Packages that are the product itself: images, and what carries its key as name.
    private static Set<PackageKey> productPackages(String product, List<Source> sources) {
        Set<PackageKey> packages = new HashSet<>();
        for (Source source : sources) {
            for (String purl : source.stated().statement().purls()) {
                if (PackageKey.fromPurl(purl) instanceof PackageKey key
                        && (PRODUCT_TYPES.contains(key.type())
                                || key.name().equalsIgnoreCase(product))) {
                    packages.add(key);
                }
            }
        }
        return packages;
    }

    /// Spans in which all these components are said not to be affected, with a reason.
    List<Standing> notAffected(
            VulnerabilityKey flaw, String line, Collection<Coordinate> components) {
        return standing(
                flaw,
                line,
                components,
                statement -> statement.status() == VexStatus.NOT_AFFECTED && statement.decides());
    }

    /// Spans in which it is decided of all these components whether they are affected.
    List<Standing> decided(VulnerabilityKey flaw, String line, Collection<Coordinate> components) {
        return standing(flaw, line, components, VexStatement::decides);
    }

    private List<Standing> standing(
            VulnerabilityKey flaw,
            String line,
            Collection<Coordinate> components,
            Predicate<VexStatement> holds) {
        List<Source> relevant =
                sources.stream()
                        .filter(source -> source.line() == null || source.line().equals(line))
                        .filter(
                                source ->
                                        source.stated().statement().vulnerabilities().stream()
                                                .anyMatch(flaw.names()::contains))
                        .toList();
        if (relevant.isEmpty() || components.isEmpty()) {
            return List.of();
        }
        Map<Stated, Source> byStatement = new IdentityHashMap<>();
        relevant.forEach(source -> byStatement.put(source.stated(), source));
        List<Standing> spans = new ArrayList<>();
        Standing open = null;
        for (Instant at :
                new TreeSet<>(relevant.stream().map(s -> s.stated().receivedAt()).toList())) {
            List<Stated> until =
                    relevant.stream()
                            .map(Source::stated)
                            .filter(stated -> !stated.receivedAt().isAfter(at))
                            .toList();
            Optional<Standing> now =
                    standingAt(
                            at,
                            new VexDecisions(product, until),
                            flaw,
                            components,
                            holds,
                            byStatement);
            if (open != null && (now.isEmpty() || !sameWord(open, now.get()))) {
                spans.add(new Standing(open.from(), at, open.evidence(), open.trust()));
                open = null;
            }
            if (open == null && now.isPresent()) {
                open = now.get();
            }
        }
        if (open != null) {
            spans.add(open);
        }
        return spans;
    }

    private static boolean sameWord(Standing before, Standing now) {
        return before.evidence().equals(now.evidence()) && before.trust() == now.trust();
    }

    private static Optional<Standing> standingAt(
            Instant at,
            VexDecisions decisions,
            VulnerabilityKey flaw,
            Collection<Coordinate> components,
            Predicate<VexStatement> holds,
            Map<Stated, Source> byStatement) {
        Source weakest = null;
        for (Coordinate component : components) {
            Optional<Stated> latest = decisions.latest(flaw, component);
            if (latest.isEmpty() || !holds.test(latest.get().statement())) {
                return Optional.empty();
            }
            Source source = byStatement.get(latest.get());
            if (source != null && (weakest == null || source.trust() < weakest.trust())) {
                weakest = source;
            }
        }
        return Optional.ofNullable(weakest)
                .map(source -> new Standing(at, null, source.evidence(), source.trust()));
    }
}
