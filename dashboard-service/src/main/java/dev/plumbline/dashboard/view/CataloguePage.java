package dev.plumbline.dashboard.view;

import java.util.List;

/// `/admin`: units and their teams, with archived ones, for those who edit them.
public record CataloguePage(List<Unit> units) {
    public CataloguePage {
        units = List.copyOf(units);
    }

    /// @param products active products in it
    public record Unit(
            String key,
            String name,
            boolean archived,
            long revision,
            int products,
            List<Team> teams) {
        public Unit {
            teams = List.copyOf(teams);
        }
    }

    public record Team(
            String key, String name, String unit, boolean archived, long revision, int products) {}
}
