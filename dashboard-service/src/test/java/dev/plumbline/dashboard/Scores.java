package dev.plumbline.dashboard;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Catalogue;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.Figure;
import dev.plumbline.events.ScoreComputed.HistoryPoint;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.events.ScoreComputed.Principle;
import dev.plumbline.events.ScoreComputed.Theme;
import dev.plumbline.events.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events of a product as scoring-service would say them, to be varied by tests.
public record Scores(String product) {
    public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Catalogue CORE = new Catalogue("core", "1.0", "9f2c".repeat(16));

    public static Instant daysAgo(long days) {
        return NOW.minus(Duration.ofDays(days));
    }

    public ScoreComputed score(long sequence, Instant at, double overall) {
        return score(sequence, at, overall, 0.8, List.of());
    }

    public ScoreComputed score(
            long sequence, Instant at, double overall, double confidence, List<Cap> caps) {
        return new ScoreComputed(
                product,
                sequence,
                at,
                CORE,
                figure(overall, confidence, caps),
                List.of(
                        new Principle(
                                "1",
                                "Take ownership of customer security outcomes",
                                "Own outcomes",
                                figure(overall - 1, confidence, caps),
                                List.of()),
                        new Principle(
                                "2",
                                "Embrace radical transparency and accountability",
                                "Be transparent",
                                figure(overall + 1, confidence, List.of()),
                                List.of()),
                        new Principle(
                                "3",
                                "Lead from the top",
                                null,
                                figure(overall, confidence, List.of()),
                                List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Figure figure(double shown, double confidence, List<Cap> caps) {
        return new Figure(shown, shown + 2, Math.min(100, shown + 20), confidence, caps);
    }

    /// The score with these measures under its first principle.
    public static ScoreComputed measured(ScoreComputed score, Measure... measures) {
        Principle first = score.principles().getFirst();
        List<Principle> principles = new ArrayList<>(score.principles());
        principles.set(
                0,
                new Principle(
                        first.id(),
                        first.title(),
                        first.shortTitle(),
                        first.figure(),
                        List.of(new Theme("theme", "Theme", 1, 0.5, 0.9, List.of(measures)))));
        return new ScoreComputed(
                score.product(),
                score.sequence(),
                score.at(),
                score.catalogue(),
                score.overall(),
                principles,
                score.changes(),
                score.history(),
                score.actions(),
                score.submissions());
    }

    public static Measure measure(String id, double weight, double value, double coverage) {
        return new Measure(
                id, id, weight, value, 1, coverage, value, 0.6, 1, 0, 0, "1 owed", Map.of(), false);
    }

    /// A measure that does not concern the product.
    public static Measure exempt(String id) {
        return new Measure(
                id,
                id,
                5,
                0.5,
                1,
                1,
                0.5,
                0.6,
                0,
                0,
                0,
                "does not concern this product",
                Map.of(),
                true);
    }

    public static ScoreComputed with(ScoreComputed score, List<Change> changes) {
        return with(score, changes, score.history(), score.submissions());
    }

    public static ScoreComputed with(
            ScoreComputed score,
            List<Change> changes,
            List<HistoryPoint> history,
            List<UUID> submissions) {
        return new ScoreComputed(
                score.product(),
                score.sequence(),
                score.at(),
                score.catalogue(),
                score.overall(),
                score.principles(),
                changes,
                history,
                score.actions(),
                submissions);
    }

    public static ScoreComputed taking(ScoreComputed score, UUID... submissions) {
        return with(score, score.changes(), score.history(), List.of(submissions));
    }

    public static Change change(
            Instant at, String title, double overall, @Nullable UUID submission) {
        return new Change(
                at,
                submission == null ? "time" : "evidence",
                title,
                submission,
                overall,
                Map.of("1", overall),
                Map.of("kev-fix-on-time", overall),
                Map.of());
    }

    public static HistoryPoint point(Instant at, double overall, @Nullable Change change) {
        return new HistoryPoint(
                at,
                overall,
                Map.of("1", overall - 1, "2", overall + 1, "3", overall),
                0.8,
                overall + 20,
                change);
    }

    public ObligationChanged owed(
            String vulnerability, @Nullable Instant dueAt, @Nullable Instant closedAt) {
        String concern = "kev/" + vulnerability + "/4.x";
        return new ObligationChanged(
                UUID.nameUUIDFromBytes((product + concern).getBytes(StandardCharsets.UTF_8)),
                product,
                "kev-fix-on-time",
                concern,
                "kev-match",
                vulnerability + " in jquery 3.4.1",
                vulnerability,
                "pkg:npm/jquery@3.4.1",
                "4.x",
                "4.9.2",
                Severity.HIGH,
                1,
                daysAgo(30),
                dueAt,
                null,
                closedAt,
                closedAt == null ? null : "release-fixed",
                false,
                false,
                List.of(
                        new ObligationChanged.Reason(
                                "jquery 3.4.1 in range <3.5.0", null, daysAgo(30))),
                null,
                List.of("CWE-79"));
    }

    /// A flaw of the product, as one measure owes it.
    ///
    /// @param concern kind and key, such as `finding/4.x/semgrep/src/f1`
    /// @param closedBy how it was closed; `null` while open
    public ObligationChanged flaw(
            String measure,
            String concern,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable List<String> weaknesses) {
        return new ObligationChanged(
                UUID.nameUUIDFromBytes(
                        (product + measure + concern).getBytes(StandardCharsets.UTF_8)),
                product,
                measure,
                concern,
                concern.substring(0, concern.indexOf('/')),
                "flaw " + concern,
                null,
                null,
                "4.x",
                "4.9.2",
                Severity.HIGH,
                0.75,
                openedAt,
                openedAt.plus(Duration.ofDays(30)),
                null,
                closedAt,
                closedBy,
                false,
                true,
                List.of(),
                null,
                weaknesses);
    }

    public ProgressReported received(UUID submission, String release, String format) {
        return new ProgressReported(
                submission,
                Step.RECEIVED,
                NOW,
                product,
                release,
                format,
                "its tool",
                "plumbline-ci",
                null,
                Map.of(),
                null);
    }

    public ProgressReported step(UUID submission, Step step, Instant at, Map<String, Long> counts) {
        return new ProgressReported(
                submission,
                step,
                at,
                product,
                "4.9.2",
                "cyclonedx",
                "cdxgen 11",
                "plumbline-ci",
                null,
                counts,
                null);
    }
}
