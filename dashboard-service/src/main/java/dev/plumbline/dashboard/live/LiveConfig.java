package dev.plumbline.dashboard.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How many pages may stay live, and for how long.
@ConfigMapping(prefix = "plumbline.live")
interface LiveConfig {
    /// Open connections of one instance; beyond it a page is told to try again and shows what it
    /// has.
    @WithDefault("2000")
    int connections();

    /// A connection ends after this and the browser makes a new one, so that rights are checked
    /// again.
    @WithDefault("15m")
    Duration lifetime();

    /// Silence after which a comment is sent, so that nothing in between takes the connection for
    /// dead.
    @WithDefault("20s")
    Duration heartbeat();

    /// Changes within this time reach a page as one event.
    @WithDefault("300ms")
    Duration gather();

    /// Last notices kept for pages that connect after they were rendered.
    @WithDefault("1000")
    int remembered();
}
