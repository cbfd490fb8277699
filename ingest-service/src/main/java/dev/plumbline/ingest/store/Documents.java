package dev.plumbline.ingest.store;

import dev.plumbline.access.Sight;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Gives documents back to those who may see them.
@ApplicationScoped
public class Documents {
    private final Mutiny.SessionFactory sessions;

    Documents(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// Where the bytes of a submission lie.
    ///
    /// @param pieces how many pieces there are
    public record Found(byte[] sha256, @Nullable String format, long sizeBytes, int pieces) {}

    /// The document of a submission, if the viewer may see it. What the world says, everybody may.
    public Uni<Optional<Found>> of(UUID submission, Sight sight) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select s.sha256, s.format, d.size_bytes,
                                                    (select count(*) from document_chunk c where c.sha256 = d.sha256)
                                                from submission s join document d on d.sha256 = s.sha256
                                                where s.id = :id and (s.product is null or :everything or exists (
                                                    select 1 from product p join team t on t.key = p.team
                                                    where p.key = s.product
                                                        and (t.unit = any(cast(:units as text[]))
                                                            or t.key = any(cast(:teams as text[])))))
                                                """,
                                                Object[].class)
                                        .setParameter("id", submission)
                                        .setParameter("everything", sight.everything())
                                        .setParameter("units", sight.units().toArray(String[]::new))
                                        .setParameter("teams", sight.teams().toArray(String[]::new))
                                        .getSingleResultOrNull())
                .map(
                        row ->
                                row == null
                                        ? Optional.<Found>empty()
                                        : Optional.of(
                                                new Found(
                                                        (byte[]) row[0],
                                                        (String) row[1],
                                                        (Long) row[2],
                                                        Math.toIntExact((Long) row[3]))))
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// One piece of a document's zstd stream, counted from 0.
    public Uni<byte[]> piece(byte[] sha256, int nth) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                "select bytes from document_chunk where sha256 = :sha256 and nth = :nth",
                                                byte[].class)
                                        .setParameter("sha256", sha256)
                                        .setParameter("nth", nth)
                                        .getSingleResult())
                .onFailure()
                .transform(TransientFailure::classify);
    }
}
