package dev.plumbline.scoring.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.test.server.PostgresResource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What stood in the tables of an earlier version stands in those of this one.
class MigrationIT {
    private static final String SCHEMA = "scoring_before";

    private final Map<String, String> server = server();

    private static Map<String, String> server() {
        PostgresResource postgres = new PostgresResource();
        postgres.init(Map.of("schema", SCHEMA));
        return postgres.start();
    }

    private String setting(String name) {
        return Objects.requireNonNull(server.get("quarkus.datasource." + name));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                setting("jdbc.url"), setting("username"), setting("password"));
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(setting("jdbc.url"), setting("username"), setting("password"))
                .defaultSchema(SCHEMA)
                .locations("db/outbox", "db/migration")
                .target(version)
                .load()
                .migrate();
    }

    @Test
    void shouldKnowAnAdvisoryBySourceAndNameWithAllThatHungOnItsName() {
        // Given
        migrate("202611220110");
        execute(
                """
                insert into %1$s.advisory (id, source, submission, received_at, modified_at, published_at, severity,
                    summary, names)
                values ('GHSA-a', 'osv', gen_random_uuid(), now(), now(), now(), 3, 's', 'CVE-1 CVE-1 GHSA-a');
                insert into %1$s.advisory_name (name, advisory_id) values ('CVE-1', 'GHSA-a'), ('GHSA-a', 'GHSA-a');
                insert into %1$s.advisory_range (package_id, advisory_id, range_id, vers)
                values (gen_random_uuid(), 'GHSA-a', gen_random_uuid(), 'vers:npm/*');
                insert into %1$s.coordinate_match (coordinate_id, advisory_id, rule, fixed_in)
                values (gen_random_uuid(), 'GHSA-a', '*', '')
                """);

        // When
        migrate("latest");

        // Then
        assertThat(texts("select id || ' ' || name from %s.advisory"))
                .containsExactly("osv/GHSA-a GHSA-a");
        assertThat(
                        texts(
                                """
                                select advisory_id from %1$s.advisory_name
                                union all select advisory_id from %1$s.advisory_range
                                union all select advisory_id from %1$s.coordinate_match
                                """))
                .hasSize(4)
                .containsOnly("osv/GHSA-a");
    }

    private void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql.formatted(SCHEMA));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> texts(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.formatted(SCHEMA))) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
