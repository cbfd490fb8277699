package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.ProductsPage.UnitChoice;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/pledge`: how far the goals of CISA's Secure by Design Pledge have come since the day it was
/// taken, over the products in sight.
///
/// A goal is worth the mean of its measures by weight in each product, and over products the mean
/// by today's criticality. A product without evidence counts as 0, in the open. Progress compares
/// the products that had a score on the baseline day and are still there, so that neither a new
/// product nor an archived one makes any.
///
/// @param unit and `team` that the page is about; `null` for all in sight
/// @param stated the day on which the organisation says it took the pledge; `null` if it says none
/// @param baseline day of the snapshot that today is held against; `null` until there is one
/// @param window the year that the pledge gives; `null` until it begins to count
/// @param products in sight and active; `compared` those of them with a snapshot of the baseline
///     day
/// @param methodChanged whether some of these were measured by another catalogue then
public record PledgePage(
        Instant at,
        @Nullable String unit,
        @Nullable String team,
        @Nullable LocalDate stated,
        @Nullable LocalDate baseline,
        @Nullable Window window,
        int products,
        int compared,
        boolean methodChanged,
        List<Goal> goals,
        List<UnitChoice> units) {
    public PledgePage {
        goals = List.copyOf(goals);
        units = List.copyOf(units);
    }

    /// Whether the first snapshot is younger than the day that was stated.
    public boolean baselineIsLate() {
        return stated != null && baseline != null && baseline.isAfter(stated);
    }

    /// How many products came since the baseline day, or had no score then.
    public int joined() {
        return products - compared;
    }

    /// Whether some goals have no measure in the catalogue in use.
    public boolean lacksMeasures() {
        return goals.stream().anyMatch(goal -> goal.measures().isEmpty());
    }

    /// Where the page is to be found, with its filter.
    public String address(String path) {
        return new Address(path).with("unit", unit).with("team", team).toString();
    }

    /// @param since from the day as stated, else from the first snapshot's, `until` a year later
    /// @param daysLeft 0 once it is over
    public record Window(LocalDate since, LocalDate until, long daysLeft) {

        /// @return `null` where neither day is known
        public static @Nullable Window of(
                @Nullable LocalDate stated, @Nullable LocalDate baseline, Instant now) {
            LocalDate since = stated == null ? baseline : stated;
            if (since == null) {
                return null;
            }
            LocalDate until = since.plusYears(1);
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            return new Window(since, until, Math.max(0, ChronoUnit.DAYS.between(today, until)));
        }
    }

    /// What something is worth, 0..100.
    ///
    /// @param today over all products that it concerns; `null` where it concerns none
    /// @param baseline on the baseline day, and `compared` today, over the products that had a
    ///     score on both; `progress` in points from one to the other; all `null` where there is
    ///     none
    public record Worth(
            @Nullable Double today,
            @Nullable Double baseline,
            @Nullable Double compared,
            @Nullable Double progress) {
        public static final Worth NONE = new Worth(null, null, null, null);

        public static Worth of(
                @Nullable Double today, @Nullable Double baseline, @Nullable Double compared) {
            return new Worth(
                    today,
                    baseline,
                    compared,
                    baseline == null || compared == null ? null : (Double) (compared - baseline));
        }
    }

    /// One of the seven.
    ///
    /// @param id number of the goal
    /// @param concerned how many products it concerns
    /// @param measures that make it up; empty where the catalogue in use has none
    /// @param lacking products that it concerns and that lack the evidence of one of its measures
    ///     or more, most critical first
    public record Goal(
            String id,
            String title,
            Worth worth,
            int concerned,
            List<Part> measures,
            List<Lacking> lacking) {
        private static final int NAMED = 10;

        public Goal {
            measures = List.copyOf(measures);
            lacking = List.copyOf(lacking);
        }

        /// Those of `lacking` that a page names.
        public List<Lacking> named() {
            return lacking.subList(0, Math.min(NAMED, lacking.size()));
        }

        public int unnamed() {
            return lacking.size() - named().size();
        }
    }

    /// A measure of a goal.
    ///
    /// @param lacking how many products lack its evidence
    public record Part(String id, String title, Worth worth, int concerned, int lacking) {}

    /// @param measures titles of the measures of which the product has no fresh evidence; empty if
    ///     nothing at all is known of it
    public record Lacking(String key, String name, List<String> measures) {
        public Lacking {
            measures = List.copyOf(measures);
        }
    }
}
