package dev.plumbline.dashboard.access;

/// Realm roles, as endpoints name them.
public final class Roles {
    public static final String EXECUTIVE = "executive";
    public static final String UNIT_LEAD = "unit-lead";
    public static final String ENGINEER = "engineer";
    public static final String ANALYST = "analyst";
    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    /// Service accounts that send evidence, and `REFERENCE` those that send what the world knows.
    public static final String INGEST = "ingest";

    public static final String REFERENCE = "reference";

    /// The service account that loads an organisation and its past.
    public static final String BACKFILL = "backfill";

    private Roles() {}
}
