package dev.plumbline.ingest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.oidc.runtime.OidcIdentityProvider;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Remembers for a minute, and never beyond its expiry, that the signature of a token was checked.
///
/// A build sends many documents with one token; to check it anew for each was a quarter of what the
/// door costs. Only what was found valid is remembered.
@ApplicationScoped
public class CheckedTokens implements IdentityProvider<TokenAuthenticationRequest> {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1_000;

    /// before the one that checks
    private static final int BEFORE = 10;

    private final IdentityProvider<TokenAuthenticationRequest> checking;
    private final Clock clock;
    private final Cache<String, SecurityIdentity> checked;

    @Inject
    CheckedTokens(OidcIdentityProvider checking, Clock clock) {
        this(checking, clock, Ticker.systemTicker());
    }

    CheckedTokens(
            IdentityProvider<TokenAuthenticationRequest> checking, Clock clock, Ticker ticker) {
        this.checking = checking;
        this.clock = clock;
        this.checked =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .ticker(ticker)
                        .expireAfter(
                                Expiry.<String, SecurityIdentity>creating(
                                        (token, identity) -> lasting(identity)))
                        .build();
    }

    private Duration lasting(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Duration.ZERO;
        }
        long left = token.getExpirationTime() - clock.instant().getEpochSecond();
        return left >= LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(Math.max(0, left));
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return BEFORE;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        String token = request.getToken().getToken();
        SecurityIdentity known = checked.getIfPresent(token);
        return known != null
                ? Uni.createFrom().item(known)
                : checking.authenticate(request, context)
                        .invoke(
                                identity -> {
                                    if (identity != null) {
                                        checked.put(token, identity);
                                    }
                                });
    }
}
