package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.AffectedVersions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ranges as GitHub, GitLab and RustSec write them, brought to VERS.
final class Constraints {
    private static final Pattern COMPARISON =
            Pattern.compile("(>=|<=|>|<|==|=|\\^|~)?\\s*([^\\s,|<>=]+)");
    private static final Pattern INTERVAL = Pattern.compile("([\\[(])([^,]*),([^\\])]*)([\\])])");

    private Constraints() {}

    /// Versions that any of the alternatives holds, each of them all of its comparisons.
    static List<AffectedVersions> affected(String type, List<String> alternatives) {
        return alternatives.stream()
                .flatMap(text -> List.of(text.split("\\|\\|")).stream())
                .map(text -> AffectedVersions.parse("vers:" + type + '/' + bounds(text.strip())))
                .toList();
    }

    /// Versions that none of the alternatives holds: where only what is patched is known.
    static AffectedVersions allBut(String type, List<String> patched) {
        List<String> bounds = new ArrayList<>();
        for (String text : patched) {
            for (String bound : bounds(text).split("\\|")) {
                bounds.add(
                        bound.startsWith(">=")
                                ? "<" + bound.substring(2)
                                : ">=" + bound.substring(1));
            }
        }
        return AffectedVersions.parse("vers:" + type + '/' + String.join("|", bounds));
    }

    private static String bounds(String text) {
        MatchResult interval = first(INTERVAL, text);
        if (interval != null) {
            return join(
                    interval.group(2).isBlank()
                            ? ""
                            : (interval.group(1).equals("[") ? ">=" : ">")
                                    + encoded(interval.group(2)),
                    interval.group(3).isBlank()
                            ? ""
                            : (interval.group(4).equals("]") ? "<=" : "<")
                                    + encoded(interval.group(3)));
        }
        List<String> bounds = new ArrayList<>();
        COMPARISON
                .matcher(text)
                .results()
                .forEach(
                        found -> {
                            String comparator = found.group(1) == null ? "" : found.group(1);
                            boolean all = comparator.equals(">=") && found.group(2).equals("0");
                            if (!all) {
                                bounds.add(
                                        (comparator.startsWith("=") ? "" : comparator)
                                                + encoded(found.group(2)));
                            }
                        });
        return bounds.isEmpty() ? "*" : String.join("|", bounds);
    }

    private static String join(String low, String high) {
        return low.isEmpty() || high.isEmpty() ? low + high : low + '|' + high;
    }

    private static @Nullable MatchResult first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElse(null);
    }

    static String encoded(String version) {
        return URLEncoder.encode(version.strip(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
