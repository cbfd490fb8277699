package dev.plumbline.ingest.source.csaf;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CPE names brought to the form of 2.3 (NIST IR 7695): documents use the older URI just as often.
final class Cpe {
    private static final String FORMATTED = "cpe:2.3:";
    private static final int ATTRIBUTES = 11;

    private Cpe() {}

    /// `null` if the text is neither form.
    static @Nullable String formatted(String cpe) {
        if (cpe.startsWith(FORMATTED)) {
            return cpe;
        }
        if (!cpe.regionMatches(true, 0, "cpe:/", 0, 5) || cpe.length() < 6) {
            return null;
        }
        String[] parts = cpe.substring(5).split(":", -1);
        if (parts.length > 7) {
            return null;
        }
        List<String> attributes = new ArrayList<>(ATTRIBUTES);
        for (int i = 0; i < 7; i++) {
            String part = i < parts.length ? parts[i] : "";
            if (i == 5 && part.startsWith("~")) {
                // edition, software edition, target software, target hardware, other, packed in one
                String[] packed = (part.substring(1) + "~~~~~").split("~", -1);
                attributes.add(bound(packed[0]));
                attributes.add(bound(parts.length > 6 ? parts[6] : ""));
                for (int extra = 1; extra <= 4; extra++) {
                    attributes.add(bound(packed[extra]));
                }
                break;
            }
            attributes.add(bound(part));
        }
        while (attributes.size() < ATTRIBUTES) {
            attributes.add("*");
        }
        return FORMATTED + String.join(":", attributes);
    }

    private static String bound(String part) {
        if (part.isEmpty()) {
            return "*";
        }
        String text = part;
        if (part.indexOf('%') >= 0) {
            try {
                text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return "*";
            }
        }
        if (text.equals("-")) {
            return "-";
        }
        StringBuilder bound = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
            bound.append(plain ? "" : "\\").append(c);
        }
        return bound.toString();
    }
}
