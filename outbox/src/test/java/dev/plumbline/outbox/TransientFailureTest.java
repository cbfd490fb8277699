package dev.plumbline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransientFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "40001", "40P01", "55P03"})
    void shouldRetryWhatTheDatabaseCanNotDoJustNow(String state) {
        // Given
        Throwable failure = new RuntimeException(new PgException("no", "FATAL", state, null));

        // When
        Throwable classified = TransientFailure.classify(failure);

        // Then
        assertThat(classified).isInstanceOf(TransientFailure.class).hasCause(failure);
    }

    /// Hibernate tells failures of statements as JDBC would.
    @Test
    void shouldRetryWhatHibernateReportsAsJdbcWould() {
        // Given
        Throwable away = new IllegalStateException(new SQLException("shutting down", "57P01"));
        Throwable broken = new IllegalStateException(new SQLException("twice", "23505"));

        // When
        Throwable first = TransientFailure.classify(away);
        Throwable second = TransientFailure.classify(broken);

        // Then
        assertThat(first).isInstanceOf(TransientFailure.class);
        assertThat(second).isSameAs(broken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22021", "42P01"})
    void shouldNotRetryWhatTheDatabaseWillNeverTake(String state) {
        // Given
        Throwable failure = new PgException("no", "ERROR", state, null);

        // When
        Throwable classified = TransientFailure.classify(failure);

        // Then
        assertThat(classified).isSameAs(failure);
    }

    @Test
    void shouldRetryWhenTheNetworkOrTheBrokerIsAway() {
        // Given
        Throwable network = new IllegalStateException(new IOException("connection reset"));
        Throwable broker = new NotLeaderOrFollowerException("moving");

        // When
        Throwable first = TransientFailure.classify(network);
        Throwable second = TransientFailure.classify(broker);

        // Then
        assertThat(first).isInstanceOf(TransientFailure.class);
        assertThat(second).isInstanceOf(TransientFailure.class);
    }

    @Test
    void shouldNotRetryWhatCanNotBeRead() {
        // Given
        Throwable json = new UncheckedIOException(new JsonParseException(null, "no JSON"));
        Throwable text = new IllegalStateException(new MalformedInputException(1));

        // When
        Throwable first = TransientFailure.classify(json);
        Throwable second = TransientFailure.classify(text);

        // Then
        assertThat(first).isSameAs(json);
        assertThat(second).isSameAs(text);
    }

    @Test
    void shouldNotRetryAMistakeOfOurOwn() {
        // Given
        Throwable mistake = new IllegalArgumentException("criticality must lie in 1..4: 9");

        // When
        Throwable classified = TransientFailure.classify(mistake);

        // Then
        assertThat(classified).isSameAs(mistake);
    }
}
