package dev.plumbline.scoring.store;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueSource;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Every catalogue that ever counted, oldest first.
@ApplicationScoped
public class CatalogueStore {

    /// A catalogue began to count.
    ///
    /// @param seq its place in the order
    public record Beginning(long seq, Instant at, String sha256) {}

    /// Lets nobody else begin a catalogue before this transaction has ended; others go on reading.
    public Uni<Void> hold(Transaction transaction) {
        return transaction
                .session()
                .createNativeQuery("lock table catalogue in share row exclusive mode")
                .executeUpdate()
                .replaceWithVoid();
    }

    public Uni<List<Beginning>> beginnings(Transaction transaction) {
        return transaction
                .session()
                .createNativeQuery(
                        "select seq, began_at, sha256 from catalogue order by seq", Object[].class)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(
                                                row ->
                                                        new Beginning(
                                                                row.big(),
                                                                row.instant(),
                                                                row.text()))
                                        .toList());
    }

    /// The text of the catalogue that began there.
    public Uni<CatalogueSource> source(Transaction transaction, Beginning beginning) {
        return transaction
                .session()
                .createNativeQuery(
                        "select file, yaml, overlay_file, overlay from catalogue where seq = :seq",
                        Object[].class)
                .setParameter("seq", beginning.seq())
                .getSingleResult()
                .map(Row::new)
                .map(
                        row ->
                                new CatalogueSource(
                                        row.text(),
                                        row.text(),
                                        row.textOrNull(),
                                        row.textOrNull()));
    }

    public Uni<Void> begin(
            Transaction transaction, Catalogue catalogue, CatalogueSource source, Instant at) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into catalogue
                            (began_at, sha256, id, version, file, yaml, overlay_file, overlay)
                        values (:at, :sha256, :id, :version, :file, :yaml, cast(:overlayFile as text),
                            cast(:overlay as text))
                        """)
                .setParameter("at", at)
                .setParameter("sha256", catalogue.sha256())
                .setParameter("id", catalogue.id())
                .setParameter("version", catalogue.version())
                .setParameter("file", source.file())
                .setParameter("yaml", source.yaml())
                .setParameter("overlayFile", source.overlayFile())
                .setParameter("overlay", source.overlay())
                .executeUpdate()
                .replaceWithVoid();
    }
}
