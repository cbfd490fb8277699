package dev.plumbline.ingest.access;

/// The realm roles that this service asks for, as they stand in tokens.
public final class Role {
    /// sends evidence of products
    public static final String INGEST = "ingest";

    /// sends what the world knows
    public static final String REFERENCE = "reference";

    /// may say an earlier `observedAt`
    public static final String BACKFILL = "backfill";

    /// marked by an admin as not the maker's own
    public static final String INDEPENDENT = "independent";

    public static final String EXECUTIVE = "executive";
    public static final String UNIT_LEAD = "unit-lead";
    public static final String ENGINEER = "engineer";
    public static final String ANALYST = "analyst";
    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    private Role() {}
}
