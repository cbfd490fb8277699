package dev.plumbline.ingest.source.nvd;

import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.Applicability;
import dev.plumbline.ingest.source.CvssVectors;
import dev.plumbline.ingest.source.Descriptions;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What NVD says of one CVE.
final class NvdItem {
    private static final String SOURCE = "nvd";
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_SUMMARY = 300;

    private @Nullable String id;
    private boolean rejected;
    private @Nullable Instant published;
    private @Nullable Instant modified;
    private @Nullable String summary;
    private @Nullable LocalDate exploitedSince;
    private @Nullable LocalDate actionDue;
    private @Nullable String exploitedName;
    private final Set<SeverityVector> severities = new LinkedHashSet<>();
    private final List<String> cwes = new ArrayList<>();
    private final Applicability applicability = new Applicability();

    private NvdItem() {}

    /// Reads `cve`, on which the walk stands.
    static void read(JsonReader in, Consumer<WorldRecord> says) throws IOException, Unreadable {
        in.enterObject("cve");
        Place place = in.place();
        NvdItem item = new NvdItem();
        for (String field = in.field(); field != null; field = in.field()) {
            item.field(in, field);
        }
        if (item.id == null || !item.id.startsWith("CVE-")) {
            throw place.refuse("an item of NVD must name its CVE in cve.id");
        }
        item.tell(item.id, says);
    }

    private void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "id" -> {
                String said = Texts.shortened(in.text(), LONGEST_ID);
                id = said == null ? null : said.toUpperCase(Locale.ROOT);
            }
            case "vulnStatus" -> rejected = "Rejected".equalsIgnoreCase(in.text());
            case "published" -> published = Moments.instantInUtc(in.text());
            case "lastModified" -> modified = Moments.instantInUtc(in.text());
            case "descriptions" -> summary = Descriptions.english(in, LONGEST_SUMMARY);
            case "cisaExploitAdd" -> exploitedSince = Moments.date(in.text());
            case "cisaActionDue" -> actionDue = Moments.date(in.text());
            case "cisaVulnerabilityName" ->
                    exploitedName = Texts.shortened(in.text(), LONGEST_SUMMARY);
            case "metrics" -> metrics(in);
            case "weaknesses" -> weaknesses(in);
            case "configurations" -> applicability.read(in);
            default -> in.skip();
        }
    }

    /// Each version of CVSS has a list, each source an entry in it.
    private void metrics(JsonReader in) throws IOException, Unreadable {
        in.eachField(
                version -> {
                    if (version.startsWith("cvssMetric")) {
                        in.eachElement(() -> in.eachField(field -> metric(in, field)));
                    } else {
                        in.skip();
                    }
                });
    }

    private void metric(JsonReader in, String field) throws IOException, Unreadable {
        if (field.equals("cvssData")) {
            CvssVectors.read(in, severities);
        } else {
            in.skip();
        }
    }

    private void weaknesses(JsonReader in) throws IOException, Unreadable {
        in.eachElement(
                () ->
                        in.eachField(
                                field -> {
                                    if (field.equals("description")) {
                                        in.eachElement(() -> weakness(in));
                                    } else {
                                        in.skip();
                                    }
                                }));
    }

    private void weakness(JsonReader in) throws IOException, Unreadable {
        in.eachField(
                field -> {
                    String cwe = field.equals("value") ? Weaknesses.named(in.text()) : null;
                    in.skip();
                    if (cwe != null) {
                        WorldRecords.addTo(cwes, cwe, "weaknesses", in);
                    }
                });
    }

    private void tell(String cve, Consumer<WorldRecord> says) {
        Instant rejectedAt =
                Stream.of(modified, published)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(Instant.EPOCH);
        says.accept(
                new Advisory(
                        SOURCE,
                        cve,
                        List.of(),
                        List.of(),
                        published,
                        modified,
                        rejected ? rejectedAt : null,
                        summary,
                        List.copyOf(severities),
                        null,
                        Weaknesses.sorted(cwes),
                        List.of(),
                        applicability.ranges()));
        if (exploitedSince != null) {
            says.accept(
                    new KevEntry(
                            cve,
                            exploitedSince,
                            actionDue,
                            false,
                            exploitedName,
                            List.of(),
                            SOURCE));
        }
    }
}
