package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One walk over one SPDX 2 document as tags and values (SPDX 2.3, clause 4.4): a line is a tag
/// with its value or a comment; a value in `<text>` may run over many lines.
///
/// `PackageName`, `FileName`, `SnippetSPDXID` and `LicenseID` each start something new, to which
/// the tags after it belong.
final class TagValueReading {
    /// Remarks longer than this are read to here.
    private static final int LONGEST_TEXT = 64 * 1024;

    private static final String TEXT = "<text>";
    private static final String END_OF_TEXT = "</text>";

    private enum Within {
        DOCUMENT,
        PACKAGE,
        FILE,
        OTHER
    }

    private final TextLines in;
    private final DocumentReading document;
    private Within within = Within.DOCUMENT;
    private @Nullable PackageEntry entry;

    TagValueReading(TextLines in) {
        this.in = in;
        this.document = new DocumentReading("tag-value", in::refuse);
    }

    ParsedDocument read() throws IOException, Unreadable {
        while (in.next()) {
            int start = in.start();
            if (start == in.end() || in.at(start) == '#') {
                continue;
            }
            int colon = in.find(':', start);
            if (colon < 0 || !isTag(start, colon)) {
                throw in.refuse("a line must be a tag with a value, a comment or inside <text>");
            }
            tag(in.text(start, colon), colon + 1);
        }
        finishPackage();
        return document.result();
    }

    private boolean isTag(int start, int colon) {
        if (colon == start) {
            return false;
        }
        for (int i = start; i < colon; i++) {
            char c = in.at(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
                return false;
            }
        }
        return true;
    }

    private void tag(String tag, int value) throws IOException, Unreadable {
        switch (tag) {
            case "SPDXVersion" -> document.version(value(value));
            case "SPDXID" -> id(value(value));
            case "DocumentNamespace" -> document.namespace(value(value));
            case "DocumentComment", "CreatorComment" -> document.bill().remark(value(value));
            case "Creator" -> document.bill().creator(value(value));
            case "Created" -> document.created(value(value));
            case "Relationship" -> relationship(value(value));
            case "PackageName" -> {
                finishPackage();
                within = Within.PACKAGE;
                PackageEntry started = document.entry(new Place(in.line(), 1));
                started.name(Objects.requireNonNullElse(value(value), ""));
                entry = started;
            }
            case "FileName" -> start(Within.FILE, value);
            case "SnippetSPDXID", "SnippetSPDXIdentifier", "LicenseID" ->
                    start(Within.OTHER, value);
            default -> {
                PackageEntry open = entry;
                if (open != null && within == Within.PACKAGE) {
                    packageTag(open, tag, value);
                } else {
                    pass(value);
                }
            }
        }
    }

    private void start(Within started, int value) throws IOException, Unreadable {
        finishPackage();
        within = started;
        pass(value);
    }

    private void finishPackage() throws Unreadable {
        if (entry != null) {
            document.bill().add(entry.listed());
            entry = null;
        }
    }

    private void packageTag(PackageEntry open, String tag, int value)
            throws IOException, Unreadable {
        switch (tag) {
            case "PackageVersion" -> open.version(value(value));
            case "PackageSupplier" -> open.supplier(value(value));
            case "PackageOriginator" -> open.originator(value(value));
            case "PackageLicenseConcluded" -> open.concluded(value(value));
            case "PackageLicenseDeclared" -> open.declared(value(value));
            case "PrimaryPackagePurpose" -> open.purpose(value(value));
            case "PackageChecksum" -> checksum(open, value(value));
            case "ExternalRef" -> external(open, value(value));
            default -> pass(value);
        }
    }

    private void id(@Nullable String id) {
        long ref = id == null ? 0 : JsonReader.hashOf(id);
        switch (within) {
            case DOCUMENT -> document.id(id);
            case PACKAGE -> {
                if (entry != null) {
                    entry.ref(ref);
                }
            }
            case FILE -> document.bill().file(ref);
            case OTHER -> {}
        }
    }

    private static void checksum(PackageEntry open, @Nullable String said) {
        int colon = said == null ? -1 : said.indexOf(':');
        if (said != null && colon > 0) {
            open.checksum(said.substring(0, colon).strip(), said.substring(colon + 1).strip());
        }
    }

    /// `category type locator`; the locator alone may hold blanks.
    private static void external(PackageEntry open, @Nullable String said) {
        String[] parts = said == null ? new String[0] : said.split("\\s+", 3);
        if (parts.length == 3) {
            open.external(parts[1], parts[2]);
        }
    }

    private void relationship(@Nullable String said) throws Unreadable {
        if (said == null) {
            return;
        }
        int first = blank(said, 0);
        int second = first < 0 ? -1 : blank(said, word(said, first));
        if (second > 0) {
            document.relationship(
                    JsonReader.hashOf(said.substring(0, first)),
                    said.substring(word(said, first), second),
                    JsonReader.hashOf(said.substring(word(said, second))));
        }
    }

    private static int blank(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return i;
            }
        }
        return -1;
    }

    private static int word(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /// The value that starts at an index of the current line; `null` if it is empty. Leaves the
    /// walk on the value's last line.
    private @Nullable String value(int from) throws IOException, Unreadable {
        int start = blanksFrom(from);
        if (!in.startsWith(TEXT, start)) {
            return cleaned(in.text(start, in.end()));
        }
        int opened = in.line();
        int at = start + TEXT.length();
        int end = in.find(END_OF_TEXT, at);
        if (end >= 0) {
            return cleaned(in.text(at, end));
        }
        StringBuilder text = new StringBuilder(in.text(at, in.end()));
        while (nextOf(opened)) {
            end = in.find(END_OF_TEXT, in.start());
            if (text.length() < LONGEST_TEXT) {
                text.append('\n').append(in.text(in.start(), end < 0 ? in.end() : end));
            }
            if (end >= 0) {
                break;
            }
        }
        return cleaned(text.toString());
    }

    /// Passes over the value that starts at an index of the current line.
    private void pass(int from) throws IOException, Unreadable {
        int start = blanksFrom(from);
        if (!in.startsWith(TEXT, start)) {
            return;
        }
        int opened = in.line();
        boolean closed = in.find(END_OF_TEXT, start) >= 0;
        while (!closed && nextOf(opened)) {
            closed = in.find(END_OF_TEXT, in.start()) >= 0;
        }
    }

    private int blanksFrom(int from) {
        int at = from;
        while (at < in.end() && in.at(at) <= ' ') {
            at++;
        }
        return at;
    }

    private boolean nextOf(int opened) throws IOException, Unreadable {
        if (in.next()) {
            return true;
        }
        throw new Place(opened, 1).refuse("the <text> that starts here has no </text>");
    }

    private static @Nullable String cleaned(String text) {
        return Texts.shortened(JsonReader.clean(text), LONGEST_TEXT);
    }
}
