package dev.plumbline.model.catalogue;

import java.util.List;

/// A catalogue file that cannot be used, with all that is wrong in it.
public final class MalformedCatalogue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    MalformedCatalogue(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /// @param line 1-based
    /// @param key path of keys, such as `principles.0.themes.1.measures.2.weight`
    public record Problem(String file, int line, String key, String text) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + key + ": " + text;
        }
    }
}
