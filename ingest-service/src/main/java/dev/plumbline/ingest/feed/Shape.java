package dev.plumbline.ingest.feed;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What kind of bytes is expected, told by their beginning.
enum Shape {
    JSON("JSON"),
    /// rows of text
    TEXT("text"),
    GZIP("a gzip file"),
    ZIP("a zip archive");

    /// How many bytes are needed to tell.
    static final int PREFIX = 64;

    private final String words;

    Shape(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// Why these can't be the bytes that were expected; `null` if they can.
    ///
    /// @param type the `Content-Type` of the answer, `null` if it has none
    @Nullable String mistake(@Nullable String type, byte[] prefix) {
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return "a page of HTML came instead of " + words;
        }
        if (prefix.length == 0) {
            return "nothing came instead of " + words;
        }
        int first = firstVisible(prefix);
        boolean fits =
                switch (this) {
                    case JSON -> first == '{' || first == '[';
                    case TEXT -> first > 0 && first != '<' && !zip(prefix) && !gzip(prefix);
                    case GZIP -> gzip(prefix);
                    case ZIP -> zip(prefix);
                };
        return fits ? null : "what came does not begin like " + words;
    }

    private static boolean gzip(byte[] prefix) {
        return prefix.length > 1 && prefix[0] == 0x1f && prefix[1] == (byte) 0x8b;
    }

    private static boolean zip(byte[] prefix) {
        return prefix.length > 3
                && prefix[0] == 'P'
                && prefix[1] == 'K'
                && (prefix[2] == 3 || prefix[2] == 5);
    }

    private static int firstVisible(byte[] prefix) {
        int from =
                prefix.length > 2 && prefix[0] == (byte) 0xef && prefix[1] == (byte) 0xbb ? 3 : 0;
        for (int i = from; i < prefix.length; i++) {
            if (prefix[i] > ' ' || prefix[i] < 0) {
                return prefix[i];
            }
        }
        return 0;
    }
}
