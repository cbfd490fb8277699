package dev.plumbline.ingest.source.forge;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One alert of a forge in one state. Kept as JSON, so fields may be added and not renamed.
///
/// The value of a secret is no part of it.
///
/// @param number by which the forge knows it, unique for its kind in its repository
/// @param changedAt since when it is in this state; `null` where the forge does not say
/// @param whole whether the event told all that the forge knows of it
/// @param tool that found it, such as `CodeQL`
/// @param rule that it breaks, the flaw's id or the kind of secret
/// @param reason why people set it aside, for [State#SET_ASIDE]
/// @param component that has the known flaw; `null` for what was found in the code itself
public record Alert(
        Kind kind,
        long number,
        State state,
        @Nullable Instant changedAt,
        boolean whole,
        String tool,
        @Nullable String toolVersion,
        ScanKind looksFor,
        String rule,
        String title,
        Severity severity,
        List<String> cwes,
        @Nullable String path,
        @Nullable Integer line,
        @Nullable String reason,
        @Nullable FlawedComponent component) {
    public Alert {
        cwes = List.copyOf(cwes);
    }

    /// What is numbered together in a repository.
    public enum Kind {
        CODE_SCANNING("code scanning alerts"),
        DEPENDENCIES("dependency alerts"),
        SECRET_SCANNING("secret scanning alerts"),
        VULNERABILITIES("vulnerabilities");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public enum State {
        OPEN,
        /// people decided not to mend it
        SET_ASIDE,
        /// mended, or the secret is dead
        GONE
    }

    /// @param ids names of the flaw, the forge's own first
    /// @param version as installed; `null` where the forge does not say
    public record FlawedComponent(
            String name,
            @Nullable String version,
            List<String> ids,
            @Nullable String purl,
            @Nullable String fixedIn) {
        public FlawedComponent {
            ids = List.copyOf(ids);
        }
    }
}
