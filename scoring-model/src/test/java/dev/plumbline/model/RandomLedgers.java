package dev.plumbline.model;

import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Ledgers of one small product under the core catalogue, random but not far from life: few keys,
/// lines and scopes, so that things meet.
///
/// Each line is its own piece of evidence; every eighth or so withdraws another.
public final class RandomLedgers {
    public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    public static final List<String> RELEASES = List.of("1.0", "1.1", "2.0");
    public static final List<String> HOWS =
            List.of(
                    "release-fixed",
                    "vex-not-affected",
                    "vex-decided",
                    "accepted",
                    "support-ended",
                    "rescan",
                    "withdrawn",
                    "passed",
                    "waiver-ended");
    public static final List<String> OWED =
            List.of(
                    "match",
                    "kev-match",
                    "kev-at-release",
                    "finding",
                    "secret",
                    "release",
                    "gate-failed",
                    "waiver");
    private static final List<String> LOOKS =
            List.of("sbom", "sast", "sca", "secrets", "dast", "gate");
    private static final List<String> SCOPES = List.of("", "api", "web");
    private static final List<String> FIELDS =
            List.of("author", "timestamp", "identifiers", "version");
    private static final List<String> VDP = List.of("channel", "safe-harbour", "security-txt");

    private RandomLedgers() {}

    /// A line without its number yet.
    @FunctionalInterface
    public interface Draft {
        Entry numbered(String id);
    }

    public static Arbitrary<List<Entry>> ledgers() {
        return drafts().list()
                .ofMinSize(0)
                .ofMaxSize(60)
                .map(
                        drafts -> {
                            var entries = new ArrayList<Entry>();
                            for (var i = 0; i < drafts.size(); i++) {
                                entries.add(drafts.get(i).numbered("e%03d".formatted(i)));
                            }
                            return List.copyOf(entries);
                        });
    }

    public static Arbitrary<Instant> instants() {
        return Arbitraries.integers()
                .between(0, 900 * 24)
                .map(hours -> START.plus(Duration.ofHours(hours)));
    }

    public static Arbitrary<Double> trusts() {
        return Arbitraries.of(0.4, 0.7, 0.9, 1.0);
    }

