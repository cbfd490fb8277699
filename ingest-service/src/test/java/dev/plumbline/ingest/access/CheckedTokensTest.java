package dev.plumbline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class CheckedTokensTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicInteger checks = new AtomicInteger();
    private Duration passed = Duration.ZERO;
    private final CheckedTokens tokens =
            new CheckedTokens(
                    new Checking(),
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return START.plus(passed);
                        }

                        @Override
                        public ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }
                    },
                    () -> passed.toNanos());

    /// Takes tokens `good/SECONDS`, that expire so long after the start, and counts.
    private final class Checking implements IdentityProvider<TokenAuthenticationRequest> {
        @Override
        public Class<TokenAuthenticationRequest> getRequestType() {
            return TokenAuthenticationRequest.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(
                TokenAuthenticationRequest request, AuthenticationRequestContext context) {
            checks.incrementAndGet();
            String token = request.getToken().getToken();
            if (!token.startsWith("good/")) {
                return Uni.createFrom().failure(new AuthenticationFailedException());
            }
            Instant expires = START.plusSeconds(Long.parseLong(token.substring("good/".length())));
            return expires.isBefore(START.plus(passed))
                    ? Uni.createFrom().failure(new AuthenticationFailedException())
                    : Uni.createFrom()
                            .item(
                                    QuarkusSecurityIdentity.builder()
                                            .setPrincipal(new Bearer(expires))
                                            .build());
        }
    }

    private record Bearer(Instant expires) implements JsonWebToken {
        @Override
        public String getName() {
            return "plumbline-ci";
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of("exp");
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String claim) {
            return (T) (claim.equals("exp") ? (Long) expires.getEpochSecond() : null);
        }
    }

    @Test
    void shouldCheckATokenOnceInAMinute() {
        // When
        SecurityIdentity first = ask("good/300");
        SecurityIdentity second = ask("good/300");
        passed = Duration.ofSeconds(61);
        ask("good/300");

        // Then
        assertThat(second).isSameAs(first);
        assertThat(checks).hasValue(2);
    }

    @Test
    void shouldForgetATokenWhenItExpires() {
        // Given
        ask("good/5");

        // When
        passed = Duration.ofSeconds(6);

        // Then
        assertThatThrownBy(() -> ask("good/5")).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void shouldTellTokensApart() {
        assertThat(ask("good/300")).isNotSameAs(ask("good/301"));
        assertThat(checks).hasValue(2);
    }

    @Test
    void shouldCheckWhatWasRefusedAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask("bad")).isInstanceOf(AuthenticationFailedException.class);
        }
        assertThat(checks).hasValue(3);
    }

    private SecurityIdentity ask(String token) {
        return tokens.authenticate(
                        new TokenAuthenticationRequest(new TokenCredential(token, "bearer")), null)
                .await()
                .indefinitely();
    }
}
