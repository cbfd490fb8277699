package dev.plumbline.events;

import java.util.Set;

/// Which kinds of duties and looks people and tools may report, because no document shows them.
///
/// What is derived from documents can't be reported: nobody closes a vulnerability by saying that
/// it is closed. Measures of an organisation's own may ask for kinds that start with `x-`.
public final class Duties {
    private static final String OWN = "x-";

    /// Reports from outside, security fixes found in the change history, lines that are sold after
    /// their end of support, public commitments, root causes that no finding tells of.
    private static final Set<String> OPENED =
            Set.of("outside-report", "own-fix", "sold-unsupported", "commitment", "root-cause");

    /// Besides those: reviews by the board, each of which opens the next, and decisions on what is
    /// overdue, which becomes so by itself.
    private static final Set<String> ONLY_MET = Set.of("board-review", "escalation");

    private static final Set<String> LOOKED_AT =
            Set.of("advisory-list", "change-history", "cra-drill", "cve-list", "report-intake");

    private Duties() {}

    public static boolean canBeOpened(String kind) {
        return OPENED.contains(kind) || kind.startsWith(OWN);
    }

    public static boolean canBeMet(String kind) {
        return ONLY_MET.contains(kind) || canBeOpened(kind);
    }

    /// Whether only an executive, in person, can say that it was met.
    public static boolean isExecutives(String kind) {
        return ONLY_MET.contains(kind);
    }

    public static boolean canBeLookedAt(String kind) {
        return LOOKED_AT.contains(kind) || kind.startsWith(OWN);
    }
}
