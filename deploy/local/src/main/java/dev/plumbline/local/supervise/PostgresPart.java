package dev.plumbline.local.supervise;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.Secrets;
import dev.plumbline.local.postgres.PostgresSchema;
import dev.plumbline.local.postgres.PostgresServer;
import dev.plumbline.local.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PostgreSQL with the databases, schemas and users of the install.
///
/// The three services share one database, each as the owner of one schema; Keycloak has its own.
final class PostgresPart implements Part {

    private static final List<String> SERVICES = List.of("ingest", "scoring", "dashboard");

    private final PostgresSettings settings;
    private final Secrets secrets;
    private final RunFolder run;

    private volatile @Nullable PostgresServer server;
    private boolean closed;

    PostgresPart(PostgresSettings settings, Secrets secrets, RunFolder run) {
        this.settings = settings;
        this.secrets = secrets;
        this.run = run;
    }

    @Override
    public PartName name() {
        return PartName.POSTGRESQL;
    }

    /// Holds the monitor to its end, so that a close waits for it and finds a server to stop.
    @Override
    public synchronized void start() {
        if (closed) {
            throw new StartupFailure("PostgreSQL is not to start any more");
        }
        PostgresServer started = PostgresServer.start(settings);
        server = started;
        run.writePid(name(), started.handle());
        try {
            prepare(started);
        } catch (SQLException e) {
            stop();
            throw new StartupFailure(
                    "PostgreSQL refuses the databases of this install: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isAlive() {
        PostgresServer running = server;
        return running != null && running.handle().isAlive();
    }

    @Override
    public synchronized void stop() {
        PostgresServer running = server;
        if (running != null) {
            running.close();
        }
        run.deletePid(name());
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    private void prepare(PostgresServer running) throws SQLException {
        try (Connection superuser = running.connect("postgres")) {
            createDatabase(superuser, LaunchPlan.DATABASE);
            createDatabase(superuser, LaunchPlan.KEYCLOAK_DATABASE);
        }
        try (Connection superuser = running.connect(LaunchPlan.DATABASE)) {
            for (String service : SERVICES) {
                new PostgresSchema(service, secrets.schema(service)).createIn(superuser);
            }
            admit(superuser, LaunchPlan.DATABASE, SERVICES);
        }
        try (Connection superuser = running.connect(LaunchPlan.KEYCLOAK_DATABASE)) {
            new PostgresSchema("keycloak", secrets.schema("keycloak")).createIn(superuser);
            admit(superuser, LaunchPlan.KEYCLOAK_DATABASE, List.of("keycloak"));
        }
    }

    private static void createDatabase(Connection superuser, String name) throws SQLException {
        try (var query =
                superuser.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create database " + name);
        }
    }

    private static void admit(Connection superuser, String database, List<String> users)
            throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("revoke all on database " + database + " from public");
            // temporary: scoring-service replays its log into tables that end with the transaction
            statement.execute(
                    "grant connect, temporary on database "
                            + database
                            + " to "
                            + String.join(", ", users));
        }
    }
}
