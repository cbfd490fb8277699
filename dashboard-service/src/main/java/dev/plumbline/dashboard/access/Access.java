package dev.plumbline.dashboard.access;

import dev.plumbline.access.Role;
import dev.plumbline.dashboard.view.Ability;
import dev.plumbline.dashboard.view.Viewer;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Makes the viewer out of the access token of the request.
@ApplicationScoped
public class Access {
    private static final String SERVICE_ACCOUNT = "service-account-";

    /// in the order in which a page names them
    private static final List<String> KNOWN =
            List.of(
                    Role.EXECUTIVE,
                    Role.UNIT_LEAD,
                    Role.ENGINEER,
                    Role.ANALYST,
                    Role.AUDITOR,
                    Role.ADMIN,
                    Role.INGEST,
                    Role.REFERENCE,
                    Role.BACKFILL);

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Access(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /// Who asks; only where an endpoint lets in nobody who is not signed in.
    public Viewer viewer() {
        Viewer viewer = viewerIfSignedIn();
        if (viewer == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return viewer;
    }

    public @Nullable Viewer viewerIfSignedIn() {
        if (identity.isAnonymous()) {
            return null;
        }
        List<String> roles = KNOWN.stream().filter(identity::hasRole).toList();
        String name = userName();
        String fullName = token.getClaim("name");
        Set<String> groups = token.getGroups();
        return new Viewer(
                name,
                fullName == null ? name : fullName,
                roles,
                groups == null ? List.of() : List.copyOf(groups),
                abilities(roles));
    }

    /// The token that the viewer came with, to ask another service in their name.
    public String bearerToken() {
        return token.getRawToken();
    }

    /// Of a service account its client id, which is how evidence names its sender.
    private String userName() {
        String name = Objects.requireNonNullElse(identity.getPrincipal().getName(), "");
        String client = token.getClaim("azp");
        return name.startsWith(SERVICE_ACCOUNT) && client != null ? client : name;
    }

    private static Set<Ability> abilities(List<String> roles) {
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        for (String role : roles) {
            for (String permission : Permissions.of(role)) {
                switch (permission) {
                    case Permissions.EDIT_CATALOGUE -> abilities.add(Ability.EDIT_CATALOGUE);
                    case Permissions.TRIAGE -> abilities.add(Ability.TRIAGE);
                    case Permissions.ASK -> abilities.add(Ability.ASK);
                    case Permissions.APPROVE -> abilities.add(Ability.APPROVE);
                    default -> {
                        // reading is no ability beyond reading
                    }
                }
            }
        }
        return abilities;
    }
}
