package dev.plumbline.local.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir private Path root;

    private Install install() {
        return new Install(root, root.resolve("data"), 9000);
    }

    @Test
    void shouldGenerateADifferentSecretForEverythingAndKeepThem() {
        // Given
        Secrets first = Secrets.of(install());

        // When
        Secrets second = Secrets.of(install());

        // Then
        List<String> all = List.copyOf(PrivateFile.read(install().secrets()).values());
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(all).allMatch(secret -> secret.matches("[a-z2-9-]{23,}"));
        assertThat(second.person("executive")).isEqualTo(first.person("executive"));
        assertThat(second.postgresSuperuser()).isEqualTo(first.postgresSuperuser());
    }

    @Test
    void shouldLetOnlyTheOwnerReadWhatItWrites() throws IOException {
        // When
        Secrets.of(install()).writeCredentials(install());

        // Then
        for (Path file : List.of(install().secrets(), install().credentials())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldGivePeopleAndMachinesWhatTheyNeedAndNotTheDatabasePasswords() {
        // Given
        Secrets secrets = Secrets.of(install());

        // When
        secrets.writeCredentials(install());

        // Then
        assertThat(PrivateFile.read(install().credentials()))
                .containsEntry("dashboard.url", "http://localhost:9000")
                .containsEntry("identity.url", "http://localhost:9003/realms/plumbline")
                .containsEntry("person.unit-lead.password", secrets.person("unit-lead"))
                .containsEntry("client.plumbline-ci.secret", secrets.client("plumbline-ci"))
                .doesNotContainValue(secrets.postgresSuperuser())
                .doesNotContainValue(secrets.schema("scoring"));
    }

    @Test
    void shouldRefuseToInventNewSecretsForOldData() {
        // Given
        install().remember();

        // When / Then
        assertThatThrownBy(() -> Secrets.of(install()))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("restore a backup or run reset");
    }
}
