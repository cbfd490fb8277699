package dev.plumbline.model.catalogue;

import dev.plumbline.model.catalogue.Form.Answering;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Item;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One version of what is measured and how: everything that a score depends on besides evidence and
/// time.
///
/// @param sha256 digest of the file's bytes as 64 hex digits; of an overlay, of both files
/// @param model constants of the model: shift, windows, thresholds
/// @param weights what words, severities and tiers weigh
/// @param evidence evidence kind → how people speak of it and how it is sent
/// @param profile what a product is, as far as measures ask; `null` if none does
/// @param principles in the order of the source text; their omegas sum to 1
/// @param gates what holds a score back, whatever else is good
/// @param remedies what people can do about open obligations
public record Catalogue(
        String id,
        String version,
        String title,
        String sha256,
        Model model,
        Weights weights,
        @Nullable Profile profile,
        Map<String, EvidenceKind> evidence,
        List<Principle> principles,
        List<Gate> gates,
        List<Remedy> remedies) {
    public Catalogue {
        evidence = Map.copyOf(evidence);
        principles = List.copyOf(principles);
        gates = List.copyOf(gates);
        remedies = List.copyOf(remedies);
    }

    /// All measures, in the order of principles and themes.
    public Stream<Measure> measures() {
        return principles.stream()
                .flatMap(principle -> principle.themes().stream())
                .flatMap(theme -> theme.measures().stream());
    }

    /// All that is owed: of measures in their order, then of gates that hold for concerns of their
    /// own.
    public Stream<Demand> demands() {
        return Stream.concat(
                measures().flatMap(measure -> measure.form().demands()),
                gates.stream()
                        .flatMap(
                                gate ->
                                        gate.cause() instanceof Gate.Open open
                                                ? Stream.of(open.demand())
                                                : Stream.empty()));
    }

    /// Constants of the model (SCORING.md part C). Judgement, not fitted to loss data.
    ///
    /// @param shift ε of the shifted geometric mean
    /// @param windowDays how long an obligation counts in D
    /// @param recoveryDays days of newer evidence after which a late closing is forgotten
    /// @param corroborationDays the least days of newer looks after which a closing counts beyond
    ///     its trust; infinite if it never does
    /// @param ratedFrom confidence under which a product is "not rated yet"
    /// @param gateTrust the least trust of evidence that lifts a gate, unless the gate says
    ///     otherwise
    public record Model(
            double shift,
            double windowDays,
            double recoveryDays,
            double corroborationDays,
            double ratedFrom,
            double gateTrust) {}

    /// Facts of what a product is, by which some measures do not concern it (SCORING.md 6.2.9).
    ///
    /// @param trust the least trust of a fact that exempts; anything less leaves it unknown
    /// @param facts answered under [#LIST]
    public record Profile(double trust, List<Item> facts, Answering answering) {
        public static final String LIST = "profile";

        public Profile {
            facts = List.copyOf(facts);
        }
    }

    /// @param shortTitle a word or three for charts and tables; the title where the catalogue has
    ///     none
    /// @param omega share of the overall score
    public record Principle(
            String id, String title, String shortTitle, double omega, List<Theme> themes) {
        public Principle {
            themes = List.copyOf(themes);
        }
    }

    /// @param omega share of its principle
    public record Theme(String id, String title, double omega, List<Measure> measures) {
        public Theme {
            measures = List.copyOf(measures);
        }
    }

    /// How people speak of a kind of evidence, and what to do to have it.
    ///
    /// @param perRelease whether it is sent for a release; otherwise for the product (`*`)
    /// @param trust what it would be worth from the maker's own CI
    /// @param attributes attributes that good evidence of this kind carries
    /// @param who who can send it
    public record EvidenceKind(
            String title,
            boolean perRelease,
            double trust,
            Map<String, String> attributes,
            String connect,
            String renew,
            String how,
            String who) {
        public EvidenceKind {
            attributes = Map.copyOf(attributes);
        }
    }
}
