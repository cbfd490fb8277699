package dev.plumbline.ingest.access;

import dev.plumbline.access.Role;
import java.util.Set;

/// Whoever brings a piece of evidence, as the token tells.
///
/// @param name client id of a service account, user name of a person
/// @param roles realm roles
public record Sender(String name, Kind kind, Set<String> roles) {
    /// Trust of a scanner or auditor that is not the maker's own.
    public static final double INDEPENDENT_TRUST = 1.0;

    /// Trust of the maker's own CI.
    public static final double MAKER_TRUST = 0.9;

    /// Trust of a named person's word.
    public static final double PERSON_TRUST = 0.7;

    /// Trust of an answer that nobody signs.
    public static final double UNSIGNED_TRUST = 0.4;

    public enum Kind {
        SERVICE_ACCOUNT,
        PERSON
    }

    public Sender {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /// What documents, releases and gate results of this sender are worth.
    public double evidenceTrust() {
        return has(Role.INDEPENDENT) ? INDEPENDENT_TRUST : MAKER_TRUST;
    }

    /// What an answer of this sender is worth: a person stands for a word with a name; a pipeline
    /// stands only for what it has read at an address and fixed by its digest.
    ///
    /// @param proven whether the answer names its proof and the proof's digest
    public double answerTrust(boolean proven) {
        if (has(Role.INDEPENDENT)) {
            return INDEPENDENT_TRUST;
        }
        if (kind == Kind.PERSON) {
            return PERSON_TRUST;
        }
        return proven ? MAKER_TRUST : UNSIGNED_TRUST;
    }
}
