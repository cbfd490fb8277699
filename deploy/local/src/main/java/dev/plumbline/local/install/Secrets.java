package dev.plumbline.local.install;

import dev.plumbline.local.StartupFailure;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every password and key of one install, generated at its first start.
///
/// Values hold only letters, digits and `-`, so they need no quoting in SQL, YAML or a shell.
public final class Secrets {

    /// One user a role; the user carries the name of the role.
    public static final List<String> PEOPLE =
            List.of("executive", "unit-lead", "engineer", "analyst", "auditor", "admin");

    /// Clients with a service account.
    public static final List<String> MACHINES =
            List.of("plumbline-ci", "plumbline-feeds", "plumbline-backfill", "plumbline-scanner");

    public static final String DASHBOARD_CLIENT = "plumbline-dashboard";

    /// Administrator of Keycloak itself, in its `master` realm.
    public static final String KEYCLOAK_ADMIN = "keycloak-admin";

    private static final List<String> SCHEMAS =
            List.of("ingest", "scoring", "dashboard", "keycloak");
    private static final List<String> DASHBOARD_KEYS = List.of("session", "state", "csrf");

    /// Without letters and digits that people take for each other.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /// Those of this install; missing ones are generated and kept.
    public static Secrets of(Install install) {
        Map<String, String> present = PrivateFile.read(install.secrets());
        if (present.isEmpty() && install.exists()) {
            throw new StartupFailure(
                    install.secrets()
                            + " is missing or empty: without it the data in "
                            + install.data()
                            + " cannot be opened; restore a backup or run reset");
        }
        Map<String, String> all = new LinkedHashMap<>();
        names().forEach(name -> all.put(name, present.getOrDefault(name, generate(name))));
        if (!all.equals(present)) {
            PrivateFile.write(
                    install.secrets(),
                    List.of("Secrets of this install. Keep them to yourself."),
                    all);
        }
        return new Secrets(all);
    }

    public String postgresSuperuser() {
        return value("postgres.superuser");
    }

    public String schema(String name) {
        return value("postgres." + name);
    }

    public String keycloakAdmin() {
        return value("keycloak.admin");
    }

    public String client(String id) {
        return value("client." + id);
    }

    public String person(String name) {
        return value("person." + name);
    }

    /// Keys of the dashboard: `session`, `state`, `csrf`.
    public String dashboardKey(String name) {
        return value("dashboard." + name);
    }

    /// What secrets of connections are sealed with, in tables and on topics.
    public String seal() {
        return value("seal");
    }

    /// Writes the file from which people and the demo loader read addresses, users and passwords.
    public void writeCredentials(Install install) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("dashboard.url", install.dashboardUrl());
        lines.put("ingest.url", install.ingestUrl());
        lines.put("scoring.url", install.scoringUrl());
        lines.put("identity.url", install.issuer());
        PEOPLE.forEach(name -> lines.put("person." + name + ".password", person(name)));
        MACHINES.forEach(id -> lines.put("client." + id + ".secret", client(id)));
        lines.put("identity.admin.url", install.keycloakUrl() + "/admin/master/console/");
        lines.put("identity.admin.user", KEYCLOAK_ADMIN);
        lines.put("identity.admin.password", keycloakAdmin());
        PrivateFile.write(
                install.credentials(),
                List.of(
                        "Generated at the first start of this install. Keep them to yourself.",
                        "person.NAME.password: sign in at dashboard.url as NAME",
                        "client.ID.secret: client credentials of a machine at identity.url"),
                lines);
    }

    private static List<String> names() {
        return Stream.of(
                        Stream.of("postgres.superuser", "keycloak.admin"),
                        SCHEMAS.stream().map(name -> "postgres." + name),
                        Stream.concat(Stream.of(DASHBOARD_CLIENT), MACHINES.stream())
                                .map(id -> "client." + id),
                        PEOPLE.stream().map(name -> "person." + name),
                        DASHBOARD_KEYS.stream().map(name -> "dashboard." + name),
                        Stream.of("seal"))
                .flatMap(group -> group)
                .toList();
    }

    /// People type theirs, so it is shorter: 99 bits. The others have 173 bits and fit a key of 32
    /// characters.
    private static String generate(String name) {
        int groups = name.startsWith("person.") ? 4 : 7;
        return IntStream.range(0, groups)
                .mapToObj(group -> fiveCharacters())
                .collect(Collectors.joining("-"));
    }

    private static String fiveCharacters() {
        return RANDOM.ints(5, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No secret is called " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
