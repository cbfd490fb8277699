package dev.plumbline.ingest.source.cve;

import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.Applicability;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One record of the CVE list, for either of those who may send it.
///
/// To the world it is an advisory of all that the CNA and others say, with the judgements by SSVC
/// and the entry of KEV that stand in it. As the maker's own record only the CNA's words count:
/// nobody earns credit for what others added.
final class CveRecord {
    private static final String SOURCE = "cve";
    private static final int LONGEST_ID = 200;
    private static final int MOST_IDENTIFIERS = 1_000;

    private final String id;
    private final RecordState state;
    private final @Nullable String assigner;
    private final @Nullable Instant published;
    private final @Nullable Instant updated;
    private final @Nullable Instant rejected;
    private final Container cna;
    private final List<Container> others;
    private final Applicability applicability;

    private CveRecord(
            Metadata metadata,
            String id,
            RecordState state,
            Container cna,
            List<Container> others,
            Applicability applicability) {
        this.id = id;
        this.state = state;
        this.assigner = metadata.assigner;
        this.published = metadata.published;
        this.updated = metadata.updated != null ? metadata.updated : cna.updated;
        this.rejected =
                Stream.of(metadata.rejected, this.updated, metadata.published, metadata.reserved)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(Instant.EPOCH);
        this.cna = cna;
        this.others = others;
        this.applicability = applicability;
    }

    private static final class Metadata {
        @Nullable String id;
        @Nullable String state;
        @Nullable String assigner;
        @Nullable Instant reserved;
        @Nullable Instant published;
        @Nullable Instant updated;
        @Nullable Instant rejected;

        void read(JsonReader in) throws IOException, Unreadable {
            if (!in.inObject()) {
                return;
            }
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "cveId" -> id = Texts.shortened(in.text(), LONGEST_ID);
                    case "state" -> state = Texts.shortened(in.text(), LONGEST_ID);
                    case "assignerShortName" -> assigner = Texts.shortened(in.text(), LONGEST_ID);
                    case "dateReserved" -> reserved = Moments.instantInUtc(in.text());
                    case "datePublished" -> published = Moments.instantInUtc(in.text());
                    case "dateUpdated" -> updated = Moments.instantInUtc(in.text());
                    case "dateRejected" -> rejected = Moments.instantInUtc(in.text());
                    default -> in.skip();
                }
            }
        }
    }

    /// Reads the record that the walk stands on; `null` if the CVE is only reserved, which says
    /// nothing yet.
    static @Nullable CveRecord read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a CVE record");
        Place place = in.place();
        Metadata metadata = new Metadata();
        Names names = new Names();
        Applicability applicability = new Applicability();
        Container cna = null;
        List<Container> others = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "dataVersion" -> {
                    String version = Texts.shortened(in.scalarText(), LONGEST_ID);
                    if (version != null && !version.startsWith("5.")) {
                        throw in.refuse("CVE records are read in version 5, not " + version);
                    }
                }
                case "cveMetadata" -> metadata.read(in);
                case "containers" -> {
                    if (!in.inObject()) {
                        continue;
                    }
                    for (String name = in.field(); name != null; name = in.field()) {
                        if (name.equals("cna")) {
                            cna = Container.read(in, names, applicability);
                        } else if (name.equals("adp") && in.inList()) {
                            while (in.element()) {
                                others.add(Container.read(in, names, applicability));
                            }
                        } else {
                            in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        String id = metadata.id;
        if (id == null || !id.toUpperCase(Locale.ROOT).startsWith("CVE-")) {
            throw place.refuse("a CVE record must name its CVE in cveMetadata.cveId");
        }
        if ("RESERVED".equals(metadata.state)) {
            return null;
        }
        if (cna == null) {
            throw place.refuse("a CVE record must have the words of its CNA in containers.cna");
        }
        return new CveRecord(
                metadata,
                id.toUpperCase(Locale.ROOT),
                "REJECTED".equals(metadata.state) ? RecordState.REJECTED : RecordState.PUBLISHED,
                cna,
                others,
                applicability);
    }

    private Stream<Container> all() {
        return Stream.concat(Stream.of(cna), others.stream());
    }

    void toWorld(Consumer<WorldRecord> says) {
        says.accept(advisory());
        for (Container container : others) {
            for (Judgement judgement : container.judgements) {
                judgement.asSsvc(id, decidedBy(container)).forEach(says);
                judgement.asKev(id).forEach(says);
            }
        }
    }

    private Instant decidedBy(Container container) {
        return Stream.of(container.updated, updated, published)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private Advisory advisory() {
        Set<SeverityVector> severities = new LinkedHashSet<>();
        List<String> cwes = new ArrayList<>();
        all().forEach(
                        container -> {
                            severities.addAll(container.severities);
                            cwes.addAll(container.cwes);
                        });
        List<AffectedPackage> affected =
                all().flatMap(container -> container.affected.stream())
                        .map(AffectedProduct::asPackage)
                        .filter(Objects::nonNull)
                        .toList();
        return new Advisory(
                SOURCE,
                id,
                List.copyOf(cna.aliases),
                List.of(),
                published,
                updated,
                state == RecordState.REJECTED ? rejected : null,
                summary(),
                List.copyOf(severities),
                cna.severityWord,
                Weaknesses.sorted(cwes),
                affected,
                applicability.ranges());
    }

    private @Nullable String summary() {
        return Stream.of(cna.title, cna.description, cna.rejectedReason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    MakerRecord ofMaker() {
        List<String> purls =
                cna.affected.stream()
                        .map(AffectedProduct::purl)
                        .filter(Objects::nonNull)
                        .distinct()
                        .limit(MOST_IDENTIFIERS)
                        .toList();
        List<String> cpes =
                Stream.concat(
                                cna.affected.stream().flatMap(product -> product.cpes().stream()),
                                cna.applicable.stream())
                        .distinct()
                        .limit(MOST_IDENTIFIERS)
                        .toList();
        return new MakerRecord(
                RecordKind.CVE_RECORD,
                state,
                id,
                List.copyOf(cna.aliases),
                List.of(id),
                assigner != null ? assigner : cna.publisher,
                summary(),
                published,
                state == RecordState.REJECTED ? rejected : updated,
                cna.publicAt,
                Weaknesses.sorted(cna.cwes),
                List.copyOf(cna.severities),
                cna.bindsVersions(),
                cna.remedy || cna.affected.stream().anyMatch(AffectedProduct::namesAFix),
                cpes,
                purls);
    }
}
