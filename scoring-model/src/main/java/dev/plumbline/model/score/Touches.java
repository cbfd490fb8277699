package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Catalogue.Profile;
import dev.plumbline.model.catalogue.Coverage;
import dev.plumbline.model.catalogue.Coverage.Source;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.model.evidence.Entry;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which readers, numbered by whoever registers them, a line of a ledger can change: closings and
/// looks by their kind, answers by their list. Anything else, and the profile, can change all.
final class Touches {
    private static final BitSet NOBODY = new BitSet();

    private final Map<String, BitSet> byKind = new HashMap<>();
    private final Map<String, BitSet> byLook = new HashMap<>();
    private final Map<String, BitSet> byList = new HashMap<>();
    private final BitSet everybody = new BitSet();

    void register(Measure measure, int reader) {
        everybody.set(reader);
        coverage(measure.coverage(), reader);
        coverage(measure.recovery(), reader);
        add(byList, measure.id(), reader);
        switch (measure.form()) {
            case Form.Timed form -> demand(form.demand(), reader);
            case Form.Windowed form -> {
                demand(form.demand(), reader);
                form.brokenBy().forEach(demand -> demand(demand, reader));
                form.metBy().forEach(kind -> add(byLook, kind, reader));
            }
            case Form.Density form -> {
                demand(form.demand(), reader);
                if (form.size() != null) {
                    add(byLook, form.size().kind(), reader);
                }
            }
            case Form.Checklist checklist -> {}
            case Form.Saturating form -> {
                if (form.atLeast() != null) {
                    add(byList, form.atLeast().list(), reader);
                }
            }
            case Form.Share(Population.Items items) -> {}
            case Form.Share(Population.ReleaseLooks population) ->
                    population.looks().forEach(look -> sources(look.anyOf(), reader));
            case Form.Share(Population.ReleaseArtefacts population) ->
                    add(byLook, population.kind(), reader);
            case Form.Share(Population.Scopes population) -> {
                add(byLook, population.kind(), reader);
                demand(population.dirty(), reader);
            }
        }
    }

    /// @param overdue the measure of a gate whose cause is overdue
    void register(Gate gate, Collection<Measure> overdue, int reader) {
        everybody.set(reader);
        overdue.forEach(measure -> register(measure, reader));
        switch (gate.cause()) {
            case Gate.Overdue any -> {}
            case Gate.Open open -> demand(open.demand(), reader);
            case Gate.AbsentItem absent -> add(byList, absent.list(), reader);
            case Gate.AbsentEvidence absent -> add(byLook, absent.kind(), reader);
        }
    }

    private void demand(Demand demand, int reader) {
        demand.when().forEach(kind -> add(byKind, kind, reader));
    }

    private void coverage(Coverage coverage, int reader) {
        sources(coverage.anyOf(), reader);
    }

    private void sources(List<Source> sources, int reader) {
        for (var source : sources) {
            add(byLook, source.kind(), reader);
            source.feeds().forEach(feed -> add(byLook, feed, reader));
        }
    }

    private static void add(Map<String, BitSet> map, String word, int reader) {
        map.computeIfAbsent(word, any -> new BitSet()).set(reader);
    }

    /// Numbers of the readers whom one of the lines can change.
    BitSet by(Collection<? extends Entry> lines) {
        var touched = new BitSet();
        for (var line : lines) {
            touched.or(
                    switch (line) {
                        case Entry.Closed closed -> byKind.getOrDefault(closed.kind(), NOBODY);
                        case Entry.Covered covered -> byLook.getOrDefault(covered.kind(), NOBODY);
                        case Entry.Answered answered ->
                                answered.list().equals(Profile.LIST)
                                        ? everybody
                                        : byList.getOrDefault(answered.list(), NOBODY);
                        default -> everybody;
                    });
        }
        return touched;
    }
}
