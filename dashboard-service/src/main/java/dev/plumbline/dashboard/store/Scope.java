package dev.plumbline.dashboard.store;

import dev.plumbline.dashboard.view.Viewer;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;

/// The part of the organisation that a viewer may see, as parameters of every query.
///
/// Executives, analysts, auditors and administrators see all of it, and so does the service account
/// that loads it. A unit lead sees the units of their groups, an engineer the teams; a lead in a
/// team's group alone sees that team. Whoever is none of these sees nothing.
public final class Scope {
    /// To be put into a `where` over an alias `p` of `product`, and bound by [#bind].
    static final String FILTER = " (:everything or p.unit = any(:units) or p.team = any(:teams)) ";

    private static final Set<String> SEE_ALL =
            Set.of("executive", "analyst", "auditor", "admin", "backfill");
    private static final Pattern UNIT = Pattern.compile("/units/([^/]+)");
    private static final Pattern TEAM = Pattern.compile("/units/[^/]+/teams/([^/]+)");

    private final boolean everything;
    private final List<String> units;
    private final List<String> teams;

    private Scope(boolean everything, List<String> units, List<String> teams) {
        this.everything = everything;
        this.units = units;
        this.teams = teams;
    }

    public static Scope of(Viewer viewer) {
        List<String> roles = viewer.roles();
        boolean leads = roles.contains("unit-lead");
        boolean builds = leads || roles.contains("engineer");
        return new Scope(
                roles.stream().anyMatch(SEE_ALL::contains),
                leads ? keys(UNIT, viewer.groups()) : List.of(),
                builds ? keys(TEAM, viewer.groups()) : List.of());
    }

    private static List<String> keys(Pattern pattern, List<String> groups) {
        return groups.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /// Whether a product of this unit and team is in sight.
    public boolean sees(String unit, String team) {
        return everything || units.contains(unit) || teams.contains(team);
    }

    <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        return query.setParameter("everything", everything)
                .setParameter("units", units.toArray(String[]::new))
                .setParameter("teams", teams.toArray(String[]::new));
    }
}
