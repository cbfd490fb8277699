package dev.plumbline.ingest.source.spotbugs;

import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One bug instance.
final class Bug {
    private static final int LONGEST_TEXT = 300;
    private static final Set<String> SECURITY = Set.of("SECURITY", "MALICIOUS_CODE");
    private static final Set<String> SECRETS =
            Set.of("HARD_CODE_PASSWORD", "HARD_CODE_KEY", "DMI_CONSTANT_DB_PASSWORD");

    /// What people may call a bug that is none, in SpotBugs' own words.
    private static final Set<String> SET_ASIDE =
            Set.of("NOT_A_BUG", "BAD_ANALYSIS", "OBSOLETE_CODE", "MOSTLY_HARMLESS");

    private final XmlReader in;
    private final String type;
    private final @Nullable String category;
    private final @Nullable String cwe;
    private final @Nullable Integer rank;
    private final @Nullable Integer priority;
    private final @Nullable String hash;
    private final @Nullable String occurrence;
    private @Nullable String title;
    private @Nullable String path;
    private @Nullable Integer line;
    private boolean primary;
    private @Nullable String otherPath;
    private final StringBuilder place = new StringBuilder();
    private @Nullable String suppressed;

    /// @param in stands on the bug
    Bug(XmlReader in) {
        this.in = in;
        this.type = orEmpty(in.attribute("type"));
        this.category = in.attribute("category");
        this.cwe = Weaknesses.idOf(in.attribute("cweid"));
        this.rank = number(in.attribute("rank"));
        this.priority = number(in.attribute("priority"));
        this.hash = Texts.shortened(in.attribute("instanceHash"), LONGEST_TEXT);
        this.occurrence = Texts.shortened(in.attribute("instanceOccurrenceNum"), 20);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static @Nullable Integer number(@Nullable String digits) {
        return digits == null
                        || digits.isEmpty()
                        || digits.length() > 9
                        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? null
                : Integer.valueOf(digits);
    }

    void read() throws IOException, Unreadable {
        for (String element = in.child(); element != null; element = in.child()) {
            switch (element) {
                case "ShortMessage" -> title = Texts.firstLine(in.text(), LONGEST_TEXT);
                case "SourceLine" -> sourceLine();
                case "Class", "Method", "Field" -> member(element);
                case "UserAnnotation" -> annotation();
                default -> in.skip();
            }
        }
    }

    /// The first line counts, or the one that is marked as the primary one.
    private void sourceLine() throws IOException, Unreadable {
        boolean marked = "true".equals(in.attribute("primary"));
        if (path == null || (marked && !primary)) {
            path = in.attribute("sourcepath");
            line = number(in.attribute("start"));
            primary = marked;
        }
        in.skip();
    }

    /// Class, method and field are where the bug is, whatever its line.
    private void member(String kind) throws IOException, Unreadable {
        if (place.length() < LONGEST_TEXT) {
            place.append(kind)
                    .append(' ')
                    .append(Texts.shortened(in.attribute("classname"), LONGEST_TEXT))
                    .append('.')
                    .append(Texts.shortened(in.attribute("name"), LONGEST_TEXT))
                    .append(Texts.shortened(in.attribute("signature"), LONGEST_TEXT))
                    .append(';');
        }
        for (String inner = in.child(); inner != null; inner = in.child()) {
            if (inner.equals("SourceLine") && otherPath == null) {
                otherPath = in.attribute("sourcepath");
            }
            in.skip();
        }
    }

    private void annotation() throws IOException, Unreadable {
        String designation = orEmpty(in.attribute("designation"));
        String text = Texts.firstLine(in.text(), LONGEST_TEXT);
        if (SET_ASIDE.contains(designation)) {
            suppressed = text == null ? designation : designation + ": " + text;
        }
    }

    boolean isSecurity() {
        return cwe != null || (category != null && SECURITY.contains(category));
    }

    boolean isSecret() {
        return SECRETS.contains(type);
    }

    Found found() {
        return new Found(
                type,
                title == null ? type : title,
                severity(),
                cwe == null ? List.of() : List.of(cwe),
                Paths.normal(path != null ? path : otherPath),
                line,
                isSecret(),
                suppressed,
                null,
                hash == null ? null : hash + ":" + orEmpty(occurrence),
                place.toString());
    }

    /// By SpotBugs' ranks: 1 to 9 are scary, 10 to 14 troubling, 15 to 20 of concern; without one
    /// by its priority.
    private Severity severity() {
        if (rank != null) {
            return rank <= 9 ? Severity.HIGH : rank <= 14 ? Severity.MEDIUM : Severity.LOW;
        }
        return switch (priority == null ? 0 : priority) {
            case 1 -> Severity.HIGH;
            case 2 -> Severity.MEDIUM;
            case 3, 4, 5 -> Severity.LOW;
            default -> Severity.UNKNOWN;
        };
    }
}
