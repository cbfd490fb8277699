package dev.plumbline.dashboard.view;

import java.util.List;
import java.util.Set;

/// Who looks at the page.
///
/// @param userName what decisions are signed with
/// @param roles realm roles in the order in which the page names them
/// @param groups full paths, such as `/units/commerce/teams/portal`
public record Viewer(
        String userName,
        String fullName,
        List<String> roles,
        List<String> groups,
        Set<Ability> abilities) {
    public Viewer {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
        abilities = Set.copyOf(abilities);
    }

    public boolean may(Ability ability) {
        return abilities.contains(ability);
    }
}
