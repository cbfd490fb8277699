package dev.plumbline.scoring.match;

import java.util.List;

/// What came of holding one component against the advisories of its package.
public record Matching(List<Match> matches, List<Undecided> undecided) {

    static final Matching NOTHING = new Matching(List.of(), List.of());

    public Matching {
        matches = List.copyOf(matches);
        undecided = List.copyOf(undecided);
    }
}
