package dev.plumbline.scoring.advisory;

import dev.plumbline.scoring.match.AdvisoryId;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Match;
import dev.plumbline.scoring.match.Matcher;
import dev.plumbline.scoring.store.InventoryStore.Remembered;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds coordinates against ranges that might concern them, past ranges included.
///
/// What an advisory once said stays a match that ended on the day it was corrected: what was owed
/// does not vanish, it closes (SCORING.md section 0, rule 3). That an advisory is withdrawn as a
/// whole is told by the advisory itself, so its ranges still match here.
public final class Rematch {
    private static final Comparator<Remembered> LIVE_FIRST_THEN_LATEST_END =
            Comparator.comparing(
                    Remembered::endedAt, Comparator.nullsFirst(Comparator.reverseOrder()));

    private final Matcher matcher = new Matcher();

    /// One range to try.
    ///
    /// @param advisory by its [AdvisoryId]
    public record Trial(
            UUID id,
            Coordinate coordinate,
            String advisory,
            String vers,
            @Nullable Instant endedAt) {}

    /// The matches among the trials: at most one for each coordinate and advisory, a live one
    /// before one that ended.
    public List<Remembered> among(Collection<Trial> trials) {
        Map<UUID, Map<String, Optional<Remembered>>> best =
                trials.stream()
                        .flatMap(trial -> attempt(trial).stream())
                        .collect(
                                Collectors.groupingBy(
                                        Remembered::coordinate,
                                        Collectors.groupingBy(
                                                remembered -> remembered.match().advisory(),
                                                Collectors.minBy(LIVE_FIRST_THEN_LATEST_END))));
        return best.values().stream()
                .flatMap(byAdvisory -> byAdvisory.values().stream())
                .flatMap(Optional::stream)
                .sorted(
                        Comparator.comparing(Remembered::coordinate)
                                .thenComparing(remembered -> remembered.match().advisory()))
                .toList();
    }

    private Optional<Remembered> attempt(Trial trial) {
        AdvisoryRange range =
                new AdvisoryRange(
                        trial.advisory(),
                        AdvisoryId.sourceIn(trial.advisory()),
                        trial.coordinate().packageKey(),
                        matcher.affected(trial.vers()),
                        null);
        List<Match> matches = matcher.match(trial.coordinate(), List.of(range)).matches();
        return matches.stream()
                .findFirst()
                .map(match -> new Remembered(trial.id(), match, trial.endedAt()));
    }
}
