package dev.plumbline.ingest.source.npmaudit;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.FixedVersions;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one report of either shape.
final class NpmAuditReading {
    private static final String TOOL = "npm audit";
    private static final int LONGEST = 500;
    private static final int MOST_NAMES = 50;

    private final JsonReader in;
    private final ScanCollector collector = new ScanCollector();
    private final Gathering scan = collector.scan(TOOL, "").kinds(Set.of(ScanKind.SCA));
    private boolean listed;

    NpmAuditReading(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("a report of npm audit");
        String format = "npm audit JSON";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "auditReportVersion" -> {
                    Long version = in.wholeNumber();
                    if (version == null || version != 2) {
                        throw in.refuse("only reports of version 2 are read, and those of npm 6");
                    }
                    format = "npm audit JSON, version 2";
                }
                case "error" -> failed();
                case "advisories" -> advisories();
                case "vulnerabilities" -> packages();
                case "metadata" -> metadata();
                default -> in.skip();
            }
        }
        if (!listed) {
            throw in.refuse("a report of npm audit must have advisories or vulnerabilities");
        }
        return collector.report(format, TOOL);
    }

    private void failed() throws IOException, Unreadable {
        JsonReader.Place place = in.place();
        String code = null;
        String summary = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "code" -> code = Texts.shortened(in.scalarText(), 40);
                    case "summary" -> summary = Texts.firstLine(in.text(), 200);
                    default -> in.skip();
                }
            }
        }
        throw place.refuse(
                "npm says that the audit failed"
                        + (code == null ? "" : " with " + code)
                        + (summary == null ? "" : ": " + summary));
    }

    /// An audit of no dependency at all proves nothing.
    private void metadata() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        Long total = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "totalDependencies" -> total = in.wholeNumber();
                case "dependencies" -> {
                    if (in.onObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (inner.equals("total")) {
                                total = in.wholeNumber();
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (total != null && total == 0) {
            scan.incomplete();
        }
    }

    /// npm 6: one entry an advisory.
    private void advisories() throws IOException, Unreadable {
        if (!in.onObject()) {
            throw in.refuse("advisories must be an object by the number of the advisory");
        }
        listed = true;
        for (String number = in.field(); number != null; number = in.field()) {
            advisory(number);
            collector.bound(in);
        }
    }

    private void advisory(String number) throws IOException, Unreadable {
        in.enterObject("an advisory");
        JsonReader.Place place = in.place();
        String name = null;
        String title = null;
        String severity = null;
        Double score = null;
        List<String> cves = List.of();
        String ghsa = null;
        String url = null;
        List<String> cwes = List.of();
        String patched = null;
        Set<String> versions = new LinkedHashSet<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "module_name" -> name = Texts.shortened(in.text(), LONGEST);
                case "title" -> title = Texts.firstLine(in.text(), LONGEST);
                case "severity" -> severity = in.text();
                case "cvss" -> score = score();
                case "cves" -> cves = in.texts(MOST_NAMES, LONGEST);
                case "github_advisory_id" -> ghsa = Texts.shortened(in.text(), LONGEST);
                case "url" -> url = in.text();
                case "cwe" -> cwes = cwes();
                case "patched_versions" -> patched = in.text();
                case "findings" -> installed(versions);
                default -> in.skip();
            }
        }
        if (name == null) {
            throw place.refuse("an advisory must name its package in module_name");
        }
        String fromUrl = ghsaOf(url);
        List<String> ids = new ArrayList<>();
        if (ghsa != null || fromUrl != null) {
            ids.add(ghsa != null ? ghsa : Objects.requireNonNull(fromUrl));
        }
        ids.addAll(cves);
        if (ids.isEmpty()) {
            ids.add("npm:" + number);
        }
        List<String> fixed = FixedVersions.lowerBounds(patched);
        if (versions.isEmpty()) {
            scan.add(flaw(ids, title, severity, score, cwes, name, null, fixed));
        }
        for (String version : versions) {
            scan.add(flaw(ids, title, severity, score, cwes, name, version, fixed));
        }
    }

    private static Flaw flaw(
            List<String> ids,
            @Nullable String title,
            @Nullable String severity,
            @Nullable Double score,
            List<String> cwes,
            String name,
            @Nullable String version,
            List<String> fixed) {
        return new Flaw(
                ids,
                title,
                Severities.of(severity, score),
                cwes,
                name,
                version,
                PackageUrls.of("npm", name, version),
                FixedVersions.nearest(fixed, version),
                null,
                null);
    }

    /// `https://github.com/advisories/GHSA-…` names the advisory.
    private static @Nullable String ghsaOf(@Nullable String url) {
        int at = url == null ? -1 : url.indexOf("GHSA-");
        if (url == null || at < 0) {
            return null;
        }
        String id = url.substring(at);
        int end = 0;
        while (end < id.length()
                && (Character.isLetterOrDigit(id.charAt(end)) || id.charAt(end) == '-')) {
            end++;
        }
        return end >= 19 && end < 40 ? id.substring(0, end) : null;
    }

    private void installed(Set<String> versions) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    String version =
                            field.equals("version") ? Texts.shortened(in.text(), LONGEST) : null;
                    if (version != null) {
                        versions.add(version);
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    private List<String> cwes() throws IOException, Unreadable {
        return in.texts(MOST_NAMES, LONGEST).stream()
                .map(Weaknesses::idOf)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Double score() throws IOException, Unreadable {
        Double score = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("score")) {
                    Double number = Severities.score(in.scalarText());
                    // 0 stands for an advisory without a score
                    score = number == null || number == 0 ? null : number;
                } else {
                    in.skip();
                }
            }
        }
        return score;
    }

    /// npm 7: one entry a package; its advisories are the objects of `via`.
    private void packages() throws IOException, Unreadable {
        if (!in.onObject()) {
            throw in.refuse("vulnerabilities must be an object by the name of the package");
        }
        listed = true;
        for (String name = in.field(); name != null; name = in.field()) {
            if (!in.inObject()) {
                continue;
            }
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("via") && in.inList()) {
                    while (in.element()) {
                        via(name);
                        collector.bound(in);
                    }
                } else {
                    in.skip();
                }
            }
        }
    }

    private void via(String through) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String number = null;
        String name = null;
        String title = null;
        String url = null;
        String severity = null;
        Double score = null;
        List<String> cwes = List.of();
        String range = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "source" -> number = in.scalarText();
                case "name" -> name = Texts.shortened(in.text(), LONGEST);
                case "title" -> title = Texts.firstLine(in.text(), LONGEST);
                case "url" -> url = in.text();
                case "severity" -> severity = in.text();
                case "cvss" -> score = score();
                case "cwe" -> cwes = cwes();
                case "range" -> range = in.text();
                default -> in.skip();
            }
        }
        String ghsa = ghsaOf(url);
        String id = ghsa != null ? ghsa : number == null ? "npm advisory" : "npm:" + number;
        scan.add(
                flaw(
                        List.of(id),
                        title,
                        severity,
                        score,
                        cwes,
                        name == null ? through : name,
                        null,
                        FixedVersions.upperBounds(range)));
    }
}
