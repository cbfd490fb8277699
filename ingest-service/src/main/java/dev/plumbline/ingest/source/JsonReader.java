package dev.plumbline.ingest.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/// A walk over one JSON document, token by token, that never holds more of it than the current one.
///
/// After [#field()] or [#element()] the walk stands *on* the value: a scalar is then already
/// consumed, an object or list must be entered ([#inObject()], [#inList()]) or passed over
/// ([#skip()], which does nothing on scalars). Strings that are kept go through [#text()], which
/// makes them fit for PostgreSQL and UTF-8: NUL and lone surrogates become U+FFFD.
public final class JsonReader implements AutoCloseable {
    /// Deeper than any honest document (66 levels were seen), shallow enough for the stack.
    static final int MAX_DEPTH = 400;

    private static final int MAX_STRING = 32 * 1024 * 1024;
    private static final int MAX_NUMBER = 1_000;
    private static final int MAX_NAME = 50_000;

    /// Advice to programmers that Jackson adds to what is wrong: which of its settings would allow
    /// it.
    private static final Pattern ADVICE =
            Pattern.compile(
                    "[:;,]?\\s*\\(?(?:(?:consider )?[Ee]nabl(?:e|ing) `[^`]*`|not recognized as one since Feature).*");

    /// How Jackson says that it shows no piece of the source.
    private static final String SOURCE_WITHHELD =
            "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";

    private static final char REPLACEMENT = '\uFFFD';
    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .build();
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(CONSTRAINTS)
                    .build();
    private static final YAMLFactory YAML =
            YAMLFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(CONSTRAINTS)
                    .loaderOptions(loaderOptions())
                    .build();
    private static final CsvFactory CSV =
            CsvFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                    .streamReadConstraints(CONSTRAINTS)
                    .build();

    /// Characters of texts that a document may have where all that is read of it is held.
    private static final long MOST_TEXT = 96_000_000;

    /// Longer texts are shortened by whoever keeps them.
    private static final int MOST_OF_ONE = 2_000;

    private final JsonParser json;
    private final String language;
    private long textLeft = Long.MAX_VALUE;

    /// Whether not even the encoding could be told.
    private boolean brokenFromTheStart;

    private JsonReader(JsonParser json, String language) {
        this.json = json;
        this.language = language;
    }

