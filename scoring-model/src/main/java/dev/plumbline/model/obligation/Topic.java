package dev.plumbline.model.obligation;

import org.jspecify.annotations.Nullable;

/// All that the ledger says about one key: its concerns by the number of their kind, and the claims
/// that demands have on it by the number of the demand.
final class Topic {
    final @Nullable Concern[] concerns;
    final @Nullable Claim[] claims;

    Topic(int kinds, int demands) {
        concerns = new Concern[kinds];
        claims = new Claim[demands];
    }
}
