package dev.plumbline.local.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.StartupFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {

    @TempDir private Path root;

    @Test
    void shouldGiveEveryPartAPortOfItsOwn() {
        // Given
        Install install = new Install(root, root.resolve("data"), 8080);

        // When
        var ports =
                Stream.concat(
                        Arrays.stream(PartName.values()).map(install::portOf),
                        Stream.of(install.controllerPort()));

        // Then
        assertThat(ports).containsExactlyInAnyOrder(8080, 8081, 8082, 8083, 8084, 8085, 8086);
    }

    @Test
    void shouldRememberItsPort() {
        // Given
        Path data = root.resolve("data");
        new Install(root, data, 9100).remember();

        // When
        Install again = Install.in(root, data);

        // Then
        assertThat(again.port()).isEqualTo(9100);
        assertThat(again.exists()).isTrue();
        assertThat(Install.in(root, root.resolve("other")).port()).isEqualTo(Install.DEFAULT_PORT);
    }

    @Test
    void shouldKnowThatTheDemonstrationBelongsToIt() {
        // Given
        Path data = root.resolve("data");
        Install install = new Install(root, data, 9100);

        // When
        install.expectDemo();
        install.expectDemo();

        // Then
        assertThat(Install.in(root, data).hasDemo()).isTrue();
        assertThat(new Install(root, root.resolve("other"), 9100).hasDemo()).isFalse();
    }

    @Test
    void shouldTakeTheHighestPortThatLeavesRoomForAllAndNoneAbove() {
        // When
        Install highest = new Install(root, root.resolve("data"), 65_529);

        // Then
        assertThat(highest.portOf(PartName.POSTGRESQL)).isEqualTo(65_535);
        assertThatThrownBy(() -> highest.withPort(65_530)).isInstanceOf(StartupFailure.class);
        assertThatThrownBy(() -> highest.withPort(1023)).isInstanceOf(StartupFailure.class);
    }

    @Test
    void shouldStartPartsOnlyAfterThoseThatTheyNeed() {
        // When
        var outOfOrder =
                Arrays.stream(PartName.values())
                        .filter(
                                part ->
                                        part.needs().stream()
                                                .anyMatch(
                                                        need -> need.ordinal() >= part.ordinal()));

        // Then
        assertThat(outOfOrder).isEmpty();
    }

    @Test
    void shouldKnowAPartByItsShortAndByItsFullName() {
        assertThat(PartName.parse("ingest")).contains(PartName.INGEST);
        assertThat(PartName.parse("ingest-service")).contains(PartName.INGEST);
        assertThat(PartName.parse("Kafka")).contains(PartName.KAFKA);
        assertThat(PartName.parse("zookeeper")).isEmpty();
    }
}
