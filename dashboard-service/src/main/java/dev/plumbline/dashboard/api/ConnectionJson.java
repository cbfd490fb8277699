package dev.plumbline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.CatalogChange.OfConnection;
import dev.plumbline.events.ConnectionReported;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A hook or feed as it is answered: never with what it is sealed with.
///
/// @param secret in clear, in the one answer that made it
/// @param oldSecretsUntil when older secrets stop being accepted
/// @param report how it is doing; `null` if nothing was heard yet
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionJson(
        String key,
        long revision,
        boolean archived,
        String kind,
        boolean paused,
        @Nullable Boolean world,
        @Nullable List<HookTarget> targets,
        @Nullable String address,
        @Nullable Integer everyMinutes,
        @Nullable List<String> only,
        @Nullable Boolean hasApiKey,
        @Nullable String secret,
        @Nullable List<Instant> oldSecretsUntil,
        @Nullable ConnectionReported report) {

    static ConnectionJson of(
            OfConnection connection, @Nullable ConnectionReported report, @Nullable String secret) {
        return switch (connection) {
            case HookSaved hook ->
                    new ConnectionJson(
                            hook.key(),
                            hook.revision(),
                            hook.archived(),
                            hook.kind().name().toLowerCase(Locale.ROOT),
                            hook.paused(),
                            hook.world(),
                            hook.targets(),
                            null,
                            null,
                            null,
                            null,
                            secret,
                            hook.secrets().stream()
                                    .map(each -> each.until())
                                    .filter(Objects::nonNull)
                                    .toList(),
                            report);
            case FeedSaved feed ->
                    new ConnectionJson(
                            feed.key(),
                            feed.revision(),
                            feed.archived(),
                            feed.kind().name().toLowerCase(Locale.ROOT),
                            feed.paused(),
                            null,
                            null,
                            feed.address(),
                            feed.everyMinutes(),
                            feed.only(),
                            feed.sealedKey() != null,
                            null,
                            null,
                            report);
        };
    }
}