    private static Arbitrary<Draft> drafts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, releases()),
                Tuple.of(7, owed()),
                Tuple.of(7, closed()),
                Tuple.of(8, covered()),
                Tuple.of(4, answered()),
                Tuple.of(3, retracted()),
                Tuple.of(1, supportEnded()));
    }

    private static Arbitrary<Draft> releases() {
        return with(
                Arbitraries.of(RELEASES),
                (at, release) ->
                        id ->
                                new Entry.Released(
                                        id,
                                        id,
                                        at,
                                        release,
                                        release.charAt(0) + ".x",
                                        false,
                                        release.equals("2.0") ? 2 : 1));
    }

    private static Arbitrary<Draft> supportEnded() {
        return with(
                Arbitraries.of("1.x", "2.x"),
                (at, line) -> id -> new Entry.SupportEnded(id, id, at, line));
    }

    private static Arbitrary<Draft> owed() {
        return Combinators.combine(
                        instants(),
                        Arbitraries.of(OWED),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(Severity.values()),
                        Arbitraries.of(3, 14),
                        Arbitraries.of(SCOPES),
                        Arbitraries.of(true, false))
                .as(
                        (at, kind, key, severity, tier, scope, early) ->
                                id -> owed(id, at, kind, key, severity, tier, scope, early));
    }

    private static Entry owed(
            String id,
            Instant at,
            String kind,
            int number,
            Severity severity,
            int tier,
            String scope,
            boolean early) {
        var release = RELEASES.get(number % RELEASES.size());
        var own = kind.equals("finding") || kind.equals("secret");
        var stated =
                switch (kind) {
                    case "kev-match" -> at.plus(Duration.ofDays(early ? -20 : tier));
                    case "waiver" -> at.plus(Duration.ofDays(early ? 30 : 90));
                    default -> null;
                };
        return new Entry.Owed(
                id,
                id,
                at,
                kind,
                key(kind, number),
                "1.x",
                release,
                severity,
                stated,
                kind.equals("kev-match") ? at.minus(Duration.ofDays(early ? 40 : 0)) : null,
                kind.equals("kev-match") ? tier : null,
                own,
                Map.of(
                        "scope",
                        scope,
                        "cwe",
                        number % 2 == 0 ? "CWE-89,CWE-20" : "CWE-400",
                        "critical",
                        String.valueOf(number % 2 == 0)));
    }

    /// Releases are units of their own name; the rest are numbered.
    public static String key(String kind, int number) {
        return switch (kind) {
            case "release", "kev-at-release" -> RELEASES.get(number % RELEASES.size());
            default -> "k" + number;
        };
    }

    private static Arbitrary<Draft> closed() {
        return Combinators.combine(
                        instants(),
                        Arbitraries.of(OWED),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(HOWS),
                        trusts(),
                        Arbitraries.integers().between(0, 3))
                .as(
                        (at, kind, number, how, trust, expires) ->
                                id ->
                                        new Entry.Closed(
                                                id,
                                                id,
                                                at,
                                                kind,
                                                key(kind, number),
                                                how,
                                                trust,
                                                expires == 0
                                                        ? at.plus(Duration.ofDays(60))
                                                        : null));
    }

    private static Arbitrary<Draft> covered() {
        return Combinators.combine(
                        instants(),
                        Arbitraries.of("release", "release", "feed"),
                        Arbitraries.of(LOOKS),
                        Arbitraries.of(RELEASES),
                        trusts(),
                        Arbitraries.of(SCOPES),
                        Arbitraries.of("digest", "name"))
                .as(
                        (at, what, kind, release, trust, scope, binding) ->
                                id ->
                                        what.equals("feed")
                                                ? new Entry.Covered(
                                                        id,
                                                        id,
                                                        at,
                                                        binding.equals("name")
                                                                ? "advisory-match"
                                                                : "kev-match",
                                                        "*",
                                                        1,
                                                        Map.of())
                                                : look(
                                                        id, at, kind, release, trust, scope,
                                                        binding));
    }

    public static Entry look(
            String id,
            Instant at,
            String kind,
            String release,
            double trust,
            String scope,
            String binding) {
        return new Entry.Covered(
                id,
                id,
                at,
                kind,
                release,
                trust,
                Map.of("scope", scope, "binding", binding, "code-lines", "250000"));
    }

    private static Arbitrary<Draft> answered() {
        return Combinators.combine(
                        instants(),
                        Arbitraries.of("vdp-complete", "sbom-minimum-elements"),
                        Arbitraries.of(VDP),
                        Arbitraries.of(FIELDS),
                        Arbitraries.of(RELEASES),
                        Arbitraries.of(0.0, 0.5, 1.0, 1.0),
                        trusts(),
                        Arbitraries.integers().between(0, 4))
                .as(
                        (at, list, item, field, release, value, trust, expires) ->
                                id ->
                                        new Entry.Answered(
                                                id,
                                                id,
                                                at,
                                                list,
                                                list.equals("vdp-complete")
                                                        ? item
                                                        : release + "/" + field,
                                                value,
                                                trust,
                                                expires == 0
                                                        ? at.plus(Duration.ofDays(90))
                                                        : null));
    }

    private static Arbitrary<Draft> retracted() {
        return with(
                Arbitraries.integers().between(0, 59),
                (at, of) -> id -> new Entry.Retracted(id, id, at, "e%03d".formatted(of)));
    }

    private static <T> Arbitrary<Draft> with(
            Arbitrary<T> other, BiFunction<Instant, T, Draft> draft) {
        return Combinators.combine(instants(), other).as(draft::apply);
    }
}
