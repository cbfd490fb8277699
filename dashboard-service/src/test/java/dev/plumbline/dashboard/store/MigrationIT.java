package dev.plumbline.dashboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.ScoreComputed;
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
    private static final String SCHEMA = "dashboard_before";

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
    void shouldKnowTheMeasuresOfScoresThatCameBeforeAndMakeUpNoSnapshot() throws SQLException {
        // Given
        migrate("202611231845");
        ScoreComputed score =
                Scores.measured(
                        new Scores("portal").score(1, Scores.daysAgo(9), 60),
                        Scores.measure("kev-fix-on-time", 10, 0.75, 1),
                        Scores.exempt("admin-mfa-default"),
                        Scores.measure("vdp-complete", 7.5, 0, 0));
        insert(score);

        // When
        migrate("latest");

        // Then
        assertThat(
                        texts(
                                """
                                select concat_ws(' ', product, catalogue_id, ids, worth, weight, coverage)
                                from %s.product_measure
                                """))
                .containsExactly(
                        "portal core {kev-fix-on-time,vdp-complete} {0.75,0} {10,7.5} {1,0}");
        assertThat(texts("select day from %s.snapshot")).isEmpty();
        assertThat(
                        texts(
                                "select day - cast(now() at time zone 'UTC' as date) from %s.snapshot_day"))
                .containsExactly("-1");
    }

    private void insert(ScoreComputed score) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into %1$s.unit (key, name, revision, changed_at, changed_by) values ('u', 'U', 1, now(), 'ada');
                    insert into %1$s.team (key, name, unit, revision, changed_at, changed_by)
                    values ('t', 'T', 'u', 1, now(), 'ada');
                    insert into %1$s.product (key, name, team, unit, criticality, revision, changed_at, changed_by)
                    values ('portal', 'Portal', 't', 'u', 2, 1, now(), 'ada'), ('bare', 'Bare', 't', 'u', 2, 1, now(), 'ada')
                    """
                            .formatted(SCHEMA));
            try (var update =
                    connection.prepareStatement(
                            "update %s.product set score = cast(? as jsonb), scored_at = now() where key = 'portal'"
                                    .formatted(SCHEMA))) {
                update.setString(1, Json.object(score));
                update.executeUpdate();
            }
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.formatted(SCHEMA))) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
