package dev.plumbline.local.supervise;

import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.Secrets;
import dev.plumbline.local.kafka.KafkaProcess;
import dev.plumbline.local.keycloak.KeycloakDistribution;
import dev.plumbline.local.postgres.PostgresSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What runs in an install, as values: commands, environments, ports, limits.
///
/// Memory is the reason for most flags: the whole stack, idle, is to stay under 2.5 GiB. The serial
/// collector gives memory back and costs no threads; two malloc arenas instead of one a core keep
/// native memory from scattering.
public final class LaunchPlan {

    static final String DATABASE = "plumbline";
    static final String KEYCLOAK_DATABASE = "keycloak";

    /// nobody shall take the demonstration for a company
    /// What the secrets of connections are sealed with; dashboard and ingest share it.
    private static final String SEAL = "PLUMBLINE_SEAL_PASSPHRASES";

    private static final String DEMO_ORGANISATION = "Meridian Systems (fictional)";

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Install install;
    private final Secrets secrets;
    private final String java;
    private final String ownClassPath;

    /// @param java         the Java program that runs every part
    /// @param ownClassPath of this module, for the broker
    public LaunchPlan(Install install, Secrets secrets, String java, String ownClassPath) {
        this.install = install;
        this.secrets = secrets;
        this.java = java;
        this.ownClassPath = ownClassPath;
    }

