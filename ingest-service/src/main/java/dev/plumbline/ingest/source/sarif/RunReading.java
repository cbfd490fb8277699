package dev.plumbline.ingest.source.sarif;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one run.
final class RunReading {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SCOPE = 300;
    private static final int LONGEST_TITLE = 300;
    private static final int MOST_IDS = 20;

    private final JsonReader in;
    private @Nullable String tool;
    private @Nullable String version;
    private @Nullable List<Rule> rules;
    private final List<List<Rule>> extensions = new ArrayList<>();
    private @Nullable String category;
    private @Nullable String target;
    private final List<String> artifacts = new ArrayList<>();
    private @Nullable Long codeLines;
    private boolean failed;
    private boolean reported;
    private final List<Result> results = new ArrayList<>();

    RunReading(JsonReader in) {
        this.in = in;
    }

    Run read() throws IOException, Unreadable {
        in.enterObject("a run");
        JsonReader.Place place = in.place();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "tool" -> tool();
                case "results" -> results();
                case "artifacts" -> artifacts();
                case "invocations" -> invocations();
                case "automationDetails" -> automationDetails();
                case "versionControlProvenance" -> repository();
                case "properties" -> properties();
                case "externalPropertyFileReferences" -> externalised();
                default -> in.skip();
            }
        }
        if (tool == null) {
            throw place.refuse("a run must name its tool in tool.driver.name");
        }
        String scope = category != null ? category : target != null ? target : "";
        return new Run(
                tool,
                version,
                rules,
                extensions,
                scope,
                artifacts,
                codeLines,
                reported && !failed,
                results);
    }

    /// Results that lie in another file are not here: what the run holds is not all that it found.
    private void externalised() throws IOException, Unreadable {
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                failed |= field.equals("results");
                in.skip();
            }
        }
    }

    private void tool() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "driver" -> driver();
                case "extensions" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            extension();
                        }
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void driver() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String semantic = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> tool = Texts.shortened(in.text(), LONGEST_NAME);
                case "version" -> version = Texts.shortened(in.text(), LONGEST_NAME);
                case "semanticVersion" -> semantic = Texts.shortened(in.text(), LONGEST_NAME);
                case "rules" -> rules = ruleList();
                default -> in.skip();
            }
        }
        version = version != null ? version : semantic;
    }

    private void extension() throws IOException, Unreadable {
        List<Rule> own = List.of();
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("rules")) {
                    own = ruleList();
                } else {
                    in.skip();
                }
            }
        }
        extensions.add(own);
    }

    private List<Rule> ruleList() throws IOException, Unreadable {
        List<Rule> list = new ArrayList<>();
        if (in.inList()) {
            while (in.element()) {
                list.add(rule());
            }
        }
        return list;
    }

    private Rule rule() throws IOException, Unreadable {
        in.enterObject("a rule");
        String id = "";
        String name = null;
        String title = null;
        String level = null;
        Properties properties = new Properties();
        Set<String> cwes = new LinkedHashSet<>();
        Map<String, String> messages = Map.of();
        List<String> otherIds = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = text(in.text(), LONGEST_NAME);
                case "name" -> name = Texts.shortened(in.text(), LONGEST_NAME);
                case "shortDescription" ->
                        title = Texts.firstLine(message(null).text(), LONGEST_TITLE);
                case "fullDescription" -> {
                    String text = Texts.firstLine(message(null).text(), LONGEST_TITLE);
                    int end = text == null || !text.startsWith("(") ? -1 : text.indexOf(')');
                    if (text != null && end > 0) {
                        otherIds.add(text.substring(1, end));
                    }
                }
                case "deprecatedIds" -> otherIds.addAll(in.texts(MOST_IDS, LONGEST_NAME));
                case "defaultConfiguration" -> level = level();
                case "properties" -> properties.read(in);
                case "relationships" -> relationships(cwes);
                case "helpUri" -> addCwe(cwes, Weaknesses.named(in.text()));
                case "messageStrings" -> messages = messages();
                default -> in.skip();
            }
        }
        cwes.addAll(properties.cwes());
        return new Rule(
                id,
                name,
                title,
                level,
                properties.securitySeverity(),
                properties.severityWord(),
                properties.tags(),
                List.copyOf(cwes),
                messages,
                List.copyOf(otherIds),
                properties.purl());
    }

    private static String text(@Nullable String text, int most) {
        String shortened = Texts.shortened(text, most);
        return shortened == null ? "" : shortened;
    }

    private static void addCwe(Set<String> cwes, @Nullable String cwe) {
        if (cwe != null) {
            cwes.add(cwe);
        }
    }

    private @Nullable String level() throws IOException, Unreadable {
        String level = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("level")) {
                    level = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return level;
    }

    private Map<String, String> messages() throws IOException, Unreadable {
        Map<String, String> messages = new HashMap<>();
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                String text = Texts.firstLine(message(null).text(), LONGEST_TITLE);
                if (text != null) {
                    messages.put(field, text);
                }
            }
        }
        return messages;
    }

    private record Message(@Nullable String text, @Nullable String id) {}

    /// Reads a message object; `otherwise` is kept where it has no text of its own.
    private Message message(@Nullable String otherwise) throws IOException, Unreadable {
        String text = otherwise;
        String markdown = null;
        String id = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "text" -> text = in.text();
                    case "markdown" -> markdown = in.text();
                    case "id" -> id = in.text();
                    default -> in.skip();
                }
            }
        }
        return new Message(text != null ? text : markdown, id);
    }

    /// Relationships and taxa name weaknesses where the taxonomy is CWE.
    private void relationships(Set<String> cwes) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("target")) {
                        taxon(cwes);
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    private void taxon(Set<String> cwes) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String id = null;
        String taxonomy = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.text();
                case "toolComponent" -> taxonomy = in.textOf("name");
                default -> in.skip();
            }
        }
        boolean cwe = taxonomy != null && taxonomy.toUpperCase(Locale.ROOT).startsWith("CWE");
        addCwe(cwes, cwe ? Weaknesses.idOf(id) : Weaknesses.named(id));
    }

    private void results() throws IOException, Unreadable {
        if (in.onNull()) {
            return;
        }
        in.enterList("results");
        reported = true;
        while (in.element()) {
            Result result = new ResultReading(in).read();
            if (result != null) {
                results.add(result);
                if (results.size() > Source.MOST_ITEMS) {
                    throw in.refuse("more than " + Source.MOST_ITEMS + " results");
                }
            }
        }
    }

    private void artifacts() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            String uri = "";
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("location")) {
                        uri = Paths.normal(in.textOf("uri"));
                    } else {
                        in.skip();
                    }
                }
            }
            artifacts.add(uri);
        }
    }

    /// A run whose tool gave up proves nothing, whatever it found until then.
    private void invocations() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("executionSuccessful")) {
                        failed |= in.isFalse();
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    /// The id is a path whose last step names the single run (SARIF 2.1.0, 3.17.3); the rest is the
    /// category.
    private void automationDetails() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("id")) {
                String id = in.text();
                int slash = id == null ? -1 : id.lastIndexOf('/');
                category =
                        slash <= 0 || id == null
                                ? null
                                : Texts.shortened(id.substring(0, slash), LONGEST_SCOPE);
            } else {
                in.skip();
            }
        }
    }

    private void repository() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("repositoryUri") && target == null) {
                        target = Texts.shortened(Paths.withoutUser(in.text()), LONGEST_SCOPE);
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    /// Trivy names the image in the run's properties, CodeQL counts lines there.
    private void properties() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "imageName" -> {
                    String image = Texts.shortened(Paths.withoutTag(in.text()), LONGEST_SCOPE);
                    target = target != null ? target : image;
                }
                case "metricResults" -> metrics();
                default -> in.skip();
            }
        }
    }

    private void metrics() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            boolean lines = false;
            Long value = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "ruleId" -> lines |= isLinesOfCode(in.text());
                    case "rule" -> {
                        if (in.inObject()) {
                            for (String inner = in.field(); inner != null; inner = in.field()) {
                                if (inner.equals("id")) {
                                    lines |= isLinesOfCode(in.text());
                                } else {
                                    in.skip();
                                }
                            }
                        }
                    }
                    case "value" -> value = in.wholeNumber();
                    default -> in.skip();
                }
            }
            if (lines && value != null && value >= 0) {
                codeLines = codeLines == null ? value : codeLines + value;
            }
        }
    }

    private static boolean isLinesOfCode(@Nullable String id) {
        return id != null && id.endsWith("/summary/lines-of-code");
    }
}
