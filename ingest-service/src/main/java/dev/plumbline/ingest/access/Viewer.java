package dev.plumbline.ingest.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A person who wants to see something, and which products that person may see.
///
/// The lists go into the `where` of a query; nothing is filtered afterwards.
///
/// @param scope whether the lists matter at all
/// @param units units whose products a unit lead sees
/// @param teams teams whose products an engineer sees
public record Viewer(Scope scope, List<String> units, List<String> teams) {
    private static final Set<String> SEE_ALL =
            Set.of(Role.EXECUTIVE, Role.ANALYST, Role.AUDITOR, Role.ADMIN);

    public enum Scope {
        EVERYTHING,
        OWN_UNITS_AND_TEAMS
    }

    public Viewer {
        units = List.copyOf(units);
        teams = List.copyOf(teams);
    }

    /// @param groups full paths, `/units/<unit>` or `/units/<unit>/teams/<team>`
    public static Viewer of(Set<String> roles, List<String> groups) {
        if (roles.stream().anyMatch(SEE_ALL::contains)) {
            return new Viewer(Scope.EVERYTHING, List.of(), List.of());
        }
        List<String> units = new ArrayList<>();
        List<String> teams = new ArrayList<>();
        for (String group : groups) {
            String[] steps = group.split("/", -1);
            boolean unit = steps.length >= 3 && steps[1].equals("units") && !steps[2].isEmpty();
            if (unit && roles.contains(Role.UNIT_LEAD)) {
                units.add(steps[2]);
            }
            if (unit
                    && steps.length >= 5
                    && steps[3].equals("teams")
                    && roles.contains(Role.ENGINEER)) {
                teams.add(steps[4]);
            }
        }
        return new Viewer(Scope.OWN_UNITS_AND_TEAMS, units, teams);
    }
}
