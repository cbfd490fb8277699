package dev.plumbline.dashboard.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;

/// Sends people to the login page, and tells machines 401: a script can do nothing with a redirect.
@Alternative
@Priority(1)
@ApplicationScoped
class ApiChallenge implements HttpAuthenticationMechanism {
    private static final ChallengeData UNAUTHORIZED =
            new ChallengeData(
                    HttpResponseStatus.UNAUTHORIZED.code(),
                    "WWW-Authenticate",
                    "Bearer realm=\"plumbline\"");

    private final OidcAuthenticationMechanism oidc;

    ApiChallenge(OidcAuthenticationMechanism oidc) {
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager identityProviders) {
        return oidc.authenticate(context, identityProviders);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return context.normalizedPath().startsWith("/api/")
                        || context.request().getHeader("Authorization") != null
                ? Uni.createFrom().item(UNAUTHORIZED)
                : oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }
}