    private static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(MAX_DEPTH);
        return options;
    }

    /// What reads a document with a reader that stands on its first token.
    @FunctionalInterface
    public interface Reading {
        ParsedDocument read(JsonReader in) throws IOException, Unreadable;
    }

    /// Reads a document that is exactly one JSON value.
    public static ParseResult parse(Content content, Reading reading) throws IOException {
        return parse(open(content), reading);
    }

    /// Reads a YAML document as if it were JSON. Aliases are not followed: they read as texts.
    public static ParseResult parseYaml(Content content, Reading reading) throws IOException {
        return parse(
                with(content.open(), bytes -> new JsonReader(YAML.createParser(bytes), "YAML")),
                reading);
    }

    /// A table of comma-separated values; [#nextDocument()] steps onto each row, which is a list of
    /// texts.
    public static JsonReader ofCsv(InputStream bytes) throws IOException {
        return ofCsv(bytes, ',');
    }

    /// The same with another character between the values.
    public static JsonReader ofCsv(InputStream bytes, char separator) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        return with(
                bytes,
                stream -> {
                    JsonParser rows = CSV.createParser(stream);
                    rows.setSchema(schema);
                    return new JsonReader(rows, "CSV");
                });
    }

    private static ParseResult parse(JsonReader reader, Reading reading) throws IOException {
        try (JsonReader in = reader) {
            in.textLeft = MOST_TEXT;
            if (!in.nextDocument()) {
                return new ParseResult.Malformed(1, 1, "the document is empty");
            }
            ParsedDocument document = reading.read(in);
            if (in.nextDocument()) {
                throw in.refuse("something follows the end of the document");
            }
            return new ParseResult.Parsed(document);
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    public static JsonReader open(Content content) throws IOException {
        return of(content.open());
    }

    /// Reads from a stream and closes it in the end. Encodings are told apart by Jackson (UTF-8,
    /// 16, 32, with or without a byte-order mark).
    public static JsonReader of(InputStream bytes) throws IOException {
        return with(bytes, stream -> new JsonReader(FACTORY.createParser(stream), "JSON"));
    }

    @FunctionalInterface
    private interface Opener {
        JsonReader open(InputStream bytes) throws IOException;
    }

    private static JsonReader with(InputStream bytes, Opener opener) throws IOException {
        try {
            return opener.open(bytes);
        } catch (CharConversionException e) {
            // told when the first token is asked for, as every other breakage is
            bytes.close();
            JsonReader broken = of(new byte[0]);
            broken.brokenFromTheStart = true;
            return broken;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    static JsonReader of(byte[] prefix) throws IOException {
        return new JsonReader(FACTORY.createParser(prefix), "JSON");
    }

    /// Steps onto the next top-level value; `false` at the end of the bytes.
    public boolean nextDocument() throws IOException, Unreadable {
        if (brokenFromTheStart) {
            throw new Unreadable(1, 1, "broken character encoding");
        }
        return nextToken() != null;
    }

    /// Steps onto the value of the object's next field and returns the field's name; `null` at the
    /// object's end.
    public @Nullable String field() throws IOException, Unreadable {
        try {
            String name = json.nextFieldName();
            if (name != null) {
                json.nextToken();
            }
            return name;
        } catch (JacksonException | CharConversionException e) {
            throw unreadable(e);
        }
    }

    /// Steps onto the next element of the list; `false` at the list's end.
    public boolean element() throws IOException, Unreadable {
        JsonToken token = nextToken();
        return token != null && token != JsonToken.END_ARRAY;
    }

    private @Nullable JsonToken nextToken() throws IOException, Unreadable {
        try {
            return json.nextToken();
        } catch (JacksonException | CharConversionException e) {
            throw unreadable(e);
        }
    }

    /// Passes over the rest of the current object or list; on a scalar it does nothing.
    public void skip() throws IOException, Unreadable {
        try {
            json.skipChildren();
        } catch (JacksonException | CharConversionException e) {
            throw unreadable(e);
        }
    }

    /// Passes over the current value and says which bytes of the document it is.
    public Span span() throws IOException, Unreadable {
        long from = json.currentTokenLocation().getByteOffset();
        skip();
        long to = json.currentLocation().getByteOffset();
        if (from < 0 || to < from) {
            throw refuse("a document with another one inside must be UTF-8");
        }
        return new Span(from, to);
    }

    /// A piece of a document.
    ///
    /// @param from its first byte
    /// @param to the byte after its last
    public record Span(long from, long to) {
        /// The piece as a document of its own.
        public Content of(Content document) {
            return () -> {
                InputStream bytes = document.open();
                try {
                    bytes.skipNBytes(from);
                } catch (IOException e) {
                    bytes.close();
                    throw e;
                }
                return new Limited(bytes, to - from);
            };
        }
    }

    /// The first bytes of a stream.
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream bytes, long left) {
            super(bytes);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int one = left > 0 ? super.read() : -1;
            left -= one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return length == 0 ? 0 : -1;
            }
            int read = super.read(buffer, offset, Math.toIntExact(Math.min(length, left)));
            left -= Math.max(read, 0);
            return read;
        }
    }

    /// Whether the walk stands on an object, entering it; anything else is passed over.
    public boolean inObject() throws IOException, Unreadable {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        skip();
        return false;
    }

    /// Whether the walk stands on a list, entering it; anything else is passed over.
    public boolean inList() throws IOException, Unreadable {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            return true;
        }
        skip();
        return false;
    }

    /// What is done with a field while the walk stands on its value.
    @FunctionalInterface
    public interface FieldReading {
        void read(String field) throws IOException, Unreadable;
    }

    /// What is done with an element while the walk stands on it.
    @FunctionalInterface
    public interface ElementReading {
        void read() throws IOException, Unreadable;
    }

    /// Walks over the fields of the object that the walk stands on; anything else is passed over.
    public void eachField(FieldReading reading) throws IOException, Unreadable {
        if (inObject()) {
            for (String field = field(); field != null; field = field()) {
                reading.read(field);
            }
        }
    }

    /// Walks over the elements of the list that the walk stands on; anything else is passed over.
    public void eachElement(ElementReading reading) throws IOException, Unreadable {
        if (inList()) {
            while (element()) {
                reading.read();
            }
        }
    }

    /// The text of one field of the object that the walk stands on, a number as it is written;
    /// `null` if there is none.
    public @Nullable String textOf(String name) throws IOException, Unreadable {
        String text = null;
        if (inObject()) {
            for (String field = field(); field != null; field = field()) {
                if (field.equals(name)) {
                    text = scalarText();
                } else {
                    skip();
                }
            }
        }
        return text;
    }

    /// Enters an object that must be one.
    public void enterObject(String what) throws Unreadable {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw refuse(what + " must be an object");
        }
    }

    /// Enters a list that must be one.
    public void enterList(String what) throws Unreadable {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refuse(what + " must be a list");
        }
    }

    public boolean onString() {
        return json.currentToken() == JsonToken.VALUE_STRING;
    }

    public boolean onObject() {
        return json.currentToken() == JsonToken.START_OBJECT;
    }

    public boolean onList() {
        return json.currentToken() == JsonToken.START_ARRAY;
    }

    /// Whether the walk stands on an explicit `null`.
    public boolean onNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    /// The current string, cleaned; `null` if the walk stands on anything else, which is passed
    /// over.
    public @Nullable String text() throws IOException, Unreadable {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            skip();
            return null;
        }
        try {
            String text = clean(json.getText());
            textLeft -= Math.min(text.length(), MOST_OF_ONE);
            if (textLeft < 0) {
                throw refuse("more than " + MOST_TEXT + " characters in all texts");
            }
            return text;
        } catch (JacksonException | CharConversionException e) {
            throw unreadable(e);
        }
    }

    /// The current string or number as text; `null` if the walk stands on anything else, which is
    /// passed over.
    public @Nullable String scalarText() throws IOException, Unreadable {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            try {
                return json.getText();
            } catch (JacksonException | CharConversionException e) {
                throw unreadable(e);
            }
        }
        return text();
    }

    /// The texts and numbers of the current list, or the one text that stands there instead of a
    /// list; what is longer than `longest` is left out, and so is everything after the first
    /// `most`.
    public List<String> texts(int most, int longest) throws IOException, Unreadable {
        List<String> texts = new ArrayList<>();
        if (onList()) {
            while (element()) {
                keep(texts, scalarText(), most, longest);
            }
        } else {
            keep(texts, scalarText(), most, longest);
        }
        return texts;
    }

    private static void keep(List<String> texts, @Nullable String text, int most, int longest) {
        if (text != null && !text.isBlank() && text.length() <= longest && texts.size() < most) {
            texts.add(text.strip());
        }
    }

    /// The current whole number; `null` if it is none or does not fit into 64 bits.
    public @Nullable Long wholeNumber() throws IOException, Unreadable {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            skip();
            return null;
        }
        try {
            return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? null
                    : json.getLongValue();
        } catch (JacksonException | CharConversionException e) {
            throw unreadable(e);
        }
    }

    /// The current whole number, written as a number or as text, such as a line or a count; `null`
    /// if it is none, negative or beyond 31 bits.
    public @Nullable Integer count() throws IOException, Unreadable {
        if (!onString()) {
            Long number = wholeNumber();
            return number == null || number < 0 || number > Integer.MAX_VALUE
                    ? null
                    : Integer.valueOf(Math.toIntExact(number));
        }
        String digits = Texts.shortened(text(), 12);
        if (digits == null
                || digits.length() > 9
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return Integer.valueOf(digits);
    }

    /// Whether the current value is the literal `true`, or `false` if it is anything else but a
    /// boolean.
    public boolean isTrue() throws IOException, Unreadable {
        boolean value = json.currentToken() == JsonToken.VALUE_TRUE;
        skip();
        return value;
    }

    /// Whether the current value is the literal `false`.
    public boolean isFalse() throws IOException, Unreadable {
        boolean value = json.currentToken() == JsonToken.VALUE_FALSE;
        skip();
        return value;
    }

    /// A 64-bit hash of the current string, made without making the string; 0 if the walk is not on
    /// one.
    ///
    /// For sets of references that may be many: equal strings have equal hashes, and that two
    /// different ones meet by chance in one document need not be feared.
    public long textHash() throws IOException, Unreadable {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            skip();
            return 0;
        }
        try {
            char[] buffer = json.getTextCharacters();
            int at = json.getTextOffset();
            int length = json.getTextLength();
            int end = at + length;
            long hash = length;
            for (; at <= end - 4; at += 4) {
                hash = step(hash, buffer[at], buffer[at + 1], buffer[at + 2], buffer[at + 3]);
            }
            for (; at < end; at++) {
                hash = step(hash, buffer[at], '\0', '\0', '\0');
            }
            return mix(hash);
        } catch (JacksonException | CharConversionException e) {
            throw unreadable(e);
        }
    }

    /// The hash that [#textHash()] gives for the same text.
    public static long hashOf(String text) {
        int at = 0;
        int end = text.length();
        long hash = end;
        for (; at <= end - 4; at += 4) {
            hash =
                    step(
                            hash,
                            text.charAt(at),
                            text.charAt(at + 1),
                            text.charAt(at + 2),
                            text.charAt(at + 3));
        }
        for (; at < end; at++) {
            hash = step(hash, text.charAt(at), '\0', '\0', '\0');
        }
        return mix(hash);
    }

    /// Four characters at a time, as a multiplication has to wait for the one before it; turned
    /// round, since it carries upwards only.
    private static long step(long hash, char first, char second, char third, char fourth) {
        long four = first | (long) second << 16 | (long) third << 32 | (long) fourth << 48;
        return Long.rotateLeft((hash ^ four) * 0x9e3779b97f4a7c15L, 29);
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed ^= mixed >>> 33;
        return mixed == 0 ? 1 : mixed;
    }

    /// A refusal that names the place where the walk stands.
    public Unreadable refuse(String reason) {
        JsonLocation at = json.currentTokenLocation();
        return new Unreadable(Math.max(at.getLineNr(), 0), Math.max(at.getColumnNr(), 0), reason);
    }

    /// The place where the walk stands, for a refusal that may or may not follow.
    public Place place() {
        JsonLocation at = json.currentTokenLocation();
        return new Place(Math.max(at.getLineNr(), 0), Math.max(at.getColumnNr(), 0));
    }

    /// A line and column of the document.
    public record Place(int line, int column) {
        public Unreadable refuse(String reason) {
            return new Unreadable(line, column, reason);
        }
    }

    /// Reads from bytes that are all here; only such a walk knows [#start()] and [#end()].
    public static JsonReader ofBytes(byte[] bytes, int offset, int length) throws IOException {
        return new JsonReader(FACTORY.createParser(bytes, offset, length), "JSON");
    }

    /// Where the current value begins, counted in bytes from the beginning of what was given;
    /// negative if the bytes are no UTF-8.
    public long start() {
        return json.currentTokenLocation().getByteOffset();
    }

    /// Where the walk stands, counted as in [#start()]: after [#skip()], the end of the value.
    public long end() {
        return json.currentLocation().getByteOffset();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private Unreadable unreadable(IOException cause) {
        if (cause instanceof JacksonException jackson) {
            JsonLocation at =
                    jackson.getLocation() == null ? json.currentLocation() : jackson.getLocation();
            return new Unreadable(
                    Math.max(at.getLineNr(), 0),
                    Math.max(at.getColumnNr(), 0),
                    jackson instanceof StreamConstraintsException
                            ? beyondALimit(jackson.getOriginalMessage())
                            : "not valid "
                                    + language
                                    + ": "
                                    + firstLine(jackson.getOriginalMessage()));
        }
        JsonLocation at = json.currentLocation();
        return new Unreadable(
                Math.max(at.getLineNr(), 0),
                Math.max(at.getColumnNr(), 0),
                "broken character encoding");
    }

    /// Says in plain words which of our limits a document passes; the parser's own words name its
    /// settings.
    private String beyondALimit(@Nullable String message) {
        String told = message == null ? "" : message;
        if (told.startsWith("Document nesting depth")) {
            return "the " + language + " is nested deeper than " + MAX_DEPTH + " levels";
        }
        if (told.startsWith("String value length")) {
            return "a text is longer than " + MAX_STRING + " characters";
        }
        if (told.startsWith("Number value length")) {
            return "a number has more than " + MAX_NUMBER + " digits";
        }
        if (told.startsWith("Name") || told.startsWith("Property name")) {
            return "the name of a field is longer than " + MAX_NAME + " characters";
        }
        return "the " + language + " is larger in some part than is read";
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "broken";
        }
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        String plain = ADVICE.matcher(line.replace(SOURCE_WITHHELD, "[")).replaceAll("");
        return plain.length() > 200 ? clean(plain.substring(0, 200)) : clean(plain);
    }

    /// Replaces what PostgreSQL's text or UTF-8 can't hold.
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                return cleaned(text);
            }
        }
        return text;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean.append(REPLACEMENT);
            } else {
                clean.append(c);
            }
        }
        return clean.toString();
    }
}
