package dev.plumbline.dashboard.store;

import dev.plumbline.dashboard.view.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;

/// The part of the organisation that a viewer may see, as parameters of every query.
///
/// Executives, analysts, auditors and administrators see all of it. A unit lead sees the units of
// their groups, an
/// engineer the teams; a lead in a team's group only sees that team. Without any of these nothing
// is seen.
///
/// @param units keys of units seen whole, and `teams` keys of single teams
record Scope(boolean everything, List<String> units, List<String> teams) {
    /// To be put into a `where` over an alias `p` of `product`, and bound by [#bind].
    static final String FILTER = " (:everything or p.unit = any(:units) or p.team = any(:teams)) ";

    private static final Set<String> SEE_ALL =
            Set.of("executive", "analyst", "auditor", "admin", "backfill");
    private static final Pattern UNIT = Pattern.compile("/units/([^/]+)");
    private static final Pattern TEAM = Pattern.compile("/units/[^/]+/teams/([^/]+)");

    Scope {
        units = List.copyOf(units);
        teams = List.copyOf(teams);
    }

    static Scope of(Viewer viewer) {
        if (viewer.roles().stream().anyMatch(SEE_ALL::contains)) {
            return new Scope(true, List.of(), List.of());
        }
        boolean leads = viewer.roles().contains("unit-lead");
        boolean builds = leads || viewer.roles().contains("engineer");
        List<String> units = new ArrayList<>();
        List<String> teams = new ArrayList<>();
        for (String group : viewer.groups()) {
            Matcher unit = UNIT.matcher(group);
            Matcher team = TEAM.matcher(group);
            if (leads && unit.matches()) {
                units.add(unit.group(1));
            } else if (builds && team.matches()) {
                teams.add(team.group(1));
            }
        }
        return new Scope(false, units, teams);
    }

    boolean sees(String unit, String team) {
        return everything || units.contains(unit) || teams.contains(team);
    }

    <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        return query.setParameter("everything", everything)
                .setParameter("units", units.toArray(String[]::new))
                .setParameter("teams", teams.toArray(String[]::new));
    }
}
