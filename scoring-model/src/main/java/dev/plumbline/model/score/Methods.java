package dev.plumbline.model.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which catalogue counts when: the first from ever, each further one from its instant on.
///
/// The score of an instant is always by the catalogue that counted then, so that a new one changes
/// no past (SCORING.md I20).
public final class Methods {
    private final Scorer first;
    private final List<Change> changes;

    /// A catalogue begins to count.
    ///
    /// @param at the first instant that is scored by it
    /// @param from what counted before it
    /// @param to what counts from then on
    public record Change(Instant at, Scorer from, Scorer to) {}

    /// A catalogue and the instant from which it counts.
    public record Era(Instant since, Scorer scorer) {}

    private Methods(Scorer first, List<Change> changes) {
        this.first = first;
        this.changes = List.copyOf(changes);
    }

    /// One catalogue, from ever.
    public static Methods of(Scorer only) {
        return new Methods(only, List.of());
    }

    /// @param first counts up to the first of `later`
    /// @param later oldest first; one that brings the catalogue that counts already changes nothing
    /// @throws IllegalArgumentException if `later` is not in order
    public static Methods of(Scorer first, List<Era> later) {
        var changes = new ArrayList<Change>();
        var counts = first;
        var last = Instant.MIN;
        for (var era : later) {
            if (!era.since().isAfter(last)) {
                throw new IllegalArgumentException(era.since() + " does not follow " + last);
            }
            last = era.since();
            if (!era.scorer().catalogue().sha256().equals(counts.catalogue().sha256())) {
                changes.add(new Change(era.since(), counts, era.scorer()));
                counts = era.scorer();
            }
        }
        return new Methods(first, changes);
    }

    /// What counts at an instant.
    public Scorer at(Instant instant) {
        var counts = first;
        for (var change : changes) {
            if (change.at().isAfter(instant)) {
                break;
            }
            counts = change.to();
        }
        return counts;
    }

    /// What counts since the last change.
    public Scorer newest() {
        return changes.isEmpty() ? first : changes.getLast().to();
    }

    /// Changes after one instant and up to another, oldest first.
    public List<Change> between(Instant after, Instant upTo) {
        return changes.stream()
                .filter(change -> change.at().isAfter(after) && !change.at().isAfter(upTo))
                .toList();
    }
}
