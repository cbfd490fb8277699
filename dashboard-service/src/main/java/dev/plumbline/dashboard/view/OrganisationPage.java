package dev.plumbline.dashboard.view;

import dev.plumbline.events.ScoreComputed.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/`: the organisation, or the part of it that the viewer may see.
///
/// The organisation's figure is the shifted geometric mean over its products, weighted by
/// criticality (`dev.plumbline.model.score.RollUp`). Products that are not rated yet count with
/// what they show; those without any score are counted beside it.
///
/// @param evidenceUpTo when the newest evidence was received
/// @param products active products in the viewer's sight, `rated` those with a score that shows
/// @param coverage how much stands behind the overall figure
/// @param history daily, oldest first, up to 180 days
/// @param movers the five products that moved most in 90 days, largest first
/// @param deadlines what needs a decision: at most three late ones, those that set the lowest cap
///     first, then the most severe and longest late; then at most six that run out next, soonest
///     first
/// @param late how many obligations are late in all
/// @param waiting what the viewer can approve or decline
/// @param connect products that are not rated yet, most critical first, at most ten
public record OrganisationPage(
        Instant at,
        @Nullable Instant evidenceUpTo,
        int products,
        int rated,
        int releases,
        @Nullable Catalogue catalogue,
        Standing overall,
        Coverage coverage,
        List<PrincipleCard> principles,
        List<UnitRow> units,
        List<HistoryDot> history,
        List<Marker> markers,
        List<Mover> movers,
        List<Deadline> deadlines,
        long late,
        List<DecisionRow> waiting,
        List<ProductHeader> connect) {
    public OrganisationPage {
        principles = List.copyOf(principles);
        units = List.copyOf(units);
        history = List.copyOf(history);
        markers = List.copyOf(markers);
        movers = List.copyOf(movers);
        deadlines = List.copyOf(deadlines);
        waiting = List.copyOf(waiting);
        connect = List.copyOf(connect);
    }

    public List<Deadline> lateFirst() {
        return deadlines.stream().filter(deadline -> !deadline.dueAt().isAfter(at)).toList();
    }

    public List<Deadline> coming() {
        return deadlines.stream().filter(deadline -> deadline.dueAt().isAfter(at)).toList();
    }

    /// How many late ones are not named in `deadlines`.
    public long moreLate() {
        return Math.max(0, late - lateFirst().size());
    }

    /// The way of a principle, or of `overall`, over the last 90 days.
    public @Nullable Sparkline sparkline(String principle) {
        return Sparkline.of(history, principle, at.minus(Duration.ofDays(90)), at);
    }

    /// One principle over all products.
    ///
    /// @param shortTitle for charts and tables
    /// @param cappedProducts how many products a cap holds back here
    /// @param why what moved it most in 90 days, largest first, at most three
    public record PrincipleCard(
            String id,
            String title,
            String shortTitle,
            Standing standing,
            int cappedProducts,
            List<Cause> why) {
        public PrincipleCard {
            why = List.copyOf(why);
        }
    }

    /// One reason for a change, in points of the figure beside which it stands.
    ///
    /// @param product key, and `productName`, where it happened; `null` where the page names it
    ///     already
    /// @param measure which measure moved; `null` for the share of caps and of method
    public record Cause(
            String title,
            @Nullable String product,
            @Nullable String productName,
            @Nullable String measure,
            double points) {}

    /// @param principles principle → standing, in the order of the principles
    public record UnitRow(
            String key,
            String name,
            Standing overall,
            Map<String, Standing> principles,
            int rated,
            int products,
            Coverage coverage,
            List<TeamRow> teams) {
        public UnitRow {
            teams = List.copyOf(teams);
        }
    }

    public record TeamRow(String key, String name, Standing overall, Coverage coverage) {}

    /// A product that moved.
    ///
    /// @param points change of the overall shown score over `days`
    /// @param why largest first, at most four
    /// @param rest points of all causes not named in `why`, so that the line sums exactly
    /// @param capped part of `points` that caps made; 0 where none did
    public record Mover(
            String product,
            String name,
            double points,
            int days,
            List<Cause> why,
            double rest,
            double capped) {
        public Mover {
            why = List.copyOf(why);
        }
    }

    /// Something that runs out, or did.
    ///
    /// @param kind kind of the obligation, such as `kev-match`, `match`, `waiver`
    /// @param caps gates that this one alone or with others holds; empty if none
    public record Deadline(
            UUID obligation,
            String kind,
            String title,
            String product,
            String productName,
            String teamName,
            @Nullable String line,
            @Nullable String component,
            String measure,
            Instant dueAt,
            List<String> caps) {
        public Deadline {
            caps = List.copyOf(caps);
        }
    }
}
