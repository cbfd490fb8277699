package dev.plumbline.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of the organisation that somebody may see.
///
/// Executives, analysts, auditors and administrators see all of it, and so does the service account
/// that loads it. A unit lead sees the units of their groups, an engineer the teams; a lead in a
/// team's group alone sees that team. Whoever is none of these sees nothing.
///
/// The lists go into the `where` of a query; nothing is filtered afterwards.
///
/// @param everything whether the lists matter at all
/// @param units units all of whose products are in sight
/// @param teams teams whose products are
public record Sight(boolean everything, List<String> units, List<String> teams) {
    private static final Set<String> SEE_ALL =
            Set.of(Role.EXECUTIVE, Role.ANALYST, Role.AUDITOR, Role.ADMIN, Role.BACKFILL);
    private static final Pattern UNIT = Pattern.compile("/units/([^/]+)");
    private static final Pattern TEAM = Pattern.compile("/units/[^/]+/teams/([^/]+)");

    public Sight {
        units = List.copyOf(units);
        teams = List.copyOf(teams);
    }

    /// @param groups full paths, `/units/<unit>` or `/units/<unit>/teams/<team>`
    public static Sight of(Collection<String> roles, Collection<String> groups) {
        boolean leads = roles.contains(Role.UNIT_LEAD);
        boolean builds = leads || roles.contains(Role.ENGINEER);
        return new Sight(
                roles.stream().anyMatch(SEE_ALL::contains),
                leads ? keys(UNIT, groups) : List.of(),
                builds ? keys(TEAM, groups) : List.of());
    }

    private static List<String> keys(Pattern pattern, Collection<String> groups) {
        return groups.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
    }

    /// Whether a product of this unit and team is in sight.
    public boolean sees(String unit, String team) {
        return everything || units.contains(unit) || teams.contains(team);
    }
}
