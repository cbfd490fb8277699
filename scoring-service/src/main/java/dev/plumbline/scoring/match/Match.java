package dev.plumbline.scoring.match;

import java.util.List;

/// An advisory that concerns a component, and why.
///
/// @param advisory id of the advisory
/// @param source who publishes it
/// @param coordinate the component
/// @param rule the part of the advisory's range that holds the version, as VERS
/// @param fixedIn later versions with the fix, the nearest first; empty if the advisory names none
public record Match(
        String advisory, String source, Coordinate coordinate, String rule, List<String> fixedIn) {

    public Match {
        fixedIn = List.copyOf(fixedIn);
    }

    /// One line for a person: what was compared with what.
    public String explanation() {
        String fix = fixedIn.isEmpty() ? "no fix named" : "fixed in " + String.join(", ", fixedIn);
        return "%s (%s): %s %s lies in %s; %s"
                .formatted(
                        advisory,
                        source,
                        coordinate.packageKey().text(),
                        coordinate.version(),
                        rule,
                        fix);
    }
}
