package dev.plumbline.ingest.access;

import dev.plumbline.access.Role;
import dev.plumbline.outbox.TransientFailure;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.Tenant;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/// Tells who sent a record of a topic, by the bearer token that it carries.
///
/// Signature, issuer and audience are checked as for a request. A record may have waited longer
/// than its token lives, so the token must have been valid when the *broker* took the record; where
/// the topic keeps the sender's own time, which anybody can write, it must be valid now (ADR 0013).
@ApplicationScoped
public class RecordSenders {
    /// How far the clocks of identity provider, broker and service may be apart.
    static final Duration SKEW = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String SCHEME = "Bearer ";
    private static final Pattern SIGNED_TOKEN =
            Pattern.compile("(?i:bearer) +[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final int LONGEST_TOKEN = 16 * 1024;

    private final TenantIdentityProvider tokens;
    private final Clock clock;

    /// @param tokens checks all but the expiry, which is judged here
    RecordSenders(@Tenant("topic/submission") TenantIdentityProvider tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// The answer.
    public sealed interface Told {}

    public record Known(Sender sender) implements Told {}

    /// @param why for the operator who finds the record among the dead letters
    public record Stranger(String why) implements Told {}

    /// @param authorization the header's value
    /// @param appendedAt when the broker took the record; `null` if only the sender says so
    public Uni<Told> of(@Nullable String authorization, @Nullable Instant appendedAt) {
        if (authorization == null) {
            return stranger("the record has no header authorization");
        }
        if (authorization.length() > LONGEST_TOKEN
                || !SIGNED_TOKEN.matcher(authorization).matches()) {
            return stranger("the header authorization holds no signed bearer token");
        }
        Instant at = appendedAt == null ? clock.instant() : appendedAt;
        return tokens.authenticate(
                        new AccessTokenCredential(authorization.substring(SCHEME.length()).strip()))
                .map(identity -> told(identity, at))
                .onFailure(RecordSenders::isAway)
                .transform(RecordSenders::away)
                .onFailure(failure -> !(failure instanceof TransientFailure))
                .recoverWithItem(
                        new Stranger(
                                "the token is not valid: of another realm or audience, or broken"));
    }

    private static Uni<Told> stranger(String why) {
        return Uni.createFrom().item(new Stranger(why));
    }

    /// That the provider can't be asked says nothing about the token. Everything else is a refusal:
    /// no token, whatever is in it, may make the partition wait.
    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException) {
                return false;
            }
            if (cause instanceof IOException
                    || cause instanceof OIDCException
                    || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable away(Throwable failure) {
        return new TransientFailure("the identity provider is away", PAUSE, failure);
    }

    private static Told told(SecurityIdentity identity, Instant at) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return new Stranger("the token names nobody");
        }
        Instant until = Instant.ofEpochSecond(token.getExpirationTime());
        if (at.isAfter(until)) {
            return new Stranger("the token had expired at " + until + ", the record came at " + at);
        }
        Instant from = Instant.ofEpochSecond(token.getIssuedAtTime());
        if (from.isAfter(at.plus(SKEW))) {
            return new Stranger("the token was issued after the record came");
        }
        if (!identity.hasRole(Role.INGEST) && !identity.hasRole(Role.REFERENCE)) {
            return new Stranger(
                    "the token has neither the role " + Role.INGEST + " nor " + Role.REFERENCE);
        }
        return new Known(TokenReader.sender(identity, token));
    }
}
