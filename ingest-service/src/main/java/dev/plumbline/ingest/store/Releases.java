package dev.plumbline.ingest.store;

import dev.plumbline.outbox.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Which releases of a product came in here.
@ApplicationScoped
public class Releases {
    private final Mutiny.SessionFactory sessions;

    Releases(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// The version that was published last, in whichever order they came; prereleases don't count.
    public Uni<Optional<String>> newest(String product) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select release from submission
                                                where product = :product and status = 'accepted' and format = 'release'
                                                order by observed_at desc, received_at desc, id desc limit 1
                                                """,
                                                String.class)
                                        .setParameter("product", product)
                                        .getSingleResultOrNull())
                .map(Optional::ofNullable)
                .onFailure()
                .transform(TransientFailure::classify);
    }
}
