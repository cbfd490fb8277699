package dev.plumbline.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.PrivateFile;
import dev.plumbline.local.install.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchPlanTest {

    private static final Set<PartName> PROCESSES =
            EnumSet.complementOf(EnumSet.of(PartName.POSTGRESQL));

    @TempDir private Path root;

    private Install install;
    private Secrets secrets;
    private LaunchPlan plan;

    @BeforeEach
    void planAnInstall() throws IOException {
        install = new Install(root, root.resolve("data"), 9000);
        Files.createDirectories(install.tools());
        Files.createFile(install.tools().resolve("keycloak-quarkus-dist-26.7.3.tar.gz"));
        secrets = Secrets.of(install);
        plan = new LaunchPlan(install, secrets, "/jdk/bin/java", "launcher.jar");
    }

    @Test
    void shouldKeepEverySecretOffTheCommandLines() {
        // Given
        Set<String> generated = Set.copyOf(PrivateFile.read(install.secrets()).values());

        // When
        List<String> words =
                PROCESSES.stream().flatMap(part -> plan.of(part).command().stream()).toList();

        // Then
        assertThat(generated).hasSizeGreaterThan(15);
        assertThat(words)
                .isNotEmpty()
                .noneMatch(word -> generated.stream().anyMatch(word::contains));
    }

    @Test
    void shouldKeepEverySecretOutOfItsOwnDescription() {
        // Given
        Set<String> generated = Set.copyOf(PrivateFile.read(install.secrets()).values());

        // When
        String description =
                PROCESSES.stream()
                                .map(plan::of)
                                .map(ProcessPlan::toString)
                                .collect(Collectors.joining())
                        + plan.postgres()
                        + secrets;

        // Then
        assertThat(generated).noneMatch(description::contains);
    }

    @Test
    void shouldTellAServiceItsPortDatabaseBrokerAndIssuer() {
        // When
        var environment = plan.of(PartName.SCORING).environment();

        // Then
        assertThat(environment)
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("QUARKUS_HTTP_PORT", "9002")
                .containsEntry(
                        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:9006/plumbline")
                .containsEntry(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "vertx-reactive:postgresql://127.0.0.1:9006/plumbline")
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "scoring")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", secrets.schema("scoring"))
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9004")
                .containsEntry(
                        "QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:9003/realms/plumbline");
    }

    @Test
    void shouldGiveTheDashboardItsClientAndWhereTheBytesAre() {
        // When
        var environment = plan.of(PartName.DASHBOARD).environment();

        // Then
        assertThat(environment)
                .containsEntry("QUARKUS_OIDC_CLIENT_ID", "plumbline-dashboard")
                .containsEntry(
                        "QUARKUS_OIDC_CREDENTIALS_SECRET", secrets.client("plumbline-dashboard"))
                .containsEntry("PLUMBLINE_INGEST_URL", "http://localhost:9001")
                .containsEntry("PLUMBLINE_SCORING_URL", "http://localhost:9002");
        assertThat(environment.get("QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET"))
                .hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void shouldCallTheMakerByItsNameOnlyWhereTheDemonstrationIs() {
        // Given
        var plain = plan.of(PartName.DASHBOARD).environment();

        // When
        install.expectDemo();
        var restarted =
                new LaunchPlan(install, secrets, "/jdk/bin/java", "launcher.jar")
                        .of(PartName.DASHBOARD)
                        .environment();

        // Then
        assertThat(plain).doesNotContainKey("PLUMBLINE_PAGES_ORGANISATION");
        assertThat(restarted)
                .containsEntry("PLUMBLINE_PAGES_ORGANISATION", "Meridian Systems (fictional)")
                .containsEntry("QUARKUS_OIDC_CLIENT_ID", "plumbline-dashboard");
    }

    @Test
    void shouldBoundTheHeapOfEveryJavaProcess() {
        // When
        var commands = PROCESSES.stream().map(part -> plan.of(part).command());

        // Then
        assertThat(commands)
                .hasSize(5)
                .allSatisfy(
                        command ->
                                assertThat(command)
                                        .startsWith("/jdk/bin/java")
                                        .anyMatch(flag -> flag.startsWith("-Xmx")));
    }

    @Test
    void shouldSayWhatToDoWhenKeycloakWasNeverFetched() throws IOException {
        // Given
        Files.delete(install.tools().resolve("keycloak-quarkus-dist-26.7.3.tar.gz"));

        // When / Then
        assertThatThrownBy(() -> plan.of(PartName.KEYCLOAK))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("build the project first");
    }
}
