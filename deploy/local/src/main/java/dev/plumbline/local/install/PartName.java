package dev.plumbline.local.install;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The six processes of a local install, in the order in which they may depend on each other.
public enum PartName {
    POSTGRESQL("PostgreSQL", 6),
    KAFKA("Kafka", 4),
    KEYCLOAK("Keycloak", 3),
    INGEST("ingest-service", 1),
    SCORING("scoring-service", 2),
    DASHBOARD("dashboard-service", 0);

    private final String title;
    private final int portOffset;

    PartName(String title, int portOffset) {
        this.title = title;
        this.portOffset = portOffset;
    }

    /// For people.
    public String title() {
        return title;
    }

    /// For file names and command lines.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    int portOffset() {
        return portOffset;
    }

    /// What has to work before this part can start.
    public Set<PartName> needs() {
        return switch (this) {
            case POSTGRESQL, KAFKA -> Set.of();
            case KEYCLOAK -> Set.of(POSTGRESQL);
            case INGEST, SCORING, DASHBOARD -> Set.of(POSTGRESQL, KAFKA, KEYCLOAK);
        };
    }

    /// Last started first, for stopping.
    public static List<PartName> reversed() {
        return List.of(values()).reversed();
    }

    /// Accepts the short and the full name of a part.
    public static Optional<PartName> parse(String text) {
        return Arrays.stream(values())
                .filter(part -> part.key().equals(text) || part.title.equalsIgnoreCase(text))
                .findFirst();
    }

    /// All short names, for messages.
    public static String keys() {
        return Arrays.stream(values()).map(PartName::key).collect(Collectors.joining(", "));
    }
}
