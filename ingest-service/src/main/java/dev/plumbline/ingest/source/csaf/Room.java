package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much of one document may be kept. Texts that repeat, as those of remediations do a thousand
/// times, are kept once.
final class Room {
    private static final int MOST_REFERENCES = 5_000_000;
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
    private static final int LONGEST_TEXT = 2_000;

    private final Map<String, String> texts = new HashMap<>();
    private int references;
    private int characters;

    void forReference(JsonReader in) throws Unreadable {
        if (++references > MOST_REFERENCES) {
            throw in.refuse("the document refers to products too often to be read");
        }
    }

    @Nullable String text(JsonReader in, @Nullable String text) throws Unreadable {
        String shortened = Texts.shortened(text, LONGEST_TEXT);
        if (shortened == null) {
            return null;
        }
        String known = texts.putIfAbsent(shortened, shortened);
        if (known != null) {
            return known;
        }
        characters += shortened.length();
        if (characters > MOST_CHARACTERS) {
            throw in.refuse("the document says too much to be kept");
        }
        return shortened;
    }
}
