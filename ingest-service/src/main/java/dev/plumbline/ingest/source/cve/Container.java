package dev.plumbline.ingest.source.cve;

import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.Applicability;
import dev.plumbline.ingest.source.CvssVectors;
import dev.plumbline.ingest.source.Descriptions;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one party says in a CVE record: the CNA that published it, or somebody who added to it
/// (ADP).
final class Container {
    private static final int LONGEST_SUMMARY = 300;
    private static final int LONGEST_ID = 200;

    private final Names names;
    private final Applicability applicability;
    @Nullable String publisher;
    @Nullable Instant updated;
    @Nullable String title;
    @Nullable String description;
    @Nullable String rejectedReason;
    @Nullable Instant publicAt;
    @Nullable String severityWord;
    boolean remedy;
    final Set<String> aliases = new LinkedHashSet<>();
    final Set<String> cwes = new LinkedHashSet<>();
    final Set<SeverityVector> severities = new LinkedHashSet<>();
    /// CPEs of which `cpeApplicability` says in which versions they are affected
    final Set<String> applicable = new LinkedHashSet<>();
    final List<AffectedProduct> affected = new ArrayList<>();
    final List<Judgement> judgements = new ArrayList<>();

    private Container(Names names, Applicability applicability) {
        this.names = names;
        this.applicability = applicability;
    }

    /// Reads the container that the walk stands on.
    static Container read(JsonReader in, Names names, Applicability applicability)
            throws IOException, Unreadable {
        Container container = new Container(names, applicability);
        in.eachField(field -> container.field(in, field));
        return container;
    }

    private void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "providerMetadata" -> provider(in);
            case "title" -> title = Texts.firstLine(in.text(), LONGEST_SUMMARY);
            case "descriptions" -> description = Descriptions.english(in, LONGEST_SUMMARY);
            case "rejectedReasons" -> rejectedReason = Descriptions.english(in, LONGEST_SUMMARY);
            case "datePublic" -> publicAt = Moments.instantInUtc(in.text());
            case "source" -> source(in);
            case "problemTypes" -> problems(in);
            case "metrics" -> metrics(in);
            case "affected" -> affected(in);
            case "cpeApplicability" -> {
                Applicability own = new Applicability();
                own.read(in);
                for (CpeRange range : own.ranges()) {
                    applicability.add(range);
                    applicable.add(range.cpe());
                }
            }
            case "solutions", "workarounds" -> {
                boolean some = in.onList() && in.element();
                remedy |= some;
                while (some) {
                    in.skip();
                    some = in.element();
                }
                in.skip();
            }
            default -> in.skip();
        }
    }

    private void provider(JsonReader in) throws IOException, Unreadable {
        in.eachField(
                field -> {
                    switch (field) {
                        case "shortName" -> publisher = Texts.shortened(in.text(), LONGEST_ID);
                        case "dateUpdated" -> updated = Moments.instantInUtc(in.text());
                        default -> in.skip();
                    }
                });
    }

    /// GitHub as a CNA names its advisory here.
    private void source(JsonReader in) throws IOException, Unreadable {
        in.eachField(
                field -> {
                    String advisory =
                            field.equals("advisory")
                                    ? Texts.shortened(in.text(), LONGEST_ID)
                                    : null;
                    in.skip();
                    if (advisory != null && advisory.startsWith("GHSA-")) {
                        WorldRecords.addTo(aliases, advisory, "aliases", in);
                    }
                });
    }

    private void problems(JsonReader in) throws IOException, Unreadable {
        in.eachElement(
                () ->
                        in.eachField(
                                field -> {
                                    if (field.equals("descriptions")) {
                                        in.eachElement(() -> weakness(in));
                                    }
                                    in.skip();
                                }));
    }

    private void weakness(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String named = null;
        String described = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "cweId" -> named = Weaknesses.idOf(in.text());
                case "description" -> described = Weaknesses.named(in.text());
                default -> in.skip();
            }
        }
        String cwe = named == null ? described : named;
        if (cwe != null) {
            WorldRecords.addTo(cwes, cwe, "weaknesses", in);
        }
    }

    private void metrics(JsonReader in) throws IOException, Unreadable {
        in.eachElement(() -> in.eachField(field -> metric(in, field)));
    }

    private void metric(JsonReader in, String field) throws IOException, Unreadable {
        if (field.startsWith("cvss")) {
            CvssVectors.read(in, severities);
        } else if (field.equals("other")) {
            Judgement judgement = Judgement.read(in);
            severityWord =
                    severityWord == null && Severities.ofWord(judgement.word()) != null
                            ? judgement.word()
                            : severityWord;
            judgements.add(judgement);
        } else {
            in.skip();
        }
    }

    private void affected(JsonReader in) throws IOException, Unreadable {
        in.eachElement(
                () -> {
                    AffectedProduct product = AffectedProduct.read(in, names);
                    if (product != null) {
                        product.addTo(applicability);
                        affected.add(product);
                    }
                });
    }

    /// Whether a program can tell which versions of each product are affected.
    boolean bindsVersions() {
        return !applicable.isEmpty()
                || (!affected.isEmpty()
                        && affected.stream().allMatch(AffectedProduct::bindsVersions));
    }
}
