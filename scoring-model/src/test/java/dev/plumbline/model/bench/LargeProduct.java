package dev.plumbline.model.bench;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Vocabulary;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The ledger of one product with as many concerns as wanted: three in four matches, a tenth of
/// them known to be exploited, the rest own findings; two thirds closed, some of them late; two
/// years of daily feed checks, monthly releases on two lines.
public final class LargeProduct {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private LargeProduct() {}

    public static Instant now() {
        return NOW;
    }

    /// @param spanDays days over which it all happened
    public static List<Entry> entries(int concerns, int spanDays) {
        var random = new Random(7);
        var entries = new ArrayList<Entry>();
        var start = NOW.minus(Duration.ofDays(spanDays));
        for (var month = 0; month * 30 < spanDays; month++) {
            var at = start.plus(Duration.ofDays(30L * month));
            var line = month % 2 == 0 ? "4.x" : "3.x";
            release(entries, at, line.charAt(0) + "." + month, line);
        }
        for (var day = 0; day < spanDays; day++) {
            var at = start.plus(Duration.ofDays(day)).plusSeconds(7_200);
            for (var feed : List.of("advisory-match", "kev-match")) {
                entries.add(
                        new Entry.Covered(
                                "f" + entries.size(), "feed-" + day, at, feed, "*", 1, Map.of()));
            }
        }
        var severities = Severity.values();
        for (var i = 0; i < concerns; i++) {
            var at = start.plus(Duration.ofMinutes(random.nextInt(spanDays * 24 * 60)));
            var severity = severities[random.nextInt(severities.length)];
            obligation(entries, i, at, severity, random);
        }
        return List.copyOf(entries);
    }

    /// The same with all that the full catalogue asks besides: every question answered for the
    /// product, its newest releases and lines, every kind of look, and duties of a year.
    public static List<Entry> full(Catalogue catalogue, int concerns, int spanDays) {
        var entries = new ArrayList<>(entries(concerns, spanDays));
        var words = Vocabulary.of(catalogue);
        var newest = spanDays / 30 - 1;
        var releases = List.of("4." + (newest - newest % 2), "3." + (newest - (newest + 1) % 2));
        for (var question : words.questions()) {
            var subjects =
                    switch (question.per()) {
                        case PRODUCT -> List.of("");
                        case RELEASE -> releases.stream().map(release -> release + "/").toList();
                        case LINE -> List.of("4.x/", "3.x/");
                    };
            for (var subject : subjects) {
                entries.add(
                        new Entry.Answered(
                                "a" + entries.size(),
                                "answers",
                                NOW.minus(Duration.ofDays(20)),
                                question.list(),
                                subject + question.item(),
                                0.9,
                                0.9,
                                null));
            }
        }
        for (var kind : words.productLooks()) {
            for (var week = 0; week < 52; week++) {
                entries.add(
                        new Entry.Covered(
                                "l" + entries.size(),
                                "look-" + week,
                                NOW.minus(Duration.ofDays(7L * week)),
                                kind,
                                "*",
                                0.9,
                                Map.of()));
            }
        }
        var random = new Random(8);
        for (var kind : words.kinds()) {
            if (kind.equals("match") || kind.equals("finding") || kind.equals("kev-match")) {
                continue;
            }
            for (var i = 0; i < 4; i++) {
                var at = NOW.minus(Duration.ofDays(10 + random.nextInt(300)));
                var key = words.breaks(kind) ? "other-" + i : kind + "-" + i;
                entries.add(
                        owed(
                                "d" + entries.size(),
                                "duty",
                                at,
                                kind,
                                key,
                                Severity.HIGH,
                                false,
                                14));
                for (var how : words.closes(kind)) {
                    entries.add(
                            new Entry.Closed(
                                    "d" + entries.size(),
                                    "duty-met",
                                    at.plus(Duration.ofDays(2)),
                                    kind,
                                    key,
                                    how,
                                    0.9,
                                    null));
                }
            }
        }
        return List.copyOf(entries);
    }

    private static void release(List<Entry> entries, Instant at, String release, String line) {
        var id = "r" + entries.size();
        var evidence = "release-" + release;
        entries.add(new Entry.Released(id, evidence, at, release, line, false, 1));
        entries.add(owed(id + "o", evidence, at, "release", release, Severity.HIGH, false, null));
        for (var kind : List.of("sbom", "sast", "secrets", "gate")) {
            entries.add(
                    new Entry.Covered(
                            id + kind,
                            evidence,
                            at.plusSeconds(600),
                            kind,
                            release,
                            0.9,
                            Map.of("binding", "digest", "scope", "", "code-lines", "300000")));
        }
        entries.add(
                new Entry.Closed(id + "p", evidence, at, "release", release, "passed", 0.9, null));
    }

    private static void obligation(
            List<Entry> entries, int i, Instant at, Severity severity, Random random) {
        var own = i % 4 == 3;
        var kind = own ? "finding" : "match";
        var key = own ? "4.x/tool/scope/" + i : "CVE-2025-" + i + "/4.x";
        var evidence = "evidence-" + i / 4;
        entries.add(owed("o" + i, evidence, at, kind, key, severity, own, null));
        if (!own && i % 10 == 0) {
            entries.add(owed("k" + i, evidence, at, "kev-match", key, severity, false, 14));
        }
        if (random.nextInt(3) > 0) {
            var closed = at.plus(Duration.ofDays(random.nextInt(60)));
            var how = own ? "rescan" : "release-fixed";
            for (var each : own ? List.of("finding") : List.of("match", "kev-match")) {
                entries.add(
                        new Entry.Closed(
                                "c" + i + each, "fix-" + i / 4, closed, each, key, how, 0.9, null));
            }
        }
    }

    private static Entry owed(
            String id,
            String evidence,
            Instant at,
            String kind,
            String key,
            Severity severity,
            boolean own,
            Integer tierDays) {
        return new Entry.Owed(
                id,
                evidence,
                at,
                kind,
                key,
                "4.x",
                null,
                severity,
                tierDays == null ? null : at.plus(Duration.ofDays(tierDays)),
                tierDays == null ? null : at,
                tierDays,
                own,
                Map.of("cwe", "CWE-79", "component", "component-" + key.hashCode() % 40));
    }
}
