package dev.plumbline.dashboard.view;

import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ConnectionReported.State;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/admin/connections`: what brings evidence in by itself, and how it is doing.
///
/// @param hookAddress where hooks are called, without the key
public record ConnectionsPage(List<Hook> hooks, List<Feed> feeds, String hookAddress) {
    public ConnectionsPage {
        hooks = List.copyOf(hooks);
        feeds = List.copyOf(feeds);
    }

    public record Hook(HookSaved hook, Doing doing) {
        public String kind() {
            return switch (hook.kind()) {
                case GITHUB -> "GitHub";
                case GITLAB -> "GitLab";
                case STANDARD -> "Standard Webhooks";
            };
        }

        /// Until when an older secret is accepted beside the newest; `null` if there is none.
        public @Nullable Instant oldSecretUntil() {
            return hook.secrets().stream()
                    .map(secret -> secret.until())
                    .filter(until -> until != null)
                    .max(Instant::compareTo)
                    .orElse(null);
        }
    }

    public record Feed(FeedSaved feed, Doing doing) {
        public String kind() {
            return switch (feed.kind()) {
                case OSV -> "OSV advisories";
                case KEV -> "CISA KEV";
                case EPSS -> "EPSS";
                case CSAF -> "CSAF provider";
                case NVD -> "NVD";
                case VULNRICHMENT -> "CISA vulnrichment (SSVC)";
            };
        }

        /// Such as `every 2 h`.
        public String every() {
            int minutes = feed.everyMinutes();
            return minutes % 60 == 0 ? "every " + minutes / 60 + " h" : "every " + minutes + " min";
        }
    }

    /// @param report `null` if nothing was heard yet
    public record Doing(boolean archived, boolean paused, @Nullable ConnectionReported report) {
        public String word() {
            if (archived) {
                return "archived";
            }
            if (paused) {
                return "paused";
            }
            State state = report == null ? State.NEW : report.state();
            return state == State.NEW
                    ? "nothing yet"
                    : state == State.WELL ? "going well" : state.name().toLowerCase(Locale.ROOT);
        }

        /// A shape beside the word, so that no colour stands alone.
        public String mark() {
            if (archived || paused) {
                return "Ⅱ";
            }
            State state = report == null ? State.NEW : report.state();
            return switch (state) {
                case FAILING -> "✕";
                case WELL -> "✓";
                case RUNNING -> "↻";
                case NEW, PAUSED -> "○";
            };
        }

        public boolean failing() {
            return !archived && !paused && report != null && report.state() == State.FAILING;
        }
    }
}
