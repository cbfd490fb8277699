package dev.plumbline.ingest.source.dependencycheck;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a report says, in either language.
final class Report {
    static final int LONGEST = 1_000;
    static final int MOST_NAMES = 50;
    private static final String TOOL = "OWASP Dependency-Check";

    private final List<Dependency> dependencies = new ArrayList<>();
    private int files;
    private int vulnerabilities;
    @Nullable String version;
    @Nullable String project;
    boolean exceptions;

    /// @param suppressed why it was suppressed; `null` if it was not
    record Vulnerability(
            String name,
            @Nullable String severity,
            @Nullable Double score,
            List<String> cwes,
            @Nullable String description,
            @Nullable String suppressed) {}

    /// @param file its name, with those of the archives around it
    record Dependency(String file, @Nullable String purl, List<Vulnerability> vulnerabilities) {}

    /// Those without vulnerabilities are only counted.
    void add(Dependency dependency) {
        files++;
        if (!dependency.vulnerabilities().isEmpty()) {
            dependencies.add(dependency);
            vulnerabilities += dependency.vulnerabilities().size();
        }
    }

    int vulnerabilities() {
        return vulnerabilities;
    }

    ParsedDocument asDocument(String format) {
        ScanCollector collector = new ScanCollector();
        Gathering scan =
                collector
                        .scan(TOOL, project == null ? "" : project)
                        .version(version)
                        .kinds(Set.of(ScanKind.SCA))
                        .files(files);
        if (files == 0 || exceptions) {
            scan.incomplete();
        }
        for (Dependency dependency : dependencies) {
            PackageURL purl = parsed(dependency.purl());
            for (Vulnerability each : dependency.vulnerabilities()) {
                scan.add(flaw(dependency, purl, each));
            }
        }
        return collector.report(format, version == null ? TOOL : TOOL + ' ' + version);
    }

    private static @Nullable PackageURL parsed(@Nullable String purl) {
        try {
            return purl == null ? null : new PackageURL(purl);
        } catch (MalformedPackageURLException | RuntimeException e) {
            // it then only tells less of itself
            return null;
        }
    }

    private static Flaw flaw(
            Dependency dependency, @Nullable PackageURL purl, Vulnerability vulnerability) {
        return new Flaw(
                List.of(vulnerability.name()),
                vulnerability.description(),
                Severities.of(vulnerability.severity(), vulnerability.score()),
                vulnerability.cwes(),
                purl == null ? dependency.file() : name(purl),
                purl == null ? null : purl.getVersion(),
                dependency.purl(),
                null,
                dependency.file(),
                vulnerability.suppressed());
    }

    private static String name(PackageURL purl) {
        String namespace = purl.getNamespace();
        return namespace == null
                ? purl.getName()
                : namespace + (purl.getType().equals("maven") ? ':' : '/') + purl.getName();
    }

    static String reason(@Nullable String notes) {
        return notes == null ? "suppressed" : notes;
    }
}
