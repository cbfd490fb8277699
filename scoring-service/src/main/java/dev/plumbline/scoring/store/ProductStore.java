package dev.plumbline.scoring.store;

import dev.plumbline.access.Sight;
import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CatalogChange.TeamSaved;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Products as the catalogue knows them.
@ApplicationScoped
public class ProductStore {

    /// Keeps the newest revision; `false` if this one is not newer than what is here.
    public Uni<Boolean> save(Transaction transaction, ProductSaved saved) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into product (key, revision, archived, team)
                        values (:key, :revision, :archived, :team)
                        on conflict (key) do update
                        set revision = excluded.revision, archived = excluded.archived, team = excluded.team
                        where excluded.revision > product.revision
                        """)
                .setParameter("key", saved.key())
                .setParameter("revision", saved.revision())
                .setParameter("archived", saved.archived())
                .setParameter("team", saved.team())
                .executeUpdate()
                .map(changed -> changed == 1);
    }

    /// Keeps the newest revision of a team.
    public Uni<Void> save(Transaction transaction, TeamSaved saved) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into team (key, revision, unit) values (:key, :revision, :unit)
                        on conflict (key) do update
                        set revision = excluded.revision, unit = excluded.unit
                        where excluded.revision > team.revision
                        """)
                .setParameter("key", saved.key())
                .setParameter("revision", saved.revision())
                .setParameter("unit", saved.unit())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Whether there is such a product and it is in sight.
    public Uni<Boolean> visible(Transaction transaction, String product, Sight sight) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select exists (
                            select 1 from product p left join team t on t.key = p.team
                            where p.key = :product
                                and (:everything
                                    or t.unit = any(cast(:units as text[]))
                                    or p.team = any(cast(:teams as text[]))))
                        """,
                        Boolean.class)
                .setParameter("product", product)
                .setParameter("everything", sight.everything())
                .setParameter("units", sight.units().toArray(String[]::new))
                .setParameter("teams", sight.teams().toArray(String[]::new))
                .getSingleResult();
    }
}
