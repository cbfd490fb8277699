package dev.plumbline.ingest.source;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Texts with their languages, as CVE records and NVD list them.
public final class Descriptions {
    private final JsonReader in;
    private final int longest;
    private @Nullable String first;
    private @Nullable String english;

    private Descriptions(JsonReader in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /// The first text in English of the list that the walk stands on, else the first one; `null` if
    /// there is none.
    ///
    /// @param longest characters of its first line that are kept
    public static @Nullable String english(JsonReader in, int longest)
            throws IOException, Unreadable {
        Descriptions descriptions = new Descriptions(in, longest);
        in.eachElement(descriptions::one);
        return descriptions.english == null ? descriptions.first : descriptions.english;
    }

    private void one() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String language = null;
        String value = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "lang" -> language = in.text();
                case "value" -> value = Texts.firstLine(in.text(), longest);
                default -> in.skip();
            }
        }
        first = first == null ? value : first;
        if (english == null
                && language != null
                && language.toLowerCase(Locale.ROOT).startsWith("en")) {
            english = value;
        }
    }
}
