package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/admin/dead-letters`: what no consumer could apply, newest first.
///
/// @param more letters that there are beside those shown
public record DeadLettersPage(List<Letter> letters, long more) {
    public DeadLettersPage {
        letters = List.copyOf(letters);
    }

    /// @param topic the dead-letter topic, such as `plumbline.evidence.v1.scoring.dlq`
    /// @param source the topic that it is sent to when it is sent once more
    /// @param consumer who could not apply it
    /// @param type of the event; `null` if it says none
    /// @param cause why, in the words of who failed
    /// @param replayedAt when it was sent once more last; `null` if it was not
    public record Letter(
            String topic,
            int partition,
            long offset,
            String source,
            String consumer,
            @Nullable String key,
            @Nullable String type,
            String cause,
            Instant at,
            int sizeBytes,
            @Nullable Instant replayedAt,
            @Nullable String replayedBy) {}
}
