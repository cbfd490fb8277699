package dev.plumbline.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.Ports;
import dev.plumbline.local.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir private Path folder;

    private PostgresSettings settings() {
        return new PostgresSettings(
                folder.resolve("data"),
                Path.of("target", "tools"),
                folder.resolve("postgresql.log"),
                Ports.free(1).getFirst(),
                "a-long-secret",
                Map.of("fsync", "off"));
    }

    @Test
    void shouldFindItsRowsAgainAfterARestartOnTheSameData() throws SQLException {
        // Given
        PostgresSettings settings = settings();
        try (PostgresServer first = PostgresServer.start(settings);
                Connection connection = first.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }

        // When
        int answer;
        try (PostgresServer second = PostgresServer.start(settings);
                Connection connection = second.connect("postgres");
                var rows = connection.createStatement().executeQuery("select answer from kept")) {
            rows.next();
            answer = rows.getInt(1);
        }

        // Then
        assertThat(answer).isEqualTo(42);
    }

    @Test
    void shouldKeepAServiceOutOfTheSchemaOfAnother() throws SQLException {
        // Given
        try (PostgresServer server = PostgresServer.start(settings())) {
            try (Connection superuser = server.connect("postgres");
                    var statement = superuser.createStatement()) {
                new PostgresSchema("ingest", "one").createIn(superuser);
                new PostgresSchema("scoring", "two").createIn(superuser);
                new PostgresSchema("scoring", "two").createIn(superuser);
                statement.execute("create table ingest.submission (id int)");
            }

            // When
            try (Connection scoring =
                            DriverManager.getConnection(
                                    server.jdbcUrl("postgres"), "scoring", "two");
                    var statement = scoring.createStatement()) {
                statement.execute("create table own (id int)");

                // Then
                assertThat(scoring.getMetaData().getTables(null, "scoring", "own", null).next())
                        .isTrue();
                assertThatThrownBy(() -> statement.executeQuery("select * from ingest.submission"))
                        .hasMessageContaining("permission denied for schema ingest");
            }
        }
    }

    @Test
    void shouldRefuseEveryConnectionWithoutThePassword() {
        // Given
        try (PostgresServer server = PostgresServer.start(settings())) {

            // When / Then
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl("postgres"), "postgres", "guess"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void shouldTakeOverFromAServerThatACrashLeftRunning() throws SQLException {
        // Given
        PostgresSettings settings = settings();
        PostgresServer leftover = PostgresServer.start(settings);

        // When
        try (PostgresServer next = PostgresServer.start(settings);
                Connection connection = next.connect("postgres")) {

            // Then
            assertThat(connection.isValid(1)).isTrue();
            assertThat(leftover.handle().isAlive()).isFalse();
        }
    }

    @Test
    void shouldSayThatAFolderIsNoDataFolderAndLeaveItAlone() throws Exception {
        // Given
        PostgresSettings settings = settings();
        Files.createDirectories(settings.data());
        Files.writeString(settings.data().resolve("holiday.txt"), "not a database");

        // When / Then
        assertThatThrownBy(() -> PostgresServer.start(settings))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("is not a PostgreSQL data folder");
        assertThat(settings.data().resolve("holiday.txt")).hasContent("not a database");
    }
}
