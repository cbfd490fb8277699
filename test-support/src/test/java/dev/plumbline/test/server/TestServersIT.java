package dev.plumbline.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TestServersIT {

    @Test
    void shouldGiveEachServiceTheSchemaThatItOwns() throws SQLException {
        // Given
        PostgresResource resource = new PostgresResource();
        resource.init(Map.of("schema", "ingest"));

        // When
        Map<String, String> config = resource.start();

        // Then
        try (var connection =
                        DriverManager.getConnection(
                                config.get("quarkus.datasource.jdbc.url"),
                                config.get("quarkus.datasource.username"),
                                config.get("quarkus.datasource.password"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_user, current_schema")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("ingest");
            assertThat(rows.getString(2)).isEqualTo("ingest");
        }
    }

    @Test
    void shouldServeSeveralResourcesFromTheSameServers() {
        // Given
        PostgresResource ingest = new PostgresResource();
        ingest.init(Map.of("schema", "ingest"));
        PostgresResource scoring = new PostgresResource();
        scoring.init(Map.of("schema", "scoring"));

        // When
        String first = ingest.start().get("quarkus.datasource.jdbc.url");
        String second = scoring.start().get("quarkus.datasource.jdbc.url");

        // Then
        assertThat(first).isEqualTo(second);
    }

    @Test
    void shouldHaveEveryDeclaredTopicInKafka() throws Exception {
        // Given
        Map<String, String> config = new KafkaResource().start();

        // When
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", config.get("kafka.bootstrap.servers")))) {
            var names = admin.listTopics().names().get();

            // Then
            assertThat(names)
                    .contains("plumbline.evidence.v1", "plumbline.evidence.v1.scoring.dlq");
        }
    }
}
