package dev.plumbline.ingest.source.sarif;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One walk over one result.
final class ResultReading {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MESSAGE = 300;

    /// Kinds that report no failure (SARIF 2.1.0, 3.27.9).
    private static final Set<String> NO_FAILURE = Set.of("pass", "notApplicable", "informational");

    private final JsonReader in;
    private @Nullable String ruleId;
    private int ruleIndex = -1;
    private int extension = -1;
    private @Nullable String level;
    private @Nullable String kind;
    private @Nullable String baseline;
    private @Nullable String message;
    private @Nullable String messageId;
    private @Nullable String path;
    private int artifactIndex = -1;
    private @Nullable Integer line;
    private @Nullable String snippet;
    private @Nullable String contextSnippet;
    private @Nullable String logicalName;
    private @Nullable String identity;
    private @Nullable String correlation;
    private final Set<String> cwes = new LinkedHashSet<>();
    private final Properties properties = new Properties();
    private @Nullable String suppressed;

    ResultReading(JsonReader in) {
        this.in = in;
    }

    /// The result, or `null` if it reports no failure or one that is gone.
    @Nullable Result read() throws IOException, Unreadable {
        in.enterObject("a result");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ruleId" -> ruleId = Texts.shortened(in.text(), LONGEST_NAME);
                case "ruleIndex" -> ruleIndex = index(in.wholeNumber());
                case "rule" -> rule();
                case "level" -> level = in.text();
                case "kind" -> kind = in.text();
                case "baselineState" -> baseline = in.text();
                case "message" -> message();
                case "locations" -> locations();
                case "fingerprints" -> {
                    String own = fingerprint();
                    identity = own != null ? own : identity;
                }
                case "partialFingerprints" -> {
                    String partial = fingerprint();
                    identity = identity != null ? identity : partial;
                }
                case "correlationGuid" -> correlation = in.text();
                case "taxa" -> taxa();
                case "suppressions" -> suppressions();
                case "properties" -> properties.read(in);
                default -> in.skip();
            }
        }
        if ((kind != null && NO_FAILURE.contains(kind)) || "absent".equals(baseline)) {
            return null;
        }
        cwes.addAll(properties.cwes());
        String known = identity != null ? identity : correlation;
        return new Result(
                ruleId,
                ruleIndex,
                extension,
                level,
                message,
                messageId,
                path,
                artifactIndex,
                line,
                known,
                place(),
                properties.securitySeverity(),
                properties.severityWord(),
                properties.tags(),
                List.copyOf(cwes),
                logicalName,
                properties.purl() != null ? properties.purl() : PackageUrls.given(logicalName),
                suppressed);
    }

    private static int index(@Nullable Long number) {
        return number == null || number < 0 || number > Integer.MAX_VALUE
                ? -1
                : Math.toIntExact(number);
    }

    private void rule() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> {
                    String id = Texts.shortened(in.text(), LONGEST_NAME);
                    ruleId = ruleId != null ? ruleId : id;
                }
                case "index" -> ruleIndex = index(in.wholeNumber());
                case "toolComponent" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (inner.equals("index")) {
                                extension = index(in.wholeNumber());
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void message() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "text" -> message = Texts.firstLine(in.text(), LONGEST_MESSAGE);
                case "id" -> messageId = in.text();
                default -> in.skip();
            }
        }
    }

    /// The first location is where the result is; the others, where tools put several, are the same
    /// finding.
    private void locations() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        boolean first = true;
        while (in.element()) {
            if (first && in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    switch (field) {
                        case "physicalLocation" -> physicalLocation();
                        case "logicalLocations" -> logicalLocations();
                        default -> in.skip();
                    }
                }
            } else {
                in.skip();
            }
            first = false;
        }
    }

    private void physicalLocation() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "artifactLocation" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            switch (inner) {
                                case "uri" -> path = Paths.normal(in.text());
                                case "index" -> artifactIndex = index(in.wholeNumber());
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "region" -> snippet = region(true);
                case "contextRegion" -> contextSnippet = region(false);
                default -> in.skip();
            }
        }
    }

    /// Reads a region's snippet, and for the region of the result itself its first line.
    private @Nullable String region(boolean own) throws IOException, Unreadable {
        String text = null;
        if (!in.inObject()) {
            return null;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "startLine" -> {
                    Long number = in.wholeNumber();
                    if (own && number != null && number > 0 && number <= Integer.MAX_VALUE) {
                        line = Math.toIntExact(number);
                    }
                }
                case "snippet" -> text = in.textOf("text");
                default -> in.skip();
            }
        }
        return text;
    }

    private void logicalLocations() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("fullyQualifiedName") && logicalName == null) {
                        logicalName = Texts.shortened(in.text(), LONGEST_MESSAGE);
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    /// The tool's fingerprint: GitHub's line hash where it is there, else the first by name, which
    /// is the lowest version of a versioned one and so stays when a tool adds a newer. Column
    /// fingerprints move with edits.
    private @Nullable String fingerprint() throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        TreeMap<String, String> found = new TreeMap<>();
        for (String field = in.field(); field != null; field = in.field()) {
            String value = Texts.shortened(in.text(), 1_000);
            if (value != null && !field.contains("StartColumn")) {
                found.put(field, value);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        String lineHash = found.get("primaryLocationLineHash");
        Map.Entry<String, String> first = found.firstEntry();
        return lineHash != null ? lineHash : first.getKey() + "=" + first.getValue();
    }

    private void taxa() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            String id = null;
            boolean cwe = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "id" -> id = in.text();
                    case "toolComponent" -> {
                        if (in.inObject()) {
                            for (String inner = in.field(); inner != null; inner = in.field()) {
                                if (inner.equals("name")) {
                                    cwe = "CWE".equalsIgnoreCase(in.text());
                                } else {
                                    in.skip();
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            String named = cwe ? Weaknesses.idOf(id) : Weaknesses.named(id);
            if (named != null) {
                cwes.add(named);
            }
        }
    }

    /// A result is set aside if it has suppressions and none of them is still asked for or turned
    /// down (SARIF 2.1.0, 3.27.23).
    private void suppressions() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        String reason = null;
        boolean open = false;
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            String justification = null;
            String how = "suppressed";
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "justification" ->
                            justification = Texts.firstLine(in.text(), LONGEST_MESSAGE);
                    case "kind" -> {
                        String word = Texts.shortened(in.text(), 40);
                        how = word == null ? how : word;
                    }
                    case "status" -> {
                        String status = in.text();
                        open |= "underReview".equals(status) || "rejected".equals(status);
                    }
                    default -> in.skip();
                }
            }
            if (reason == null) {
                reason = justification != null ? justification : how;
            }
        }
        suppressed = open ? null : reason;
    }

    /// What stays the same when lines are inserted above: the code itself, else the name of what it
    /// is in, else the message without its numbers.
    private String place() {
        if (snippet != null && !snippet.isBlank()) {
            return "code " + Texts.squeezed(snippet);
        }
        if (logicalName != null) {
            return "in " + logicalName;
        }
        if (contextSnippet != null && !contextSnippet.isBlank()) {
            return "near " + Texts.squeezed(contextSnippet);
        }
        return "says " + Texts.withoutNumbers(message == null ? "" : message);
    }
}
