package dev.plumbline.ingest.source;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// CWE ids in the many ways in which they are written.
public final class Weaknesses {
    private Weaknesses() {}

    /// The first CWE that a text names, as `CWE-79`; `null` if it names none.
    ///
    /// Reads `CWE-79`, `cwe-079`, `external/cwe/cwe-079`, `CWE-79: Improper …`, `CWE79`, `cwe:79`
    /// and the address `…/definitions/79.html` of cwe.mitre.org.
    public static @Nullable String named(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i + 3 < text.length(); i++) {
            if (!text.regionMatches(true, i, "cwe", 0, 3)) {
                continue;
            }
            int at = i + 3;
            if (at < text.length()
                    && (text.charAt(at) == '-'
                            || text.charAt(at) == ':'
                            || text.charAt(at) == '_')) {
                at++;
            }
            String id = number(text, at);
            if (id != null) {
                return id;
            }
        }
        int page = text.indexOf("cwe.mitre.org/data/definitions/");
        return page < 0 ? null : number(text, page + "cwe.mitre.org/data/definitions/".length());
    }

    /// A bare number or anything that [#named(String)] reads.
    public static @Nullable String idOf(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return Character.isDigit(text.charAt(0)) ? number(text, 0) : named(text);
    }

    private static @Nullable String number(String text, int from) {
        int value = 0;
        int at = from;
        while (at < text.length()
                && at - from < 6
                && text.charAt(at) >= '0'
                && text.charAt(at) <= '9') {
            value = value * 10 + (text.charAt(at) - '0');
            at++;
        }
        return value == 0 ? null : "CWE-" + value;
    }

    /// Each id once, by number, so that the same set reads the same everywhere.
    public static List<String> sorted(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        for (String id : ids) {
            byNumber.put(Integer.parseInt(id.substring(4)), id);
        }
        return List.copyOf(byNumber.values());
    }
}
