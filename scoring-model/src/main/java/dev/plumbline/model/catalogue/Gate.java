package dev.plumbline.model.catalogue;

import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Filter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What no good work can buy off: while its cause stands, the principle and the overall score show
/// no more than a cap.
///
/// @param trust the least trust of evidence that lifts it
/// @param one why it holds, for one cause; `many` for several. `{count}`, `{days}` and `{concern}`
///     are filled in
/// @param lift what it takes to lift it where several causes hold it together; empty if nothing can
///     be said
public record Gate(
        String id,
        String title,
        String principle,
        Cause cause,
        double trust,
        String one,
        String many,
        String lift) {

    public sealed interface Cause {}

    /// An obligation of a measure is open past its due day.
    ///
    /// @param kinds kinds of concern that count; empty for all of the measure
    /// @param closes what lifts it: not all that closes the obligation need lift the cap
    /// @param metLate what is left of the cap after a late closing; `null` if nothing is
    public record Overdue(
            String measure,
            Filter filter,
            Set<String> kinds,
            List<String> closes,
            List<Step> steps,
            @Nullable MetLate metLate)
            implements Cause {
        public Overdue {
            kinds = Set.copyOf(kinds);
            closes = List.copyOf(closes);
            steps = List.copyOf(steps);
        }
    }

    /// What was met late goes on to hold a cap until newer evidence has come, so that waiting never
    /// lifts it.
    ///
    /// @param cap 0..1
    /// @param untilSeenDays until the measure's newest look is so much younger than the closing
    public record MetLate(double cap, double untilSeenDays) {}

    /// @param afterDays more days late than this
    /// @param cap 0..1
    public record Step(double afterDays, double cap) {}

    /// A concern stands open, due or not.
    public record Open(Demand demand, double cap) implements Cause {}

    /// An item of a list has no answer. Stands for absence: lifted in the headroom unless answered
    /// with "no".
    public record AbsentItem(String list, String item, double cap) implements Cause {}

    /// No supported release has evidence of the kind. Stands for absence: lifted in the headroom.
    public record AbsentEvidence(String kind, double cap) implements Cause {}
}
