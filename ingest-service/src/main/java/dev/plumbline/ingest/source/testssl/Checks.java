package dev.plumbline.ingest.source.testssl;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The checks of a report, as they become scans.
final class Checks {
    private static final String TOOL = "testssl.sh";
    private static final int MOST_IDS = 50;

    private final ScanCollector scans = new ScanCollector();
    private final CheckWeaknesses weaknesses = CheckWeaknesses.known();
    private int rows;

    static void bounded(int rows, Place place) throws Unreadable {
        if (rows >= Source.MOST_ITEMS) {
            throw place.refuse("more than " + Source.MOST_ITEMS + " checks");
        }
    }

    /// A server was to be looked at, whatever came of it.
    Gathering looked(@Nullable String host, @Nullable String ip, @Nullable String port) {
        return scans.scan(TOOL, Check.server(host, ip, port))
                .kinds(List.of(ScanKind.CONFIG))
                .rules(0);
    }

    void add(Check check, Place place) throws Unreadable {
        bounded(rows++, place);
        Gathering scan = looked(check.host(), check.ip(), check.port());
        String rating =
                check.severity() == null ? "" : check.severity().strip().toUpperCase(Locale.ROOT);
        switch (rating) {
            case "FATAL" -> scan.incomplete();
            case "WARN", "DEBUG" -> scans.other();
            case "OK", "INFO" -> {
                scan.rules(1);
                scans.other();
            }
            default -> {
                scan.rules(1);
                if (check.id().equals("overall_grade")) {
                    scans.other();
                } else {
                    scan.add(found(check, rating));
                }
            }
        }
    }

    private Found found(Check check, String rating) {
        Severity severity = Severities.ofWord(rating);
        List<String> cves = new ArrayList<>();
        for (String id : words(check.cves())) {
            if (id.startsWith("CVE-") && cves.size() < MOST_IDS) {
                cves.add(id);
            }
        }
        Set<String> cwes = new LinkedHashSet<>();
        for (String id : words(check.cwes())) {
            String cwe = Weaknesses.idOf(id);
            if (cwe != null && cwes.size() < MOST_IDS) {
                cwes.add(cwe);
            }
        }
        if (cwes.isEmpty() || cwes.equals(Set.of("CWE-310"))) {
            cwes.addAll(weaknesses.of(check.id()));
        }
        String said = Texts.firstLine(check.finding(), 200);
        return new Found(
                check.id(),
                said == null ? check.id() : check.id() + ": " + said,
                severity == null ? Severity.UNKNOWN : severity,
                cwes,
                check.server(),
                null,
                false,
                null,
                cves.isEmpty() ? null : new KnownFlaw(cves, null, null),
                check.id(),
                check.id());
    }

    private static String[] words(@Nullable String text) {
        return text == null
                ? new String[0]
                : text.strip().toUpperCase(Locale.ROOT).split("[ ,;]+", MOST_IDS * 4);
    }

    ParsedDocument report(String format, @Nullable String version) {
        if (rows == 0 && scans.findings() == 0) {
            scans.scan(TOOL, "").kinds(List.of(ScanKind.CONFIG)).incomplete();
        }
        return scans.report(format, version == null ? TOOL : TOOL + " " + version);
    }
}
