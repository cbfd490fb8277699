package dev.plumbline.dashboard.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands around every page: who looks, where they are, what waits.
///
/// @param organisation name of the maker
/// @param viewer `null` on pages for people who are not signed in
/// @param section which entry of the navigation is the current one: `organisation`, `products`,
///     `evidence`, `approvals`, `admin`, `help`, or empty
/// @param waiting how many decisions the viewer can answer
/// @param assets file of our own → its address with a digest, so that it can be cached for ever
/// @param door where evidence is sent, for the snippets
public record Shell(
        String organisation,
        @Nullable Viewer viewer,
        String section,
        long waiting,
        Map<String, String> assets,
        Door door) {
    public Shell {
        assets = Map.copyOf(assets);
    }

    public boolean may(String ability) {
        return viewer != null && viewer.may(Ability.valueOf(ability));
    }

    public String asset(String file) {
        String address = assets.get(file);
        if (address == null) {
            throw new IllegalArgumentException("no such asset: " + file);
        }
        return address;
    }

    /// @param ingest address of ingest-service, without a trailing slash
    /// @param token address of the token endpoint
    public record Door(String ingest, String token) {}
}
