package dev.plumbline.test.server;

import dev.plumbline.local.postgres.PostgresSchema;
import dev.plumbline.local.postgres.PostgresServer;
import dev.plumbline.test.OncePerJvm;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// Points the datasource of a service at a real PostgreSQL, as the owner of one schema.
///
/// ```java
/// @QuarkusTestResource(
///         value = PostgresResource.class,
///         initArgs = @ResourceArg(name = "schema", value = "ingest"))
/// ```
///
/// User and schema carry the same name, as in a real install; `service` without the argument.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "owner-of-a-throw-away-schema";
    private static final String DATABASE = "plumbline";

    private String schema = "service";

    @Override
    public void init(Map<String, String> arguments) {
        schema = arguments.getOrDefault("schema", schema);
    }

    @Override
    public Map<String, String> start() {
        String address = TestServers.postgres();
        OncePerJvm.value("schema." + schema, () -> create(address));
        return Map.of(
                "quarkus.datasource.db-kind",
                "postgresql",
                "quarkus.datasource.username",
                schema,
                "quarkus.datasource.password",
                PASSWORD,
                "quarkus.datasource.jdbc.url",
                jdbcUrl(address, DATABASE),
                "quarkus.datasource.reactive.url",
                "vertx-reactive:postgresql://" + address + "/" + DATABASE);
    }

    /// The server serves the next test class too and stops with the JVM.
    @Override
    public void stop() {}

    private String create(String address) {
        try {
            OncePerJvm.value("database", () -> createDatabase(address));
            try (Connection connection = superuser(address, DATABASE)) {
                new PostgresSchema(schema, PASSWORD).createIn(connection);
            }
            return schema;
        } catch (SQLException e) {
            throw new IllegalStateException("No schema " + schema + " for the test", e);
        }
    }

    private static String createDatabase(String address) {
        try (Connection connection = superuser(address, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
            return DATABASE;
        } catch (SQLException e) {
            throw new IllegalStateException("No database for the tests", e);
        }
    }

    private static Connection superuser(String address, String database) throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl(address, database),
                PostgresServer.SUPERUSER,
                TestServers.SUPERUSER_PASSWORD);
    }

    private static String jdbcUrl(String address, String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }
}
