package dev.plumbline.dashboard.connect;

import dev.plumbline.dashboard.store.ConnectionRepository;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.CatalogChange.OfConnection;
import dev.plumbline.events.Seal;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes or changes a hook or a feed.
///
/// Saving what is there already changes nothing and says nothing, so that a script may run twice. A
/// new secret is accepted beside the old one for as long as is asked, so that a change on the other
/// side leaves no gap.
@ApplicationScoped
public class KeepConnection {
    /// How long an old secret may stay beside its successor.
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> NO_SEAL =
            Map.of(
                    "secret",
                    "can't be kept: this install has no plumbline.seal.passphrases to seal it with");

    private final UnitOfWork unitOfWork;
    private final ConnectionRepository connections;
    private final Outbox outbox;
    private final Clock clock;
    private final @Nullable Seal seal;

    KeepConnection(
            UnitOfWork unitOfWork,
            ConnectionRepository connections,
            Outbox outbox,
            Clock clock,
            SealConfig config) {
        this.unitOfWork = unitOfWork;
        this.connections = connections;
        this.outbox = outbox;
        this.clock = clock;
        this.seal = config.passphrases().map(Seal::with).orElse(null);
    }

    /// @param by user name or client id of who saves
    /// @param revision the revision that they changed; `null` replaces whatever is there
    public Uni<Kept> as(ConnectionDraft draft, String by, @Nullable Long revision) {
        Map<String, String> mistakes = ConnectionMistakes.in(draft);
        return mistakes.isEmpty()
                ? unitOfWork.run(tx -> save(tx, draft, by, revision))
                : refused(mistakes);
    }

    private static Uni<Kept> refused(Map<String, String> mistakes) {
        return Uni.createFrom().item(new Kept.Refused(mistakes));
    }

    private Uni<Kept> save(
            Transaction tx, ConnectionDraft draft, String by, @Nullable Long revision) {
        Set<String> products =
                draft instanceof ConnectionDraft.Hook hook
                        ? hook.targets().stream()
                                .map(HookTarget::product)
                                .collect(Collectors.toSet())
                        : Set.of();
        return connections
                .unknownProducts(tx, products)
                .chain(
                        unknown ->
                                unknown.isEmpty()
                                        ? connections
                                                .find(tx, draft.name())
                                                .chain(
                                                        found ->
                                                                save(
                                                                        tx, draft, found, by,
                                                                        revision))
                                        : refused(
                                                Map.of(
                                                        "targets",
                                                        "name products that there are not: "
                                                                + String.join(", ", unknown))));
    }

    private Uni<Kept> save(
            Transaction tx,
            ConnectionDraft draft,
            Optional<OfConnection> found,
            String by,
            @Nullable Long revision) {
        if (found.isPresent() && revision != null && found.get().revision() != revision) {
            return Uni.createFrom().item(new Kept.Overtaken(found.get()));
        }
        return switch (draft) {
            case ConnectionDraft.Hook hook ->
                    hook(tx, hook, found.map(HookSaved.class::cast).orElse(null), by);
            case ConnectionDraft.Feed feed ->
                    feed(tx, feed, found.map(FeedSaved.class::cast).orElse(null), by);
        };
    }

    private Uni<Kept> hook(
            Transaction tx, ConnectionDraft.Hook draft, @Nullable HookSaved before, String by) {
        HookKind kind = Objects.requireNonNull(draft.kind());
        if (before != null && before.kind() != kind) {
            return refused(Map.of("kind", "can't be changed: make another hook"));
        }
        String given = draft.secret();
        String made = before == null && given == null ? generated(kind) : null;
        String secret = given != null ? given : made;
        if (secret != null && seal == null) {
            return refused(NO_SEAL);
        }
        HookSaved now =
                new HookSaved(
                        draft.key(),
                        before == null ? 1 : before.revision() + 1,
                        before != null && before.archived(),
                        kind,
                        draft.paused(),
                        draft.world(),
                        draft.targets(),
                        secret != null && seal != null
                                ? List.of(new HookSecret(seal.close(secret, draft.name()), null))
                                : before == null ? List.of() : before.secrets());
        if (before != null
                && secret == null
                && before.paused() == now.paused()
                && before.world() == now.world()
                && before.targets().equals(now.targets())) {
            return unchanged(before);
        }
        return keep(tx, now, before == null, made, by);
    }

    private Uni<Kept> feed(
            Transaction tx, ConnectionDraft.Feed draft, @Nullable FeedSaved before, String by) {
        if (before != null && before.kind() != draft.kind()) {
            return refused(Map.of("kind", "can't be changed: make another feed"));
        }
        String key = draft.apiKey();
        if (key != null && seal == null) {
            return refused(Map.of("apiKey", Objects.requireNonNull(NO_SEAL.get("secret"))));
        }
        FeedSaved now =
                new FeedSaved(
                        draft.key(),
                        before == null ? 1 : before.revision() + 1,
                        before != null && before.archived(),
                        Objects.requireNonNull(draft.kind()),
                        draft.paused(),
                        draft.address(),
                        draft.everyMinutes(),
                        draft.only(),
                        key != null && seal != null
                                ? seal.close(key, draft.name())
                                : staying(before, draft.address()));
        if (before != null
                && key == null
                && before.paused() == now.paused()
                && before.everyMinutes() == now.everyMinutes()
                && before.only().equals(now.only())
                && Objects.equals(before.address(), now.address())) {
            return unchanged(before);
        }
        return keep(tx, now, before == null, null, by);
    }

