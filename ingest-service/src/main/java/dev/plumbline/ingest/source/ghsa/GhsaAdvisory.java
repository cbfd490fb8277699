package dev.plumbline.ingest.source.ghsa;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.CvssVectors;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.VersionComparisons;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One advisory while it is read; REST and GraphQL name the same things in two spellings.
final class GhsaAdvisory {
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_SUMMARY = 300;

    private @Nullable String id;
    private boolean draft;
    private @Nullable Instant published;
    private @Nullable Instant updated;
    private @Nullable Instant withdrawn;
    private @Nullable String summary;
    private @Nullable String description;
    private @Nullable String severity;
    private final Set<String> identifiers = new LinkedHashSet<>();
    private final Set<SeverityVector> severities = new LinkedHashSet<>();
    private final List<String> cwes = new ArrayList<>();
    private final List<AffectedPackage> affected = new ArrayList<>();

    /// Reads a vulnerability that names its advisory, as GraphQL lists them.
    static GhsaAdvisory ofVulnerability(JsonReader in) throws IOException, Unreadable {
        GhsaAdvisory advisory = new GhsaAdvisory();
        in.enterObject("a vulnerability");
        Vulnerable vulnerable = new Vulnerable();
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("advisory") && in.inObject()) {
                for (String inner = in.field(); inner != null; inner = in.field()) {
                    advisory.field(in, inner);
                }
            } else {
                vulnerable.field(in, field);
            }
        }
        vulnerable.addTo(advisory.affected);
        return advisory;
    }

    /// Takes over what another reading of the same advisory found.
    void add(GhsaAdvisory other) {
        if (id == null) {
            id = other.id;
            draft = other.draft;
            published = other.published;
            updated = other.updated;
            withdrawn = other.withdrawn;
            summary = other.summary;
            description = other.description;
            severity = other.severity;
        }
        identifiers.addAll(other.identifiers);
        severities.addAll(other.severities);
        cwes.addAll(other.cwes);
        affected.addAll(other.affected);
    }

    void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "ghsaId", "ghsa_id" -> id = Texts.shortened(in.text(), LONGEST_ID);
            case "cve_id" -> identifier(in, in.text());
            case "identifiers" -> Connection.each(in, inner -> identifier(inner));
            case "state" -> {
                String state = in.text();
                draft = state != null && !state.equalsIgnoreCase("published");
            }
            case "publishedAt", "published_at" -> published = Moments.instantInUtc(in.text());
            case "updatedAt", "updated_at" -> updated = Moments.instantInUtc(in.text());
            case "withdrawnAt", "withdrawn_at" -> withdrawn = Moments.instantInUtc(in.text());
            case "summary" -> summary = Texts.firstLine(in.text(), LONGEST_SUMMARY);
            case "description" -> description = Texts.firstLine(in.text(), LONGEST_SUMMARY);
            case "severity" -> severity = Texts.shortened(in.text(), LONGEST_ID);
            case "cvss" -> vector(in);
            case "cvssSeverities", "cvss_severities" -> {
                if (in.inObject()) {
                    for (String version = in.field(); version != null; version = in.field()) {
                        vector(in);
                    }
                }
            }
            case "cwes" -> Connection.each(in, this::weakness);
            case "vulnerabilities" ->
                    Connection.each(
                            in,
                            inner -> {
                                if (inner.inObject()) {
                                    Vulnerable vulnerable = new Vulnerable();
                                    for (String name = inner.field();
                                            name != null;
                                            name = inner.field()) {
                                        vulnerable.field(inner, name);
                                    }
                                    vulnerable.addTo(affected);
                                }
                            });
            default -> in.skip();
        }
    }

    private void identifier(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("value")) {
                identifier(in, in.text());
            } else {
                in.skip();
            }
        }
    }

    private void identifier(JsonReader in, @Nullable String text) throws Unreadable {
        String bare = Texts.shortened(text, LONGEST_ID);
        if (bare != null) {
            WorldRecords.addTo(identifiers, bare, "identifiers", in);
        }
    }

    private void vector(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("vectorString") || field.equals("vector_string")) {
                SeverityVector vector = CvssVectors.of(in.text());
                if (vector != null) {
                    WorldRecords.addTo(severities, vector, "severities", in);
                }
            } else {
                in.skip();
            }
        }
    }

    private void weakness(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("cweId") || field.equals("cwe_id")) {
                String cwe = Weaknesses.idOf(in.text());
                if (cwe != null) {
                    WorldRecords.addTo(cwes, cwe, "weaknesses", in);
                }
            } else {
                in.skip();
            }
        }
    }

    /// A package with the versions of it that are affected.
    private static final class Vulnerable {
        private @Nullable String ecosystem;
        private @Nullable String name;
        private @Nullable String range;
        private @Nullable String patched;

        void field(JsonReader in, String field) throws IOException, Unreadable {
            switch (field) {
                case "package" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            switch (inner) {
                                case "ecosystem" ->
                                        ecosystem = Texts.shortened(in.text(), LONGEST_ID);
                                case "name" -> name = Texts.shortened(in.text(), LONGEST_NAME);
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "vulnerableVersionRange", "vulnerable_version_range" ->
                        range = Texts.shortened(in.text(), LONGEST_NAME);
                case "firstPatchedVersion", "first_patched_version" -> {
                    if (in.onObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (inner.equals("identifier")) {
                                patched = Texts.shortened(in.text(), LONGEST_ID);
                            } else {
                                in.skip();
                            }
                        }
                    } else {
                        patched = Texts.shortened(in.text(), LONGEST_ID);
                    }
                }
                default -> in.skip();
            }
        }

        void addTo(List<AffectedPackage> affected) {
            if (name == null) {
                return;
            }
            VersionComparisons comparisons = VersionComparisons.of(range, patched);
            affected.add(
                    new AffectedPackage(
                            ecosystemOf(ecosystem),
                            name,
                            null,
                            comparisons == null ? List.of() : comparisons.ranges(),
                            comparisons == null ? List.of() : comparisons.versions(),
                            List.of()));
        }
    }

    /// In the words of OSV; empty for what has no purl.
    private static String ecosystemOf(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "maven" -> "Maven";
            case "npm" -> "npm";
            case "pip" -> "PyPI";
            case "rubygems" -> "RubyGems";
            case "go" -> "Go";
            case "rust" -> "crates.io";
            case "nuget" -> "NuGet";
            case "composer" -> "Packagist";
            case "erlang" -> "Hex";
            case "pub" -> "Pub";
            case "swift" -> "SwiftURL";
            case "actions" -> "GitHub Actions";
            default -> "";
        };
    }

    /// What GitHub calls it, be it only among its identifiers.
    String id(Place place) throws Unreadable {
        if (id == null) {
            id =
                    identifiers.stream()
                            .filter(one -> one.startsWith("GHSA-"))
                            .findFirst()
                            .orElse(null);
        }
        if (id == null) {
            throw place.refuse("an advisory of GitHub must have a GHSA id");
        }
        return id;
    }

    void tell(Place place, Consumer<WorldRecord> says) throws Unreadable {
        if (draft) {
            return;
        }
        String own = id(place);
        says.accept(
                new Advisory(
                        "ghsa",
                        own,
                        identifiers.stream().filter(one -> !one.equals(own)).toList(),
                        List.of(),
                        published,
                        updated,
                        withdrawn,
                        summary != null ? summary : description,
                        List.copyOf(severities),
                        severity,
                        Weaknesses.sorted(cwes),
                        affected));
    }
}
