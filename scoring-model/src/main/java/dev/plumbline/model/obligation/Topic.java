package dev.plumbline.model.obligation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All that the ledger says about one key: its concerns and the claims that demands have on it.
///
/// Few kinds meet under one key and few demands ask for it, so both are found by looking at each.
final class Topic {
    private static final Concern[] NO_CONCERNS = {};
    private static final Claim[] NO_CLAIMS = {};

    private Concern[] concerns = NO_CONCERNS;
    private Claim[] claims = NO_CLAIMS;

    /// @param kind the plan's number of it
    @Nullable Concern concern(int kind) {
        for (var concern : concerns) {
            if (concern.kind == kind) {
                return concern;
            }
        }
        return null;
    }

    Concern open(int kind) {
        concerns = Arrays.copyOf(concerns, concerns.length + 1);
        return concerns[concerns.length - 1] = new Concern(kind);
    }

    /// @param demand the plan's number of it
    @Nullable Claim claim(int demand) {
        for (var claim : claims) {
            if (claim.demand == demand) {
                return claim;
            }
        }
        return null;
    }

    void add(Claim claim) {
        claims = Arrays.copyOf(claims, claims.length + 1);
        claims[claims.length - 1] = claim;
    }
}
