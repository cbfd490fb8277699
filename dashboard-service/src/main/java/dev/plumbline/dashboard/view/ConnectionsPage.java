package dev.plumbline.dashboard.view;

import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ConnectionReported.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/admin/connections`: what brings evidence in by itself, and how it is doing.
///
/// @param hookAddress where hooks are called, without the key
public record ConnectionsPage(List<Hook> hooks, List<Feed> feeds, String hookAddress) {
    private static final int TARGETS_AT_ONCE = 3;

    /// Those that fail come first.
    public ConnectionsPage {
        hooks =
                hooks.stream()
                        .sorted(Comparator.comparing(hook -> !hook.doing().failing()))
                        .toList();
        feeds =
                feeds.stream()
                        .sorted(Comparator.comparing(feed -> !feed.doing().failing()))
                        .toList();
    }

    /// Until when an older secret of a hook is accepted beside the newest; `null` if there is none.
    public static @Nullable Instant oldSecretUntil(HookSaved hook) {
        return hook.secrets().stream()
                .map(secret -> secret.until())
                .filter(until -> until != null)
                .max(Instant::compareTo)
                .orElse(null);
    }

    public record Hook(HookSaved hook, Doing doing) {
        public String kind() {
            return switch (hook.kind()) {
                case GITHUB -> "GitHub";
                case GITLAB -> "GitLab";
                case STANDARD -> "Standard Webhooks";
            };
        }

        public @Nullable Instant oldSecretUntil() {
            return ConnectionsPage.oldSecretUntil(hook);
        }

        /// Where its deliveries go, as far as a row has room.
        public List<HookTarget> firstTargets() {
            return hook.targets().stream().limit(TARGETS_AT_ONCE).toList();
        }

        public List<HookTarget> moreTargets() {
            return hook.targets().stream().skip(TARGETS_AT_ONCE).toList();
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
