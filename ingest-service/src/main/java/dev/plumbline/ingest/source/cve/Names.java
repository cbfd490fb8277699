package dev.plumbline.ingest.source.cve;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Keeps one record from naming more packages and versions than an event can carry.
final class Names {
    private static final int MOST = 1_500_000;
    private static final int FRAME = 50;

    private int characters;

    /// The text that the walk stands on.
    @Nullable String count(JsonReader in, int longest) throws IOException, Unreadable {
        String text = Texts.shortened(in.scalarText(), longest);
        if (text != null) {
            characters += FRAME + text.length();
            if (characters > MOST) {
                throw in.refuse("one record names more versions than can be read");
            }
        }
        return text;
    }
}
