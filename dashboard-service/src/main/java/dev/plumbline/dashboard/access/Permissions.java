package dev.plumbline.dashboard.access;

import dev.plumbline.access.Role;
import java.util.Map;
import java.util.Set;

/// What a role may do. Endpoints name one of these; which products it is done to is decided in SQL.
public final class Permissions {
    /// see scores, obligations and evidence
    public static final String READ = "read";

    /// see units, teams, products and lines
    public static final String READ_CATALOGUE = "read-catalogue";

    /// follow a submission on its way; who is no reader follows their own
    public static final String FOLLOW = "follow-submission";

    public static final String EDIT_CATALOGUE = "edit-catalogue";

    /// say whether a vulnerability concerns a line, or propose it
    public static final String TRIAGE = "triage";

    /// ask to carry a risk, or to take out what was filed wrongly
    public static final String ASK = "ask";

    /// approve or decline what another person asked
    public static final String APPROVE = "approve";

    /// record what others decided before Plumbline kept it
    public static final String BRING_PAST = "bring-past";

    private static final Map<String, Set<String>> OF_ROLE =
            Map.ofEntries(
                    Map.entry(Role.EXECUTIVE, Set.of(READ, READ_CATALOGUE, FOLLOW, APPROVE)),
                    Map.entry(Role.UNIT_LEAD, Set.of(READ, READ_CATALOGUE, FOLLOW, ASK, APPROVE)),
                    Map.entry(Role.ENGINEER, Set.of(READ, READ_CATALOGUE, FOLLOW, TRIAGE, ASK)),
                    Map.entry(
                            Role.ANALYST,
                            Set.of(READ, READ_CATALOGUE, FOLLOW, TRIAGE, ASK, APPROVE)),
                    Map.entry(Role.AUDITOR, Set.of(READ, READ_CATALOGUE, FOLLOW)),
                    Map.entry(Role.ADMIN, Set.of(READ, READ_CATALOGUE, FOLLOW, EDIT_CATALOGUE)),
                    Map.entry(Role.INGEST, Set.of(FOLLOW)),
                    Map.entry(Role.REFERENCE, Set.of(FOLLOW)),
                    Map.entry(
                            Role.BACKFILL,
                            Set.of(READ_CATALOGUE, FOLLOW, EDIT_CATALOGUE, BRING_PAST)));

    private Permissions() {}

    static Set<String> of(String role) {
        return OF_ROLE.getOrDefault(role, Set.of());
    }
}
