package dev.plumbline.dashboard.store;

import dev.plumbline.access.Sight;
import dev.plumbline.dashboard.view.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/// The part of the organisation that a viewer may see, as parameters of every query.
public final class Scope {
    /// To be put into a `where` over an alias `p` of `product`, and bound by [#bind].
    static final String FILTER = " (:everything or p.unit = any(:units) or p.team = any(:teams)) ";

    private final Sight sight;

    private Scope(Sight sight) {
        this.sight = sight;
    }

    public static Scope of(Viewer viewer) {
        return new Scope(Sight.of(viewer.roles(), viewer.groups()));
    }

    /// Whether a product of this unit and team is in sight.
    public boolean sees(String unit, String team) {
        return sight.sees(unit, team);
    }

    <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        return query.setParameter("everything", sight.everything())
                .setParameter("units", sight.units().toArray(String[]::new))
                .setParameter("teams", sight.teams().toArray(String[]::new));
    }
}
