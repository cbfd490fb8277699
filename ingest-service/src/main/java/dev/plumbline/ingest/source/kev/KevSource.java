package dev.plumbline.ingest.source.kev;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the KEV catalogue.
///
/// An entry without a CVE or a date is refused with its place: half a catalogue would look like a
/// whole one.
public final class KevSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "kev",
                    "CISA KEV catalogue, JSON",
                    Speaks.OF_THE_WORLD,
                    "Each CVE with the day it was added, the day it is due, ransomware use, name and CWEs.",
                    "Vendor, product, notes.",
                    "An entry without a CVE or a date: half a catalogue would look like a whole one.",
                    "catalogue.json");
    private static final int LONGEST_NAME = 300;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && (json.has("catalogVersion")
                        || json.has("vulnerabilities.cveID")
                        || (json.has("dateReleased") && json.has("vulnerabilities")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, KevSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a KEV catalogue");
        List<KevEntry> entries = new ArrayList<>();
        String version = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "catalogVersion" -> version = Texts.shortened(in.scalarText(), 40);
                case "vulnerabilities" -> {
                    in.enterList("vulnerabilities");
                    while (in.element()) {
                        entries.add(entry(in));
                    }
                }
                default -> in.skip();
            }
        }
        if (entries.isEmpty()) {
            throw in.refuse("the catalogue lists no vulnerability");
        }
        return WorldDocument.of(
                version == null ? "KEV JSON" : "KEV JSON " + version,
                null,
                Map.of("vulnerabilities", (long) entries.size()),
                entries);
    }

    private static KevEntry entry(JsonReader in) throws IOException, Unreadable {
        in.enterObject("an entry of the catalogue");
        Place place = in.place();
        String cve = null;
        LocalDate added = null;
        LocalDate due = null;
        boolean ransomware = false;
        String name = null;
        List<String> cwes = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "cveID" -> cve = cve(in.text());
                case "dateAdded" -> added = Moments.date(in.text());
                case "dueDate" -> due = Moments.date(in.text());
                case "knownRansomwareCampaignUse" ->
                        ransomware = "known".equalsIgnoreCase(in.text());
                case "vulnerabilityName" -> name = Texts.shortened(in.text(), LONGEST_NAME);
                case "cwes" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            String cwe = Weaknesses.idOf(in.text());
                            if (cwe != null) {
                                WorldRecords.addTo(cwes, cwe, "weaknesses", in);
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (cve == null) {
            throw place.refuse("an entry must name a CVE in cveID");
        }
        if (added == null) {
            throw place.refuse("an entry must say in dateAdded on which day it was added");
        }
        return new KevEntry(cve, added, due, ransomware, name, Weaknesses.sorted(cwes), null);
    }

    private static @Nullable String cve(@Nullable String text) {
        String bare = Texts.shortened(text, 40);
        if (bare == null || !bare.toUpperCase(Locale.ROOT).startsWith("CVE-")) {
            return null;
        }
        return bare.toUpperCase(Locale.ROOT);
    }
}
