package dev.plumbline.ingest.source.nuclei;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One result: a template that matched, or, where the sender asked for it, did not.
final class Match {
    private static final int LONGEST_ID = 100;

    private @Nullable String template;
    private @Nullable String file;
    private @Nullable String matcher;
    private @Nullable String extractor;
    private @Nullable String title;
    private @Nullable String severity;
    private @Nullable String host;
    private @Nullable String url;
    private @Nullable String matchedAt;
    private boolean missed;
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> cves = new LinkedHashSet<>();
    private final Set<String> cwes = new LinkedHashSet<>();

    static Match read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a result");
        Place place = in.place();
        Match match = new Match();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "template-id", "templateID" -> match.template = in.text();
                case "template", "template-path" -> {
                    String said = in.text();
                    match.file = match.file == null ? said : match.file;
                }
                case "matcher-name", "matcher_name" -> match.matcher = in.text();
                case "extractor-name", "extractor_name" -> match.extractor = in.text();
                case "host" -> match.host = in.text();
                case "url" -> match.url = in.text();
                case "matched-at", "matched" -> match.matchedAt = in.text();
                case "matcher-status", "matcher_status" -> match.missed = in.isFalse();
                case "info" -> match.info(in);
                default -> in.skip();
            }
        }
        if (match.template == null) {
            throw place.refuse("a result must name its template in template-id");
        }
        return match;
    }

    private void info(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> title = in.text();
                case "severity" -> severity = in.text();
                case "tags" -> words(in, tags);
                case "classification" -> {
                    if (in.inObject()) {
                        classification(in);
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void classification(JsonReader in) throws IOException, Unreadable {
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "cve-id" -> words(in, cves);
                case "cwe-id" -> words(in, cwes);
                default -> in.skip();
            }
        }
    }

    /// A list of words, or one text of words between commas.
    private static void words(JsonReader in, Collection<String> words)
            throws IOException, Unreadable {
        if (in.onString()) {
            split(in.text(), words);
        } else if (in.inList()) {
            while (in.element()) {
                split(in.text(), words);
            }
        }
    }

    private static void split(@Nullable String text, Collection<String> words) {
        if (text == null) {
            return;
        }
        for (String word : text.split(",", Source.MOST_ITEMS)) {
            String bare = Texts.shortened(word, LONGEST_ID);
            if (bare != null && words.size() < 100) {
                words.add(bare.toLowerCase(Locale.ROOT));
            }
        }
    }

    void report(ScanCollector scans) {
        Gathering scan =
                scans.scan("Nuclei", Targets.site(url != null ? url : host))
                        .kinds(List.of(ScanKind.DAST));
        if (missed || "info".equalsIgnoreCase(severity)) {
            scans.other();
            return;
        }
        String name = template == null ? "" : template;
        Severity said = Severities.ofWord(severity);
        String which = matcher != null ? matcher : extractor == null ? "" : extractor;
        String called = title == null ? name : title;
        List<String> ids =
                cves.stream()
                        .map(id -> id.toUpperCase(Locale.ROOT))
                        .filter(id -> id.startsWith("CVE-"))
                        .toList();
        scan.add(
                new Found(
                        name,
                        which.isEmpty() ? called : called + " (" + which + ")",
                        said == null ? Severity.UNKNOWN : said,
                        cwes.stream().map(Weaknesses::idOf).filter(id -> id != null).toList(),
                        Targets.page(matchedAt != null ? matchedAt : host),
                        null,
                        credential(),
                        null,
                        ids.isEmpty() ? null : new KnownFlaw(ids, null, null),
                        which,
                        which));
    }

    /// Whether the template looks for credentials that lie in the open.
    private boolean credential() {
        return (file != null && (file.contains("exposures/tokens/") || file.contains("file/keys/")))
                || (tags.contains("exposure") && (tags.contains("token") || tags.contains("keys")));
    }
}
