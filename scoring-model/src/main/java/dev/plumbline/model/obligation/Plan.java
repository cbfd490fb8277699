package dev.plumbline.model.obligation;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of the ledger a catalogue cares for: its demands, the words that close them, the scopes
/// that it counts.
///
/// Computed once for a catalogue. Lines of kinds that no demand names are not kept.
public final class Plan {
    final List<Demand> demands = new ArrayList<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private final List<int[]> demandsOfKind = new ArrayList<>();
    private final List<int[]> kindsOfDemand = new ArrayList<>();
    private final Map<Demand, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private final Map<String, String> sizeAttributes = new HashMap<>();

    public Plan(Catalogue catalogue) {
        catalogue.demands().forEach(this::add);
        catalogue.measures().forEach(measure -> scopes(measure.form()));
        for (var gate : catalogue.gates()) {
            if (gate.cause() instanceof Gate.Overdue overdue) {
                overdue.closes().forEach(this::word);
            }
        }
    }

    private void scopes(Form form) {
        if (form instanceof Form.Density density && density.size() != null) {
            measureSizes(density.size());
        } else if (form instanceof Form.Share(Population.Scopes scopes)) {
            sizeAttributes.putIfAbsent(scopes.kind(), "");
        }
    }

    private void measureSizes(Form.Size size) {
        sizeAttributes.put(size.kind(), size.attribute());
    }

    private void add(Demand demand) {
        if (numbers.containsKey(demand)) {
            return;
        }
        numbers.put(demand, demands.size());
        for (var kind : demand.when()) {
            var number = number(kinds, kind);
            if (number == demandsOfKind.size()) {
                demandsOfKind.add(new int[0]);
            }
            var more =
                    Arrays.copyOf(demandsOfKind.get(number), demandsOfKind.get(number).length + 1);
            more[more.length - 1] = demands.size();
            demandsOfKind.set(number, more);
        }
        demands.add(demand);
        kindsOfDemand.add(demand.when().stream().mapToInt(this::kind).toArray());
        demand.closes().forEach(this::word);
    }

    private static int number(Map<String, Integer> numbers, String word) {
        var next = numbers.size();
        var known = numbers.putIfAbsent(word, next);
        return known == null ? next : known;
    }

    private void word(String how) {
        number(words, how);
    }

    /// The number under which [Posture#claims(int)] knows a demand.
    public int number(Demand demand) {
        var number = numbers.get(demand);
        if (number == null) {
            throw new IllegalArgumentException("no demand of this plan: " + demand);
        }
        return number;
    }

    /// Closing words as a set that is quick to ask.
    public boolean[] closes(Collection<String> hows) {
        var set = new boolean[words.size()];
        for (var how : hows) {
            set[number(how)] = true;
        }
        return set;
    }

    /// The number of a kind of concern, −1 if no demand names it.
    int kind(String name) {
        return kinds.getOrDefault(name, -1);
    }

    /// Numbers of the demands that name a kind.
    int[] demandsOfKind(int kind) {
        return demandsOfKind.get(kind);
    }

    /// Numbers of the kinds that a demand names, in its order.
    int[] kindsOfDemand(int demand) {
        return kindsOfDemand.get(demand);
    }

    int number(String how) {
        return words.getOrDefault(how, -1);
    }

    /// The attribute in which evidence of a kind states its size, `""` if it states none; `null` if
    /// nothing asks for the scopes of that kind.
    @Nullable String sizeAttribute(String kind) {
        return sizeAttributes.get(kind);
    }
}
