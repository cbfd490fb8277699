package dev.plumbline.scoring.match;

import java.util.Locale;

/// Spellings of package names that mean the same.
final class NameFold {

    private NameFold() {}

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// PEP 503: lower case, and any run of `-`, `_` and `.` is one `-`.
    static String pep503(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        boolean separated = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '-' || c == '_' || c == '.') {
                separated = true;
                continue;
            }
            if (separated && !folded.isEmpty()) {
                folded.append('-');
            }
            separated = false;
            folded.append(Character.toLowerCase(c));
        }
        return folded.isEmpty() ? name : folded.toString();
    }
}
