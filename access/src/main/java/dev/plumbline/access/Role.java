package dev.plumbline.access;

/// The realm roles as they stand in tokens.
public final class Role {
    public static final String EXECUTIVE = "executive";
    public static final String UNIT_LEAD = "unit-lead";
    public static final String ENGINEER = "engineer";

    /// product security
    public static final String ANALYST = "analyst";

    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    /// sends evidence of products
    public static final String INGEST = "ingest";

    /// sends what the world knows
    public static final String REFERENCE = "reference";

    /// may say an earlier `observedAt`
    public static final String BACKFILL = "backfill";

    /// marked by an admin as not the maker's own
    public static final String INDEPENDENT = "independent";

    private Role() {}
}
