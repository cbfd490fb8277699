package dev.plumbline.ingest.source.gitlab;

import dev.plumbline.events.Evidence.ScanKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The kinds of GitLab's reports, as `scan.type` names them.
enum ReportType {
    SAST(ScanKind.SAST, "SAST"),
    DEPENDENCY_SCANNING(ScanKind.SCA, "dependency scanning"),
    CONTAINER_SCANNING(ScanKind.SCA, "container scanning"),
    CLUSTER_IMAGE_SCANNING(ScanKind.SCA, "cluster image scanning"),
    SECRET_DETECTION(ScanKind.SECRETS, "secret detection"),
    DAST(ScanKind.DAST, "DAST"),
    API_FUZZING(ScanKind.DAST, "API fuzzing"),
    COVERAGE_FUZZING(ScanKind.DAST, "coverage fuzzing");

    private final ScanKind scanKind;
    private final String words;

    ReportType(ScanKind scanKind, String words) {
        this.scanKind = scanKind;
        this.words = words;
    }

    ScanKind scanKind() {
        return scanKind;
    }

    String words() {
        return words;
    }

    /// Whether it is about known flaws of components.
    boolean isOfComponents() {
        return scanKind == ScanKind.SCA;
    }

    static @Nullable ReportType named(String name) {
        for (ReportType type : values()) {
            if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        return null;
    }
}
