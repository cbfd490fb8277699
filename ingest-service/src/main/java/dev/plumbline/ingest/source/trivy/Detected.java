package dev.plumbline.ingest.source.trivy;

import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Weaknesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thing that Trivy detected, as its result lists it.
///
/// @param statement why it was set aside; `null` if it was not
sealed interface Detected {
    @Nullable String statement();

    record Vulnerability(
            @Nullable String id,
            List<String> vendorIds,
            @Nullable String packageName,
            @Nullable String packagePath,
            @Nullable String purl,
            @Nullable String installed,
            @Nullable String fixed,
            @Nullable String title,
            Severity severity,
            List<String> cwes,
            @Nullable String statement)
            implements Detected {

        /// @param path file that brings the package in; `null` for a package of the system
        Flaw asFlaw(@Nullable String builtPurl, @Nullable String path, @Nullable String fixedIn) {
            List<String> ids = new ArrayList<>();
            ids.add(id == null ? "" : id);
            // advisories of distributions cover several flaws, so they name none
            vendorIds.stream().filter(each -> each.startsWith("GHSA-")).forEach(ids::add);
            return new Flaw(
                    ids,
                    title,
                    severity,
                    cwes.stream().map(Weaknesses::idOf).filter(Objects::nonNull).toList(),
                    packageName == null ? "unnamed package" : packageName,
                    installed,
                    purl != null ? purl : builtPurl,
                    fixedIn,
                    path,
                    statement);
        }
    }

    /// @param resource what is configured badly, such as a container or a bucket
    record Misconfiguration(
            @Nullable String id,
            @Nullable String title,
            @Nullable String message,
            Severity severity,
            @Nullable String status,
            @Nullable String resource,
            @Nullable Integer line,
            @Nullable String statement)
            implements Detected {

        boolean failed() {
            return status == null || !(status.equals("PASS") || status.equals("EXCEPTION"));
        }

        Found asFound(@Nullable String path) {
            String rule = id == null ? "" : id;
            return new Found(
                    rule,
                    Stream.of(title, message, rule)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(rule),
                    severity,
                    List.of(),
                    path,
                    line,
                    false,
                    statement,
                    null,
                    null,
                    "resource " + resource + " says " + message);
        }
    }

    /// @param match the line with the secret blotted out by Trivy; only its hash goes on
    record Secret(
            @Nullable String rule,
            @Nullable String title,
            Severity severity,
            @Nullable Integer line,
            @Nullable String match,
            @Nullable String statement)
            implements Detected {

        Found asFound(@Nullable String path) {
            String id = rule == null ? "" : rule;
            return new Found(
                    id,
                    title == null ? id : title,
                    severity,
                    List.of(),
                    path,
                    line,
                    true,
                    statement,
                    null,
                    null,
                    "secret " + match);
        }
    }
}
