package dev.plumbline.dashboard.connect;

import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A hook or feed as somebody wants it to be.
public sealed interface ConnectionDraft {
    String key();

    /// As in [dev.plumbline.events.CatalogChange]: `hook/KEY` or `feed/KEY`.
    String name();

    /// @param kind `null` where it could not be read
    /// @param secret to sign with; `null` keeps what is there, or has one made for a new hook
    record Hook(
            String key,
            @Nullable HookKind kind,
            boolean paused,
            boolean world,
            List<HookTarget> targets,
            @Nullable String secret)
            implements ConnectionDraft {
        public Hook {
            targets = List.copyOf(targets);
        }

        @Override
        public String name() {
            return "hook/" + key;
        }
    }

    /// @param kind `null` where it could not be read
    /// @param apiKey `null` keeps what is there
    record Feed(
            String key,
            @Nullable FeedKind kind,
            boolean paused,
            @Nullable String address,
            int everyMinutes,
            List<String> only,
            @Nullable String apiKey)
            implements ConnectionDraft {
        public Feed {
            only = List.copyOf(only);
        }

        @Override
        public String name() {
            return "feed/" + key;
        }
    }
}
