package dev.plumbline.ingest.source.checkov;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The report of one framework.
final class FrameworkReading {
    private static final int MOST_RULES = 20_000;

    private final JsonReader in;
    private final ScanCollector collector;
    private String framework = "";
    private @Nullable String version;
    private boolean results;
    private @Nullable Integer passed;
    private @Nullable Integer failed;
    private @Nullable Integer skipped;
    private int passedListed;
    private final Set<String> rules = new HashSet<>();
    private final List<Check> checks = new ArrayList<>();

    FrameworkReading(JsonReader in, ScanCollector collector) {
        this.in = in;
        this.collector = collector;
    }

    void read() throws IOException, Unreadable {
        in.enterObject("a report of Checkov");
        in.eachField(
                field -> {
                    switch (field) {
                        case "check_type" -> framework = orEmpty(in.text());
                        case "results" -> {
                            results = true;
                            in.eachField(this::checks);
                        }
                        case "summary" -> in.eachField(this::count);
                        default -> count(field);
                    }
                });
        if (!results && passed == null) {
            throw in.refuse("neither results nor counts are there");
        }
        Gathering scan =
                collector
                        .scan("Checkov", framework)
                        .version(version)
                        .kinds(Set.of(kind()))
                        .rules(rules());
        checks.forEach(check -> scan.add(check.found(framework)));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void count(String field) throws IOException, Unreadable {
        switch (field) {
            case "passed" -> passed = in.count();
            case "failed" -> failed = in.count();
            case "skipped" -> skipped = in.count();
            case "checkov_version" -> version = in.text();
            default -> in.skip();
        }
    }

    private void checks(String list) throws IOException, Unreadable {
        switch (list) {
            case "failed_checks" -> in.eachElement(() -> checks.add(check(false)));
            case "skipped_checks" -> in.eachElement(() -> checks.add(check(true)));
            case "passed_checks" ->
                    in.eachElement(
                            () -> {
                                passedListed++;
                                in.eachField(
                                        field -> {
                                            if (field.equals("check_id")) {
                                                rule(in.text());
                                            } else {
                                                in.skip();
                                            }
                                        });
                            });
            default -> in.skip();
        }
    }

    private void rule(@Nullable String id) {
        if (id != null && rules.size() < MOST_RULES) {
            rules.add(id);
        }
    }

    private Check check(boolean skip) throws IOException, Unreadable {
        in.enterObject("a check");
        if (collector.findings() + checks.size() >= Source.MOST_ITEMS) {
            throw in.refuse("more than " + Source.MOST_ITEMS + " findings");
        }
        Check check = new Check(in, skip);
        in.eachField(check::field);
        rule(check.id);
        return check;
    }

    private ScanKind kind() {
        return switch (framework) {
            case "secrets" -> ScanKind.SECRETS;
            case "sca_package", "sca_image" -> ScanKind.SCA;
            case "sast" -> ScanKind.SAST;
            default -> framework.startsWith("sast_") ? ScanKind.SAST : ScanKind.CONFIG;
        };
    }

    /// How many different checks were applied: 0 if the report says that there was nothing to apply
    /// them to, unknown if it leaves out those that passed (`--quiet`).
    private @Nullable Integer rules() {
        boolean nothing = isZero(passed) && isZero(failed) && isZero(skipped) && rules.isEmpty();
        boolean quiet = passedListed == 0 && !isZero(passed);
        return nothing ? Integer.valueOf(0) : quiet ? null : Integer.valueOf(rules.size());
    }

    private static boolean isZero(@Nullable Integer number) {
        return number != null && number == 0;
    }

    private static final class Check {
        private static final int LONGEST_TEXT = 300;

        private final JsonReader in;
        private final boolean skip;
        private String id = "";
        private @Nullable String name;
        private @Nullable String severity;
        private @Nullable String file;
        private @Nullable String repositoryFile;
        private @Nullable Integer line;
        private @Nullable String resource;
        private @Nullable String comment;
        private @Nullable String flaw;
        private @Nullable String component;
        private @Nullable String fixedIn;

        Check(JsonReader in, boolean skip) {
            this.in = in;
            this.skip = skip;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "check_id" -> id = orEmpty(in.text());
                case "check_name" -> name = Texts.firstLine(in.text(), LONGEST_TEXT);
                case "severity" -> severity = in.text();
                case "file_path" -> file = in.text();
                case "repo_file_path" -> repositoryFile = in.text();
                case "resource" -> resource = in.text();
                case "file_line_range" -> {
                    boolean[] first = {true};
                    in.eachElement(
                            () -> {
                                Integer number = in.count();
                                if (first[0] && number != null && number > 0) {
                                    line = number;
                                }
                                first[0] = false;
                            });
                }
                case "check_result" ->
                        comment = Texts.firstLine(in.textOf("suppress_comment"), LONGEST_TEXT);
                case "vulnerability_details" -> in.eachField(this::vulnerability);
                default -> in.skip();
            }
        }

        private void vulnerability(String field) throws IOException, Unreadable {
            switch (field) {
                case "id" -> flaw = in.text();
                case "package_name" -> component = in.text();
                case "lowest_fixed_version" -> {
                    String version = in.text();
                    fixedIn = "N/A".equals(version) ? null : version;
                }
                default -> in.skip();
            }
        }

        /// A secret's resource is a hash of what leaked.
        Found found(String framework) {
            boolean secret =
                    framework.equals("secrets")
                            || id.toUpperCase(Locale.ROOT).startsWith("CKV_SECRET_");
            Severity said = Severities.ofWord(severity);
            KnownFlaw known = flaw == null ? null : new KnownFlaw(List.of(flaw), null, fixedIn);
            String title = name == null ? id : name;
            return new Found(
                    known != null ? known.ids().getFirst() : id,
                    known != null && component != null
                            ? component + ": " + known.ids().getFirst()
                            : title,
                    said == null ? Severity.UNKNOWN : said,
                    List.of(),
                    Paths.normal(repositoryFile != null ? repositoryFile : file),
                    line,
                    secret,
                    skip ? (comment == null ? "skipped" : comment) : null,
                    known,
                    null,
                    component != null ? component : orEmpty(resource));
        }
    }
}