    /// The key that is there. It was given for one publisher, and must not be learnt by sending it
    /// to another one: with an address of another origin it is forgotten.
    private static @Nullable String staying(@Nullable FeedSaved before, @Nullable String address) {
        return before != null && origin(before.address()).equals(origin(address))
                ? before.sealedKey()
                : null;
    }

    /// Scheme, host and port; `""` for the publisher's own address.
    private static String origin(@Nullable String address) {
        if (address == null) {
            return "";
        }
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static Uni<Kept> unchanged(OfConnection connection) {
        return Uni.createFrom().item(new Kept.Unchanged(connection));
    }

    /// Gives a hook a new secret; the ones before it are accepted a while longer.
    ///
    /// @param given the secret, where the other side made it; `null` has one made
    /// @param overlap how long, at most [#LONGEST_OVERLAP]
    public Uni<Kept> rotate(String key, @Nullable String given, Duration overlap, String by) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            return refused(
                    Map.of("overlapHours", "must lie between 0 and " + LONGEST_OVERLAP.toHours()));
        }
        return unitOfWork.run(
                tx ->
                        connections
                                .find(tx, "hook/" + key)
                                .chain(
                                        found ->
                                                found.isEmpty()
                                                        ? Uni.createFrom().item(new Kept.Unknown())
                                                        : rotate(
                                                                tx,
                                                                (HookSaved) found.get(),
                                                                given,
                                                                overlap,
                                                                by)));
    }

    private Uni<Kept> rotate(
            Transaction tx, HookSaved before, @Nullable String given, Duration overlap, String by) {
        String mistake = ConnectionMistakes.secretMistake(before.kind(), given);
        if (mistake != null) {
            return refused(Map.of("secret", mistake));
        }
        if (seal == null) {
            return refused(NO_SEAL);
        }
        String secret = given != null ? given : generated(before.kind());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<HookSecret> secrets = new ArrayList<>();
        secrets.add(new HookSecret(seal.close(secret, before.subject()), null));
        Instant until = now.plus(overlap);
        for (HookSecret old : before.secrets()) {
            Instant ends = old.until() == null || old.until().isAfter(until) ? until : old.until();
            if (ends.isAfter(now)) {
                secrets.add(new HookSecret(old.sealed(), ends));
            }
        }
        HookSaved after =
                new HookSaved(
                        before.key(),
                        before.revision() + 1,
                        before.archived(),
                        before.kind(),
                        before.paused(),
                        before.world(),
                        before.targets(),
                        secrets);
        return keep(tx, after, false, given == null ? secret : null, by);
    }

    /// Takes a connection out of use, or brings it back.
    public Uni<Kept> archive(String name, Archival archival, String by) {
        return unitOfWork.run(
                tx ->
                        connections
                                .find(tx, name)
                                .chain(
                                        found ->
                                                found.isEmpty()
                                                        ? Uni.createFrom().item(new Kept.Unknown())
                                                        : archive(tx, found.get(), archival, by)));
    }

    /// Whether a connection is in use.
    public enum Archival {
        ARCHIVED,
        ACTIVE
    }

    private Uni<Kept> archive(Transaction tx, OfConnection before, Archival archival, String by) {
        boolean archived = archival == Archival.ARCHIVED;
        if (before.archived() == archived) {
            return unchanged(before);
        }
        OfConnection after =
                switch (before) {
                    case HookSaved h ->
                            new HookSaved(
                                    h.key(),
                                    h.revision() + 1,
                                    archived,
                                    h.kind(),
                                    h.paused(),
                                    h.world(),
                                    h.targets(),
                                    h.secrets());
                    case FeedSaved f ->
                            new FeedSaved(
                                    f.key(),
                                    f.revision() + 1,
                                    archived,
                                    f.kind(),
                                    f.paused(),
                                    f.address(),
                                    f.everyMinutes(),
                                    f.only(),
                                    f.sealedKey());
                };
        return keep(tx, after, false, null, by);
    }

    private Uni<Kept> keep(
            Transaction tx,
            OfConnection connection,
            boolean created,
            @Nullable String secret,
            String by) {
        return connections
                .save(tx, connection, by, clock.instant())
                .chain(
                        () ->
                                outbox.add(
                                        tx,
                                        List.of(
                                                new Outgoing(
                                                        Topics.CATALOG,
                                                        connection.subject(),
                                                        connection,
                                                        null))))
                .replaceWith(new Kept.Saved(connection, created, secret));
    }

    private static String generated(HookKind kind) {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return kind == HookKind.STANDARD
                ? ConnectionMistakes.STANDARD_PREFIX + Base64.getEncoder().encodeToString(bytes)
                : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
