package dev.plumbline.ingest.source.sarif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of one tool.
///
/// @param rules rules of the driver, `null` if it lists none at all
/// @param scope category of the run, else the repository or image that it looked at, else `""`
/// @param completed whether it ran to its end and says what it found, be it nothing
record Run(
        String tool,
        @Nullable String toolVersion,
        @Nullable List<Rule> rules,
        List<List<Rule>> extensions,
        String scope,
        List<String> artifacts,
        @Nullable Long codeLines,
        boolean completed,
        List<Result> results) {

    String toolAndVersion() {
        return toolVersion == null ? tool : tool + " " + toolVersion;
    }

    /// How many rules the tool lists; `null` if it lists none at all.
    @Nullable Integer ruleCount() {
        int extended = extensions.stream().mapToInt(List::size).sum();
        if (rules == null && extended == 0) {
            return null;
        }
        return (rules == null ? 0 : rules.size()) + extended;
    }
}
