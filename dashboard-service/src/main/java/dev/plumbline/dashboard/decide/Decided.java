package dev.plumbline.dashboard.decide;

import java.util.Map;
import java.util.UUID;

/// What came of asking or answering.
public sealed interface Decided {

    /// It counts, and was told to scoring-service.
    record InForce(UUID id) implements Decided {}

    /// A second person must answer.
    record Waiting(UUID id) implements Decided {}

    /// It was declined, or withdrawn by who asked, or ended.
    record Closed(UUID id) implements Decided {}

    /// @param mistakes field → what to mend
    record Refused(Map<String, String> mistakes) implements Decided {
        public Refused {
            mistakes = Map.copyOf(mistakes);
        }

        static Refused of(String field, String mistake) {
            return new Refused(Map.of(field, mistake));
        }
    }

    /// There is nothing of this kind that the viewer may see.
    record Unknown() implements Decided {}

    /// @param why what role or person it takes
    record NotAllowed(String why) implements Decided {}

    /// @param why such as that it was answered already
    record Overtaken(String why) implements Decided {}
}