    public PostgresSettings postgres() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("max_connections", "120");
        parameters.put("shared_buffers", "160MB");
        parameters.put("work_mem", "16MB");
        parameters.put("maintenance_work_mem", "64MB");
        parameters.put("effective_cache_size", "1GB");
        parameters.put("random_page_cost", "1.1");
        parameters.put("jit", "off");
        parameters.put("io_method", "sync");
        // one server without replicas: no WAL beyond what a crash needs
        parameters.put("wal_level", "minimal");
        parameters.put("max_wal_senders", "0");
        parameters.put("wal_compression", "on");
        parameters.put("max_wal_size", "2GB");
        parameters.put("checkpoint_timeout", "15min");
        parameters.put("log_line_prefix", "%m [%p] %u ");
        parameters.put("log_timezone", "UTC");
        return new PostgresSettings(
                install.postgresData(),
                install.tools(),
                install.log(PartName.POSTGRESQL),
                install.portOf(PartName.POSTGRESQL),
                secrets.postgresSuperuser(),
                parameters);
    }

    /// The plan of any part but PostgreSQL, which is no Java program.
    public ProcessPlan of(PartName part) {
        return switch (part) {
            case POSTGRESQL ->
                    throw new IllegalArgumentException("PostgreSQL is started from its settings");
            case KAFKA -> kafka();
            case KEYCLOAK -> keycloak();
            case INGEST ->
                    service(part, "ingest", List.of("-Xmx384m"), Map.of(SEAL, secrets.seal()));
            case SCORING -> service(part, "scoring", List.of("-Xmx512m"), Map.of());
            case DASHBOARD ->
                    service(part, "dashboard", List.of("-Xmx320m"), dashboardEnvironment());
        };
    }

    private ProcessPlan kafka() {
        Path ready = install.run().resolve("kafka.ready");
        List<String> command =
                java(
                        "-Xms32m",
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:ReservedCodeCacheSize=48m");
        command.addAll(
                List.of(
                        "-cp",
                        ownClassPath,
                        KafkaProcess.class.getName(),
                        install.kafkaData().toString(),
                        Integer.toString(install.portOf(PartName.KAFKA)),
                        Integer.toString(install.controllerPort()),
                        ready.toString()));
        return plan(PartName.KAFKA, command, Map.of(), new ProcessPlan.Ready.Marker(ready));
    }

    private ProcessPlan keycloak() {
        KeycloakDistribution distribution = KeycloakDistribution.in(install.tools());
        List<String> command =
                java(
                        "-Xms32m",
                        "-Xmx384m",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:ReservedCodeCacheSize=64m",
                        "-XX:TieredStopAtLevel=1");
        command.addAll(distribution.startArguments());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "KC_DB_URL",
                "jdbc:postgresql://127.0.0.1:"
                        + install.portOf(PartName.POSTGRESQL)
                        + "/"
                        + KEYCLOAK_DATABASE);
        environment.put("KC_DB_SCHEMA", "keycloak");
        environment.put("KC_DB_USERNAME", "keycloak");
        environment.put("KC_DB_PASSWORD", secrets.schema("keycloak"));
        environment.put("KC_DB_POOL_INITIAL_SIZE", "1");
        environment.put("KC_DB_POOL_MIN_SIZE", "1");
        environment.put("KC_DB_POOL_MAX_SIZE", "12");
        // one node: without this it would look for others beyond this machine
        environment.put("KC_CACHE", "local");
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", Integer.toString(install.portOf(PartName.KEYCLOAK)));
        environment.put("KC_HTTP_POOL_MAX_THREADS", "24");
        environment.put("KC_HOSTNAME", install.keycloakUrl());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", Secrets.KEYCLOAK_ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.keycloakAdmin());
        environment.put("PLUMBLINE_DASHBOARD_URL", install.dashboardUrl());
        for (String person : Secrets.PEOPLE) {
            environment.put(variable("PLUMBLINE_PASSWORD_", person), secrets.person(person));
        }
        for (String machine : Secrets.MACHINES) {
            environment.put(variable("PLUMBLINE_CLIENT_", machine), secrets.client(machine));
        }
        environment.put(
                variable("PLUMBLINE_CLIENT_", Secrets.DASHBOARD_CLIENT),
                secrets.client(Secrets.DASHBOARD_CLIENT));
        return plan(
                PartName.KEYCLOAK,
                command,
                environment,
                new ProcessPlan.Ready.Address(
                        URI.create(install.issuer() + "/.well-known/openid-configuration")));
    }

    private ProcessPlan service(
            PartName part, String schema, List<String> heap, Map<String, String> own) {
        String port = Integer.toString(install.portOf(part));
        String database = "127.0.0.1:" + install.portOf(PartName.POSTGRESQL) + "/" + DATABASE;
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", port);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://" + database);
        environment.put(
                "QUARKUS_DATASOURCE_REACTIVE_URL", "vertx-reactive:postgresql://" + database);
        environment.put("QUARKUS_DATASOURCE_USERNAME", schema);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.schema(schema));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", install.bootstrapServers());
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", install.issuer());
        environment.put("QUARKUS_OIDC_CLIENT_ID", "plumbline-" + schema);
        environment.put("QUARKUS_LOG_CONSOLE_COLOR", "false");
        environment.put("QUARKUS_BANNER_ENABLED", "false");
        environment.put("PLUMBLINE_DASHBOARD_URL", install.dashboardUrl());
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(own);
        List<String> command = java("-Xms96m", "-Xmn64m", "-XX:ReservedCodeCacheSize=96m");
        command.addAll(heap);
        command.add("-jar");
        command.add(application(part).toString());
        return plan(
                part,
                command,
                environment,
                new ProcessPlan.Ready.Address(
                        URI.create("http://127.0.0.1:" + port + "/q/health/ready")));
    }

    private Map<String, String> dashboardEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        if (install.hasDemo()) {
            environment.put("PLUMBLINE_PAGES_ORGANISATION", DEMO_ORGANISATION);
        }
        environment.putAll(dashboardAccess());
        return environment;
    }

    private Map<String, String> dashboardAccess() {
        return Map.of(
                "QUARKUS_OIDC_CLIENT_ID",
                Secrets.DASHBOARD_CLIENT,
                "QUARKUS_OIDC_CREDENTIALS_SECRET",
                secrets.client(Secrets.DASHBOARD_CLIENT),
                "QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET",
                secrets.dashboardKey("session"),
                "QUARKUS_OIDC_AUTHENTICATION_STATE_SECRET",
                secrets.dashboardKey("state"),
                "QUARKUS_REST_CSRF_TOKEN_SIGNATURE_KEY",
                secrets.dashboardKey("csrf"),
                "PLUMBLINE_INGEST_URL",
                install.ingestUrl(),
                "PLUMBLINE_SCORING_URL",
                install.scoringUrl(),
                SEAL,
                secrets.seal());
    }

    /// The application as Maven packs it.
    Path application(PartName service) {
        return install.root()
                .resolve(service.title())
                .resolve("target")
                .resolve("quarkus-app")
                .resolve("quarkus-run.jar");
    }

    private ProcessPlan plan(
            PartName part,
            List<String> command,
            Map<String, String> environment,
            ProcessPlan.Ready ready) {
        return new ProcessPlan(
                part, command, environment, install.log(part), ready, START_LIMIT, STOP_LIMIT);
    }

    private List<String> java(String... flags) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=30",
                        "-Xss512k",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(flags));
        return command;
    }

    private static String variable(String prefix, String name) {
        return prefix + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
