package dev.plumbline.scoring.assess;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How assessments behave.
@ConfigMapping(prefix = "plumbline.assess")
public interface AssessConfig {

    /// How long a product has to be quiet before a changed past is told anew.
    @WithDefault("3s")
    Duration retellAfter();

    /// How long the check of a feed, which concerns every product, lets those go first that a flaw
    /// hits. Checks of several feeds within that time cost one score.
    @WithDefault("2s")
    Duration checksAfter();

    /// Evidence that is older than the previous score by no more than this arrived in time: it only
    /// travelled longer.
    @WithDefault("1m")
    Duration inTime();

    /// How long a product may wait for its score before its message counts as lost and is sent
    /// again.
    @WithDefault("10m")
    Duration lostAfter();
}
