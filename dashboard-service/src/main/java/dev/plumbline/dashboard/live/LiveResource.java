package dev.plumbline.dashboard.live;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.Scope;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Tells an open page that what it shows has changed.
@Path("/live")
class LiveResource {
    private static final long TRY_AGAIN_SECONDS = 30;

    private final LiveFeed feed;
    private final Access access;

    LiveResource(LiveFeed feed, Access access) {
        this.feed = feed;
        this.access = access;
    }

    /// @param product only what changes there; all that the viewer may see if absent
    /// @param since when the page was rendered, as ISO-8601 instant; what changed since then is
    ///     told at once. All of it counts as changed if absent or not an instant
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed(Permissions.READ)
    public Multi<OutboundSseEvent> listen(
            @RestQuery @Nullable String product,
            @RestQuery @Nullable String since,
            @Context Sse sse) {
        if (feed.full()) {
            throw new ServiceUnavailableException(TRY_AGAIN_SECONDS);
        }
        Scope scope = Scope.of(access.viewer());
        return feed.listen(
                        instant(since),
                        notice ->
                                (product == null || product.equals(notice.product()))
                                        && scope.sees(notice.unit(), notice.team()))
                .map(
                        signal ->
                                switch (signal) {
                                    case HEARTBEAT ->
                                            sse.newEventBuilder().comment("still here").build();
                                    case CHANGED -> sse.newEvent("changed", "");
                                });
    }

    private static Instant instant(@Nullable String since) {
        try {
            return since == null ? Instant.MIN : Instant.parse(since);
        } catch (DateTimeParseException _) {
            return Instant.MIN;
        }
    }
}
