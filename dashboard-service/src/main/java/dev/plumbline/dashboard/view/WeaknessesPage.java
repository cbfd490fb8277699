package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.ProductsPage.UnitChoice;
import dev.plumbline.dashboard.view.WeaknessesQuery.Source;
import dev.plumbline.events.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/weaknesses`: flaws by class of weakness (CWE) over twelve months. Shown, never scored: a count
/// that rises because people look is no worse a product.
///
/// A flaw counts once for each line that has it, in every class that is named for it. One whose
/// risk is accepted is as open as before. What was declared erroneous is not counted.
///
/// @param productName of the product in the query; `null` if it names none
/// @param from the first day of the first month; months are those of UTC
/// @param total all flaws, each once; its id is empty
/// @param classes most open ones first, then those with most opened; the class with an empty id are
///     the flaws for which nobody names one
/// @param flaws open ones of the class in the query, soonest due first, at most fifty
public record WeaknessesPage(
        Instant at,
        WeaknessesQuery query,
        @Nullable String productName,
        LocalDate from,
        Weakness total,
        List<Weakness> classes,
        List<Flaw> flaws,
        List<UnitChoice> units) {
    public static final int MONTHS = 12;
    private static final int FOREMOST = 20;

    public WeaknessesPage {
        classes = List.copyOf(classes);
        flaws = List.copyOf(flaws);
        units = List.copyOf(units);
    }

    /// The classes that stand first.
    public List<Weakness> foremost() {
        return classes.subList(0, Math.min(FOREMOST, classes.size()));
    }

    /// All others.
    public List<Weakness> others() {
        return classes.subList(Math.min(FOREMOST, classes.size()), classes.size());
    }

    public @Nullable Weakness chosen() {
        return classes.stream()
                .filter(weakness -> weakness.word().equals(query.weakness()))
                .findFirst()
                .orElse(null);
    }

    public List<Choice> sources() {
        return Arrays.stream(Source.values())
                .map(
                        source ->
                                new Choice(
                                        Address.word(source),
                                        switch (source) {
                                            case ALL -> "all";
                                            case CODE -> "own code and images";
                                            case COMPONENTS -> "components";
                                        },
                                        source == query.source()))
                .toList();
    }

    /// This page, or its JSON, with this class chosen.
    public String address(String path, @Nullable String weakness) {
        return new Address(path)
                .with("unit", query.unit())
                .with("team", query.team())
                .with("product", query.product())
                .with("source", query.source() == Source.ALL ? null : Address.word(query.source()))
                .with("weakness", weakness)
                .toString();
    }

    /// @param id such as `CWE-79`
    /// @param name in a few words; empty where we have none
    /// @param before open when the first month began, `open` today
    /// @param opened in all months, `closed` likewise
    public record Weakness(
            String id,
            String name,
            int before,
            int open,
            int opened,
            int closed,
            List<Month> months) {
        public Weakness {
            months = List.copyOf(months);
        }

        public static Weakness of(
                String id, String name, int before, int open, List<Month> months) {
            return new Weakness(
                    id,
                    name,
                    before,
                    open,
                    months.stream().mapToInt(Month::opened).sum(),
                    months.stream().mapToInt(Month::closed).sum(),
                    months);
        }

        /// As it stands in an address: there is one for those without a class, too.
        public String word() {
            return id.isEmpty() ? "none" : id;
        }

        /// How many are open at the end of each month.
        public @Nullable Sparkline sparkline() {
            return Sparkline.of(months.stream().map(month -> (double) month.open()).toList());
        }
    }

    /// @param month its first day
    /// @param open at its end, or now
    public record Month(LocalDate month, int opened, int closed, int open) {}

    /// An open flaw, on one line of a product.
    public record Flaw(
            UUID obligation,
            String product,
            String productName,
            String title,
            @Nullable String line,
            Severity severity,
            Instant openedAt,
            @Nullable Instant dueAt) {}
}
