package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.PledgePage.Goal;
import dev.plumbline.dashboard.view.PledgePage.Lacking;
import dev.plumbline.dashboard.view.PledgePage.Part;
import dev.plumbline.dashboard.view.PledgePage.Worth;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the goals of the pledge are worth over a set of products.
///
/// @param goals in the order of the pledge, each with its measures in that of the catalogue
public record PledgeGoals(List<Asked> goals) {
    public PledgeGoals {
        goals = List.copyOf(goals);
    }

    /// A goal and what answers it.
    public record Asked(String id, String title, List<Named> measures) {
        public Asked {
            measures = List.copyOf(measures);
        }
    }

    public record Named(String id, String title) {}

    /// One product, today and on the baseline day.
    ///
    /// @param criticality today's; its weight
    /// @param today its measures; `null` until it has a score
    /// @param then likewise; `null` where no snapshot of that day is
    /// @param methodThen digest of the catalogue on the baseline day, `methodNow` of today's
    public record Product(
            String key,
            String name,
            int criticality,
            @Nullable List<Measured> today,
            @Nullable List<Measured> then,
            @Nullable String methodThen,
            @Nullable String methodNow) {
        public Product {
            today = today == null ? null : List.copyOf(today);
            then = then == null ? null : List.copyOf(then);
        }

        public boolean isCompared() {
            return then != null && today != null;
        }

        public boolean wasMeasuredOtherwise() {
            return isCompared() && !Objects.equals(methodThen, methodNow);
        }
    }

    /// What a measure that concerns a product was worth.
    ///
    /// @param worth 0..1
    /// @param coverage 0..1; 0 where no fresh evidence shows anything of it
    public record Measured(String id, double worth, double weight, double coverage) {}

    /// All goals over these products.
    public List<Goal> over(List<Product> products) {
        return goals.stream().map(goal -> goal(goal, products)).toList();
    }

    private static Goal goal(Asked goal, List<Product> products) {
        if (goal.measures().isEmpty()) {
            return new Goal(goal.id(), goal.title(), Worth.NONE, 0, List.of(), List.of());
        }
        Sums sums = Sums.of(ids(goal.measures()), products);
        return new Goal(
                goal.id(),
                goal.title(),
                sums.worth(),
                sums.concerned,
                goal.measures().stream().map(measure -> part(measure, products)).toList(),
                lacking(goal, products));
    }

    private static Part part(Named measure, List<Product> products) {
        Sums sums = Sums.of(Set.of(measure.id()), products);
        return new Part(
                measure.id(),
                measure.title(),
                sums.worth(),
                sums.concerned,
                (int)
                        products.stream()
                                .filter(product -> lacks(product, List.of(measure)) != null)
                                .count());
    }

    private static List<Lacking> lacking(Asked goal, List<Product> products) {
        return products.stream()
                .sorted(
                        Comparator.comparingInt(Product::criticality)
                                .reversed()
                                .thenComparing(Product::name)
                                .thenComparing(Product::key))
                .map(product -> lacks(product, goal.measures()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Lacking lacks(Product product, List<Named> measures) {
        List<Measured> today = product.today();
        if (today == null) {
            return new Lacking(product.key(), product.name(), List.of());
        }
        Predicate<Named> unseen =
                named ->
                        today.stream()
                                .anyMatch(m -> m.id().equals(named.id()) && m.coverage() <= 0);
        List<String> titles = measures.stream().filter(unseen).map(Named::title).toList();
        return titles.isEmpty() ? null : new Lacking(product.key(), product.name(), titles);
    }

    private static Set<String> ids(List<Named> measures) {
        return measures.stream().map(Named::id).collect(Collectors.toSet());
    }

    /// Sums over products: of all today, and of those that are compared, then and now.
    private static final class Sums {
        final Mean today = new Mean();
        final Mean then = new Mean();
        final Mean now = new Mean();
        int concerned;

        static Sums of(Set<String> measures, List<Product> products) {
            Sums sums = new Sums();
            products.forEach(product -> sums.add(measures, product));
            return sums;
        }

        Worth worth() {
            return Worth.of(today.value(), then.value(), now.value());
        }

        private void add(Set<String> measures, Product product) {
            List<Measured> measured = product.today();
            Double today = measured == null ? (Double) 0.0 : worth(measures, measured);
            if (today == null) {
                return;
            }
            concerned++;
            this.today.add(product.criticality(), today);
            List<Measured> before = measured == null ? null : product.then();
            Double then = before == null ? null : worth(measures, before);
            if (then != null) {
                this.then.add(product.criticality(), then);
                now.add(product.criticality(), today);
            }
        }

        /// The mean of these measures by weight; `null` if none of them concerns the product.
        private static @Nullable Double worth(Set<String> measures, List<Measured> measured) {
            Mean mean = new Mean();
            measured.stream()
                    .filter(measure -> measures.contains(measure.id()))
                    .forEach(measure -> mean.add(measure.weight(), measure.worth()));
            return mean.share();
        }
    }

    private static final class Mean {
        private double weights;
        private double sum;

        void add(double weight, double value) {
            weights += weight;
            sum += weight * value;
        }

        @Nullable Double share() {
            return weights == 0 ? null : (Double) (sum / weights);
        }

        /// 0..100
        @Nullable Double value() {
            Double share = share();
            return share == null ? null : (Double) (100 * share);
        }
    }
}
