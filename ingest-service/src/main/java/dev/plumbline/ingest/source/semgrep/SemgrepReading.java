package dev.plumbline.ingest.source.semgrep;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over what Semgrep says.
final class SemgrepReading {
    private static final String TOOL = "Semgrep";

    private final JsonReader in;
    private final ScanCollector collector = new ScanCollector();
    private boolean results;
    private boolean findings;
    private boolean failed;
    private @Nullable Integer scanned;
    private @Nullable Integer rules;
    private @Nullable String version;

    SemgrepReading(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("Semgrep's output");
        in.eachField(
                field -> {
                    switch (field) {
                        case "results" -> results();
                        case "findings" -> findings();
                        case "errors" -> in.eachElement(this::error);
                        case "paths" -> in.eachField(this::paths);
                        case "time" -> in.eachField(this::time);
                        case "version" -> version = in.text();
                        default -> in.skip();
                    }
                });
        if (!results && !findings) {
            throw in.refuse("neither results nor findings are listed");
        }
        if (results) {
            Gathering scan =
                    collector
                            .scan(TOOL, "")
                            .version(version)
                            .kinds(Set.of(ScanKind.SAST))
                            .files(scanned)
                            .rules(rules);
            boolean nothing = scanned != null && scanned == 0 && collector.findings() == 0;
            if (failed || nothing) {
                scan.incomplete();
            }
        }
        return collector.report(results ? "Semgrep JSON" : "Semgrep platform JSON");
    }

    private void results() throws IOException, Unreadable {
        in.enterList("results");
        results = true;
        Gathering scan = collector.scan(TOOL, "");
        while (in.element()) {
            collector.bound(in);
            SemgrepResult result = new SemgrepResult(in);
            result.read();
            if (!result.isSecurity()) {
                collector.other();
                continue;
            }
            if (result.isSecret()) {
                scan.kinds(Set.of(ScanKind.SECRETS));
            }
            if (result.known() != null) {
                scan.kinds(Set.of(ScanKind.SCA));
            }
            scan.add(result.found());
        }
    }

    /// What concerns one file leaves the run as it is; what concerns all of it makes it fail.
    private void error() throws IOException, Unreadable {
        String[] level = {""};
        boolean[] ofFile = {false};
        in.eachField(
                field -> {
                    switch (field) {
                        case "level" -> level[0] = String.valueOf(in.text());
                        case "path" -> ofFile[0] = in.text() != null;
                        default -> in.skip();
                    }
                });
        failed |= level[0].equals("error") && !ofFile[0];
    }

    private void paths(String field) throws IOException, Unreadable {
        if (field.equals("scanned") && in.onList()) {
            int[] files = {0};
            in.eachElement(
                    () -> {
                        in.skip();
                        files[0]++;
                    });
            scanned = files[0];
        } else {
            in.skip();
        }
    }

    private void time(String field) throws IOException, Unreadable {
        if (field.equals("rules") && in.onList()) {
            int[] ran = {0};
            in.eachElement(
                    () -> {
                        in.skip();
                        ran[0]++;
                    });
            rules = ran[0];
        } else {
            in.skip();
        }
    }

    private void findings() throws IOException, Unreadable {
        in.enterList("findings");
        findings = true;
        while (in.element()) {
            collector.bound(in);
            PlatformFinding finding = new PlatformFinding(in);
            finding.read();
            Gathering scan =
                    collector.scan(TOOL, finding.repository()).kinds(Set.of(ScanKind.SAST));
            if (finding.isSecurity()) {
                scan.add(finding.found());
            } else {
                collector.other();
            }
        }
        if (collector.findings() == 0) {
            collector.scan(TOOL, "").kinds(Set.of(ScanKind.SAST));
        }
    }

    /// `ERROR`, `WARNING` and `INFO` of old rules, the four words of CVSS of new ones.
    static Severity severity(@Nullable String word) {
        Severity said = Severities.ofWord(word);
        return said == null ? Severity.UNKNOWN : said;
    }

    static @Nullable String path(@Nullable String said) {
        return said == null ? null : Paths.normal(said);
    }
}
