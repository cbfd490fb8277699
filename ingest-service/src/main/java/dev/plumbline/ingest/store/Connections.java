package dev.plumbline.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.CatalogChange.OfConnection;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// This service's copy of the hooks and feeds that people keep, in the words of the event that told
/// them.
@ApplicationScoped
public class Connections {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final TypeReference<List<HookTarget>> TARGETS = new TypeReference<>() {};
    private static final TypeReference<List<HookSecret>> SECRETS = new TypeReference<>() {};

    private static final TypeReference<List<String>> ONLY = new TypeReference<>() {};

    private final Mutiny.SessionFactory sessions;

    Connections(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /// Empty if there is none or it is archived.
    public Uni<Optional<HookSaved>> hook(String key) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select key, revision, kind, paused, world, targets, secrets
                                                from hook where key = :key and not archived
                                                """,
                                                Object[].class)
                                        .setParameter("key", key)
                                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(Connections::hook))
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Those that are not archived, by key; paused ones too.
    public Uni<List<FeedSaved>> feeds() {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select key, revision, kind, paused, address, every_minutes,
                                                    only_what, sealed_key
                                                from feed where not archived order by key
                                                """,
                                                Object[].class)
                                        .getResultList())
                .map(rows -> rows.stream().map(Connections::feed).toList())
                .onFailure()
                .transform(TransientFailure::classify);
    }

    private static HookSaved hook(Object[] row) {
        return new HookSaved(
                (String) row[0],
                (Long) row[1],
                false,
                HookKind.valueOf((String) row[2]),
                (Boolean) row[3],
                (Boolean) row[4],
                read((String) row[5], TARGETS),
                read((String) row[6], SECRETS));
    }

    private static FeedSaved feed(Object[] row) {
        return new FeedSaved(
                (String) row[0],
                (Long) row[1],
                false,
                FeedKind.valueOf((String) row[2]),
                (Boolean) row[3],
                (String) row[4],
                (Integer) row[5],
                read((String) row[6], ONLY),
                (String) row[7]);
    }

    /// An older revision than the one known changes nothing.
    static Uni<Integer> keep(Mutiny.Session session, OfConnection change) {
        return switch (change) {
            case HookSaved hook ->
                    session.createNativeQuery(
                                    """
                                    insert into hook (key, revision, archived, kind, paused, world, targets, secrets)
                                    values (:key, :revision, :archived, :kind, :paused, :world, :targets, :secrets)
                                    on conflict (key) do update
                                    set revision = excluded.revision, archived = excluded.archived,
                                        kind = excluded.kind, paused = excluded.paused, world = excluded.world,
                                        targets = excluded.targets, secrets = excluded.secrets
                                    where hook.revision < excluded.revision
                                    """)
                            .setParameter("key", hook.key())
                            .setParameter("revision", hook.revision())
                            .setParameter("archived", hook.archived())
                            .setParameter("kind", hook.kind().name())
                            .setParameter("paused", hook.paused())
                            .setParameter("world", hook.world())
                            .setParameter("targets", write(hook.targets()))
                            .setParameter("secrets", write(hook.secrets()))
                            .executeUpdate();
            case FeedSaved feed ->
                    session.createNativeQuery(
                                    """
                                    insert into feed (key, revision, archived, kind, paused, address, every_minutes,
                                        only_what, sealed_key)
                                    values (:key, :revision, :archived, :kind, :paused, cast(:address as text),
                                        :every, :only, cast(:sealed as text))
                                    on conflict (key) do update
                                    set revision = excluded.revision, archived = excluded.archived,
                                        kind = excluded.kind, paused = excluded.paused, address = excluded.address,
                                        every_minutes = excluded.every_minutes, only_what = excluded.only_what,
                                        sealed_key = excluded.sealed_key
                                    where feed.revision < excluded.revision
                                    """)
                            .setParameter("key", feed.key())
                            .setParameter("revision", feed.revision())
                            .setParameter("archived", feed.archived())
                            .setParameter("kind", feed.kind().name())
                            .setParameter("paused", feed.paused())
                            .setParameter("address", feed.address())
                            .setParameter("every", feed.everyMinutes())
                            .setParameter("only", write(feed.only()))
                            .setParameter("sealed", feed.sealedKey())
                            .executeUpdate();
        };
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that can't be written", e);
        }
    }

    private static <T> T read(String column, TypeReference<T> type) {
        try {
            return JSON.readValue(column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row can't be read as " + type.getType(), e);
        }
    }
}
