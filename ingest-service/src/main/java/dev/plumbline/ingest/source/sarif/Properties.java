package dev.plumbline.ingest.source.sarif;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The property bag of a rule or result: what tools keep there beyond the standard.
final class Properties {
    private static final int MOST_TAGS = 40;
    private static final int LONGEST_TAG = 120;

    private @Nullable Double securitySeverity;
    private @Nullable String severityWord;
    private @Nullable String purl;
    private final List<String> tags = new ArrayList<>();
    private final Set<String> cwes = new LinkedHashSet<>();

    void read(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "security-severity" -> securitySeverity = Severities.score(in.scalarText());
                case "severity", "issue_severity", "securityRisk", "Severity" ->
                        severityWord = word(in.scalarText());
                case "tags" -> tags(in);
                case "purl", "purls", "packageUrl" -> {
                    List<String> purls = in.texts(1, 2_000);
                    purl = purls.isEmpty() ? purl : PackageUrls.given(purls.getFirst());
                }
                case "cwe", "cwes", "cwe_id", "cweIds", "CWE" -> cwe(in);
                default -> in.skip();
            }
        }
    }

    private static @Nullable String word(@Nullable String text) {
        String bare = Texts.shortened(text, 20);
        return bare == null ? null : bare.toLowerCase(Locale.ROOT);
    }

    private void tags(JsonReader in) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            String tag = Texts.shortened(in.text(), LONGEST_TAG);
            if (tag != null && tags.size() < MOST_TAGS) {
                tags.add(tag.toLowerCase(Locale.ROOT));
                String cwe = Weaknesses.named(tag);
                if (cwe != null) {
                    cwes.add(cwe);
                }
            }
        }
    }

    private void cwe(JsonReader in) throws IOException, Unreadable {
        if (in.onList()) {
            while (in.element()) {
                add(Weaknesses.idOf(in.scalarText()));
            }
        } else {
            add(Weaknesses.idOf(in.scalarText()));
        }
    }

    private void add(@Nullable String cwe) {
        if (cwe != null) {
            cwes.add(cwe);
        }
    }

    @Nullable Double securitySeverity() {
        return securitySeverity;
    }

    @Nullable String severityWord() {
        return severityWord;
    }

    /// Of the component that is spoken of.
    @Nullable String purl() {
        return purl;
    }

    /// In lower case.
    List<String> tags() {
        return List.copyOf(tags);
    }

    List<String> cwes() {
        return List.copyOf(cwes);
    }
}
