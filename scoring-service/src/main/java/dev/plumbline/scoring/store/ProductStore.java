package dev.plumbline.scoring.store;

import dev.plumbline.events.CatalogChange.ProductSaved;
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
                        insert into product (key, revision, archived) values (:key, :revision, :archived)
                        on conflict (key) do update
                        set revision = excluded.revision, archived = excluded.archived
                        where excluded.revision > product.revision
                        """)
                .setParameter("key", saved.key())
                .setParameter("revision", saved.revision())
                .setParameter("archived", saved.archived())
                .executeUpdate()
                .map(changed -> changed == 1);
    }
}
