package dev.plumbline.scoring.match;

import java.util.List;

/// Whether one version lies within what an advisory calls affected.
public sealed interface Verdict {

    /// It does.
    ///
    /// @param rule the part of the advisory that says so, as VERS
    /// @param fixedIn versions with the fix that are later than this one, the nearest first; empty
    ///     if the advisory names none
    record Affected(String rule, List<String> fixedIn) implements Verdict {
        public Affected {
            fixedIn = List.copyOf(fixedIn);
        }
    }

    /// It does not.
    record NotAffected() implements Verdict {}

    /// Nobody can tell, because the ecosystem has no place for a version in its order.
    ///
    /// @param text the version or the range that has none
    record Undecidable(String text) implements Verdict {}
}
