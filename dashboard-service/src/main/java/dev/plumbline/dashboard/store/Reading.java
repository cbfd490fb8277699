package dev.plumbline.dashboard.store;

import dev.plumbline.outbox.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// One statement, one row, a session of its own.
@ApplicationScoped
class Reading {
    private final Mutiny.SessionFactory sessions;

    Reading(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// The row, or empty if there is none.
    Uni<Optional<Object[]>> row(
            String sql, Scope scope, Map<String, ? extends @Nullable Object> parameters) {
        return sessions.withSession(
                        session -> {
                            Mutiny.SelectionQuery<Object[]> query =
                                    session.createNativeQuery(sql, Object[].class);
                            scope.bind(query);
                            parameters.forEach(query::setParameter);
                            return query.getSingleResultOrNull();
                        })
                .map(Optional::ofNullable)
                .onFailure()
                .transform(TransientFailure::classify);
    }
}
