package dev.plumbline.model.score;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The figure of a team, a unit or the organisation: the shifted geometric mean over its products,
/// weighted by criticality, so that a neglected product cannot hide behind the others.
///
/// Products that are not rated yet count with what they show: missing evidence is never skipped.
///
/// @param overall 0..100, as are `headroom` and the principles
/// @param confidence 0..1, weighted mean
/// @param principles principle → figure
/// @param caps gate → how many products it holds back
/// @param products how many products, `unrated` of them not rated yet
public record RollUp(
        double overall,
        double headroom,
        double confidence,
        Map<String, Double> principles,
        Map<String, Integer> caps,
        int products,
        int unrated) {
    public RollUp {
        principles = Map.copyOf(principles);
        caps = Map.copyOf(caps);
    }

    /// @param shift ε of the catalogue ([dev.plumbline.model.catalogue.Catalogue.Model])
    public static RollUp of(double shift, Collection<Member> members) {
        var weights = members.stream().mapToDouble(Member::weight).sum();
        var overall = new ShiftedMean(shift);
        var headroom = new ShiftedMean(shift);
        var principles = new TreeMap<String, ShiftedMean>();
        var ids = new TreeSet<String>();
        members.forEach(member -> ids.addAll(member.principles().keySet()));
        var caps = new TreeMap<String, Integer>();
        var confidence = 0.0;
        var unrated = 0;
        for (var member : members) {
            var omega = member.weight() / weights;
            overall.add(omega, member.overall() / 100);
            headroom.add(omega, member.headroom() / 100);
            for (var id : ids) {
                principles
                        .computeIfAbsent(id, any -> new ShiftedMean(shift))
                        .add(omega, member.principles().getOrDefault(id, 0.0) / 100);
            }
            confidence += omega * member.confidence();
            member.gates().forEach(gate -> caps.merge(gate, 1, Integer::sum));
            unrated += member.rated() ? 0 : 1;
        }
        var figures = new TreeMap<String, Double>();
        principles.forEach((id, mean) -> figures.put(id, 100 * mean.value()));
        return new RollUp(
                100 * overall.value(),
                100 * headroom.value(),
                confidence,
                figures,
                caps,
                members.size(),
                unrated);
    }

    /// One product.
    ///
    /// @param weight its criticality, above 0
    /// @param overall shown, 0..100
    /// @param principles principle → shown, 0..100
    /// @param gates ids of the gates that hold
    public record Member(
            double weight,
            double overall,
            double headroom,
            double confidence,
            boolean rated,
            Map<String, Double> principles,
            List<String> gates) {
        public Member {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("weight must be above 0: " + weight);
            }
            principles = Map.copyOf(principles);
            gates = List.copyOf(gates);
        }

        public static Member of(double weight, Score score) {
            var principles = new TreeMap<String, Double>();
            score.principles().forEach(each -> principles.put(each.id(), each.figure().shown()));
            return new Member(
                    weight,
                    score.overall().shown(),
                    score.overall().headroom(),
                    score.overall().confidence(),
                    score.rated(),
                    principles,
                    score.overall().caps().stream().map(Score.Cap::gate).toList());
        }
    }
}
