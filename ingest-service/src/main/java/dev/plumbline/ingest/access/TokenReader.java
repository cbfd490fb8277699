package dev.plumbline.ingest.access;

import dev.plumbline.access.Sight;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Reads sender and viewer from the token that the request was let in with.
@ApplicationScoped
public class TokenReader {
    private static final String SERVICE_ACCOUNT = "service-account-";

    private final SecurityIdentity identity;

    /// @param identity of the request that runs
    TokenReader(SecurityIdentity identity) {
        this.identity = identity;
    }

    /// Who sends, from the claims `preferred_username` and `azp`.
    public Sender sender() {
        return sender(identity, token());
    }

    static Sender sender(SecurityIdentity identity, JsonWebToken token) {
        String user = claim(token, "preferred_username", identity.getPrincipal().getName());
        Set<String> roles = identity.getRoles();
        if (user.startsWith(SERVICE_ACCOUNT)) {
            return new Sender(
                    claim(token, "azp", user.substring(SERVICE_ACCOUNT.length())),
                    Sender.Kind.SERVICE_ACCOUNT,
                    roles);
        }
        return new Sender(user, Sender.Kind.PERSON, roles);
    }

    /// Which products the person who asks may see.
    public Sight sight() {
        return Sight.of(identity.getRoles(), groups(token()));
    }

    private JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw new IllegalStateException(
                "let in without a token: " + identity.getPrincipal().getClass().getName());
    }

    private static String claim(JsonWebToken token, String name, String otherwise) {
        Object value = token.getClaim(name);
        return value instanceof String text && !text.isBlank() ? text : otherwise;
    }

    private static List<String> groups(JsonWebToken token) {
        List<String> groups = new ArrayList<>();
        switch (token.<Object>getClaim("groups")) {
            case JsonArray array -> {
                for (var value : array) {
                    if (value instanceof JsonString text) {
                        groups.add(text.getString());
                    }
                }
            }
            case Iterable<?> values -> values.forEach(value -> groups.add(String.valueOf(value)));
            case null, default -> {
                // the token names no groups
            }
        }
        return groups;
    }
}
