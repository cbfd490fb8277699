package dev.plumbline.ingest.source;

import org.jspecify.annotations.Nullable;

/// Texts of documents, cut to what a page and a row can bear.
public final class Texts {
    private Texts() {}

    /// The text without blanks around it and no longer than `most` characters; `null` if nothing is
    /// left.
    public static @Nullable String shortened(@Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        String bare = text.strip();
        if (bare.isEmpty()) {
            return null;
        }
        if (bare.length() <= most) {
            return bare;
        }
        int end = Character.isHighSurrogate(bare.charAt(most - 1)) ? most - 1 : most;
        return bare.substring(0, end);
    }

    /// The first line of a text, shortened.
    public static @Nullable String firstLine(@Nullable String text, int most) {
        String bare = text == null ? "" : text.strip();
        int end = bare.indexOf('\n');
        return shortened(end < 0 ? bare : bare.substring(0, end), most);
    }

    /// The text without any white space: code that was only laid out anew reads the same.
    public static String squeezed(String code) {
        StringBuilder squeezed = new StringBuilder(code.length());
        for (int i = 0; i < code.length(); i++) {
            if (!Character.isWhitespace(code.charAt(i))) {
                squeezed.append(code.charAt(i));
            }
        }
        return squeezed.toString();
    }

    /// The text without digits: a message that names lines or counts reads the same in the next
    /// run.
    public static String withoutNumbers(String text) {
        StringBuilder words = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                words.append(c);
            }
        }
        return words.toString();
    }
}
