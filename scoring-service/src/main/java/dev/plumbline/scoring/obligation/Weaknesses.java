package dev.plumbline.scoring.obligation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The classes of weakness that sources name, as CWE numbers them.
///
/// Sources write `CWE-79`, `cwe-079` or `CWE-79: Cross-site Scripting`, and words such as
/// `NVD-CWE-noinfo` where they know none.
final class Weaknesses {
    /// a record may name any number; who names more than a handful has not classified anything
    private static final int MOST = 20;

    private static final Pattern NAMED =
            Pattern.compile("\\s*CWE-0*(?<number>[1-9][0-9]{0,5})\\b.*", Pattern.DOTALL);

    private Weaknesses() {}

    /// The ids among these words, each once, the smallest number first; at most twenty.
    static List<String> among(Stream<String> words) {
        return words.map(word -> NAMED.matcher(word.toUpperCase(Locale.ROOT)))
                .filter(Matcher::matches)
                .map(named -> Integer.valueOf(named.group("number")))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .limit(MOST)
                .map(number -> "CWE-" + number)
                .toList();
    }
}
