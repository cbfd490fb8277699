package dev.plumbline.model;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Catalogue.Profile;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Form.Term;
import dev.plumbline.model.catalogue.Measure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// All the words of the ledger that a catalogue cares for, so that tests reach every one of them
/// without naming any.
public final class Vocabulary {
    private final Set<String> kinds = new LinkedHashSet<>();
    private final Set<String> units = new LinkedHashSet<>();
    private final Set<String> breaking = new LinkedHashSet<>();
    private final Set<String> stated = new LinkedHashSet<>();
    private final Map<String, Set<String>> closes = new TreeMap<>();
    private final Map<String, Set<String>> attributes = new TreeMap<>();
    private final Map<String, Set<String>> marks = new TreeMap<>();
    private final List<String> releaseLooks = new ArrayList<>();
    private final List<String> productLooks = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    /// An item of a list, for the product, a release or a line.
    public record Question(String list, String item, Form.Per per) {}

    private Vocabulary() {}

    public static Vocabulary of(Catalogue catalogue) {
        var words = new Vocabulary();
        catalogue.demands().forEach(words::take);
        catalogue.measures().forEach(words::take);
        catalogue
                .evidence()
                .forEach(
                        (id, kind) ->
                                (kind.perRelease() ? words.releaseLooks : words.productLooks)
                                        .add(id));
        words.releaseLooks.sort(null);
        words.productLooks.sort(null);
        var profile = catalogue.profile();
        if (profile != null) {
            profile.facts()
                    .forEach(
                            fact ->
                                    words.questions.add(
                                            new Question(
                                                    Profile.LIST, fact.id(), Form.Per.PRODUCT)));
        }
        return words;
    }

    private void take(Measure measure) {
        switch (measure.form()) {
            case Form.Timed form -> {
                if (form.due().firstOf().contains(Term.STATED)) {
                    stated.addAll(form.demand().when());
                }
            }
            case Form.Windowed form -> {
                units.addAll(form.demand().when());
                form.brokenBy().forEach(demand -> breaking.addAll(demand.when()));
            }
            case Form.Checklist form ->
                    form.items().forEach(item -> ask(measure, item, Form.Per.PRODUCT));
            case Form.Saturating form -> ask(measure, form.figure(), Form.Per.PRODUCT);
            case Form.Share(Population.Items list) ->
                    list.items().forEach(item -> ask(measure, item, list.per()));
            case Form.Share(Population.ReleaseArtefacts artefacts) ->
                    marks.computeIfAbsent(artefacts.attribute(), any -> new TreeSet<>())
                            .addAll(artefacts.credits().keySet());
            case Form.Share any -> {}
            case Form.Density any -> {}
        }
    }

    private void ask(Measure measure, Form.Item item, Form.Per per) {
        questions.add(new Question(measure.id(), item.id(), per));
    }

    private void take(Demand demand) {
        kinds.addAll(demand.when());
        demand.when()
                .forEach(
                        kind ->
                                closes.computeIfAbsent(kind, any -> new TreeSet<>())
                                        .addAll(demand.closes()));
        demand.filter()
                .attributes()
                .forEach(
                        (name, values) ->
                                attributes
                                        .computeIfAbsent(name, any -> new TreeSet<>())
                                        .addAll(values));
    }

    /// Kinds of concern, in the order of the catalogue.
    public List<String> kinds() {
        return List.copyOf(kinds);
    }

    /// Words that close a kind somewhere.
    public List<String> closes(String kind) {
        return List.copyOf(closes.getOrDefault(kind, Set.of()));
    }

    /// Whether concerns of the kind are units that are good or not.
    public boolean unit(String kind) {
        return units.contains(kind);
    }

    /// Whether concerns of the kind make units bad.
    public boolean breaks(String kind) {
        return breaking.contains(kind);
    }

    /// Whether the world states when a concern of the kind is due.
    public boolean stated(String kind) {
        return stated.contains(kind);
    }

    /// Attribute of concerns → values that some filter looks for.
    public Map<String, Set<String>> attributes() {
        return attributes;
    }

    /// Attribute of looks → values that are worth something.
    public Map<String, Set<String>> marks() {
        return marks;
    }

    /// Evidence kinds sent for a release.
    public List<String> releaseLooks() {
        return releaseLooks;
    }

    /// Evidence kinds sent for the product.
    public List<String> productLooks() {
        return productLooks;
    }

    public List<Question> questions() {
        return questions;
    }
}
