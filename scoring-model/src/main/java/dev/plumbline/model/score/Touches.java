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

    /// @param readers one, or all measures of a theme with exemptions, which read alike
    void register(Measure measure, BitSet readers) {
        everybody.or(readers);
        coverage(measure.coverage(), readers);
        coverage(measure.recovery(), readers);
        add(byList, measure.id(), readers);
        switch (measure.form()) {
            case Form.Timed form -> demand(form.demand(), readers);
            case Form.Windowed form -> {
                demand(form.demand(), readers);
                form.brokenBy().forEach(demand -> demand(demand, readers));
                form.metBy().forEach(kind -> add(byLook, kind, readers));
            }
            case Form.Density form -> {
                demand(form.demand(), readers);
                if (form.size() != null) {
                    add(byLook, form.size().kind(), readers);
                }
            }
            case Form.Checklist checklist -> {}
            case Form.Saturating form -> {
                if (form.atLeast() != null) {
                    add(byList, form.atLeast().list(), readers);
                }
            }
            case Form.Share(Population.Items items) -> {}
            case Form.Share(Population.ReleaseLooks population) ->
                    population.looks().forEach(look -> sources(look.anyOf(), readers));
            case Form.Share(Population.ReleaseArtefacts population) ->
                    add(byLook, population.kind(), readers);
            case Form.Share(Population.Scopes population) -> {
                add(byLook, population.kind(), readers);
                demand(population.dirty(), readers);
            }
        }
    }

    /// @param overdue the measure of a gate whose cause is overdue
    void register(Gate gate, Collection<Measure> overdue, BitSet readers) {
        everybody.or(readers);
        overdue.forEach(measure -> register(measure, readers));
        switch (gate.cause()) {
            case Gate.Overdue any -> {}
            case Gate.Open open -> demand(open.demand(), readers);
            case Gate.AbsentItem absent -> add(byList, absent.list(), readers);
            case Gate.AbsentEvidence absent -> add(byLook, absent.kind(), readers);
        }
    }

    private void demand(Demand demand, BitSet readers) {
        demand.when().forEach(kind -> add(byKind, kind, readers));
    }

    private void coverage(Coverage coverage, BitSet readers) {
        sources(coverage.anyOf(), readers);
    }

    private void sources(List<Source> sources, BitSet readers) {
        for (var source : sources) {
            add(byLook, source.kind(), readers);
            source.feeds().forEach(feed -> add(byLook, feed, readers));
        }
    }

    private static void add(Map<String, BitSet> map, String word, BitSet readers) {
        map.computeIfAbsent(word, any -> new BitSet()).or(readers);
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
