package dev.plumbline.model.whatif;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Titles with placeholders in braces.
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

    private Template() {}

    /// The first title all of whose placeholders have a value; the last one if none is.
    static String fill(List<String> titles, Map<String, String> values) {
        for (var title : titles) {
            if (PLACEHOLDER
                    .matcher(title)
                    .results()
                    .allMatch(hit -> !values.getOrDefault(hit.group(1), "").isBlank())) {
                return fill(title, values);
            }
        }
        return fill(titles.getLast(), values);
    }

    static String fill(String title, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(title)
                .replaceAll(
                        hit ->
                                Matcher.quoteReplacement(
                                        values.getOrDefault(hit.group(1), hit.group(1))));
    }

    /// `a`, `a and b`, `a, b and c`, `a, b and 3 more`.
    static String list(List<String> names) {
        if (names.size() <= 1) {
            return String.join("", names);
        }
        if (names.size() > 3) {
            return names.get(0) + ", " + names.get(1) + " and " + (names.size() - 2) + " more";
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
