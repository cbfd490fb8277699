package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A document inside a JSON object: as a JSON value, whose bytes are taken as they stand there, as
/// a text, or in base64.
///
/// @param words the fields beside it, those that were asked for
/// @param document `null` if there is none
public record DocumentInJson(Map<String, String> words, @Nullable InputStream document) {

    public DocumentInJson {
        words = Map.copyOf(words);
    }

    /// What came of reading.
    public sealed interface Read {
        record Found(DocumentInJson value) implements Read {}

        record Broken(Malformed why) implements Read {}
    }

    /// How the object looks.
    ///
    /// @param words names of the fields that are texts
    /// @param document name of the field with the document as JSON or text
    /// @param base64 name of the field with the document in base64
    /// @param others whether other fields are passed over or refused
    public record Shape(Set<String> words, String document, String base64, Others others) {
        public Shape {
            words = Set.copyOf(words);
        }
    }

    public enum Others {
        REFUSED,
        PASSED_OVER
    }

    public static Read read(byte[] json, int offset, int length, Shape shape) {
        try (JsonReader in = JsonReader.ofBytes(json, offset, length)) {
            return new Read.Found(read(in, json, offset, shape));
        } catch (Unreadable e) {
            return new Read.Broken(e.asResult());
        } catch (IOException e) {
            return new Read.Broken(new Malformed(0, 0, "broken character encoding"));
        }
    }

    private static DocumentInJson read(JsonReader in, byte[] json, int offset, Shape shape)
            throws IOException, Unreadable {
        if (!in.nextDocument()) {
            throw in.refuse("there is no JSON object");
        }
        in.enterObject("it");
        Map<String, String> words = new HashMap<>();
        InputStream document = null;
        for (String name = in.field(); name != null; name = in.field()) {
            if (name.equals(shape.document()) || name.equals(shape.base64())) {
                if (in.onNull()) {
                    continue;
                }
                if (document != null) {
                    throw in.refuse("there are two documents in one object");
                }
                document =
                        name.equals(shape.document())
                                ? value(in, json, offset)
                                : decoded(in, shape.base64());
            } else if (shape.words().contains(name)) {
                word(in, name, words);
            } else if (shape.others() == Others.REFUSED) {
                throw in.refuse("there is no field " + shown(name));
            } else {
                in.skip();
            }
        }
        if (in.nextDocument()) {
            throw in.refuse("something follows the end of the object");
        }
        return new DocumentInJson(words, document);
    }

    private static void word(JsonReader in, String name, Map<String, String> words)
            throws IOException, Unreadable {
        if (in.onNull()) {
            return;
        }
        String text = in.scalarText();
        if (text == null) {
            throw in.refuse(name + " must be a text");
        }
        words.put(name, text);
    }

    /// The bytes of a JSON value exactly as they came, or those of a text.
    private static InputStream value(JsonReader in, byte[] json, int offset)
            throws IOException, Unreadable {
        if (in.onString()) {
            String text = in.text();
            return new ByteArrayInputStream(
                    (text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
        }
        if (!in.onObject() && !in.onList()) {
            throw in.refuse("the document must be an object, a list or a text");
        }
        long start = in.start();
        in.skip();
        long end = in.end();
        if (start < 0 || end < start) {
            throw in.refuse("the JSON around a document must be UTF-8");
        }
        return new ByteArrayInputStream(
                json, offset + Math.toIntExact(start), Math.toIntExact(end - start));
    }

    private static InputStream decoded(JsonReader in, String name) throws IOException, Unreadable {
        String text = in.text();
        if (text == null) {
            throw in.refuse(name + " must be a text in base64");
        }
        try {
            return new ByteArrayInputStream(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw in.refuse(name + " is no valid base64");
        }
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
