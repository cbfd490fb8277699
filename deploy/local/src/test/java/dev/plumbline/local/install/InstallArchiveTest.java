package dev.plumbline.local.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallArchiveTest {

    @TempDir private Path root;

    private Install install(String name) {
        return new Install(root, root.resolve(name), 9000);
    }

    private Install filledInstall() throws IOException {
        Install install = install("old");
        Secrets.of(install);
        install.remember();
        Path base = Files.createDirectories(install.postgresData().resolve("base/1"));
        Files.write(base.resolve("2619"), new byte[] {0, 1, 2, (byte) 255});
        Files.setPosixFilePermissions(
                install.postgresData(), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(install.kafkaData().resolve("plumbline.a-very-long-topic.v1-0"));
        Files.createDirectories(install.run());
        Files.writeString(install.run().resolve("lock"), "");
        return install;
    }

    @Test
    void shouldBringBackFilesFoldersAndTheirPermissions() throws IOException {
        // Given
        Install old = filledInstall();
        Path file = root.resolve("backup");
        InstallArchive.write(old, file);

        // When
        InstallArchive.read(file, install("new"));

        // Then
        Install restored = install("new");
        assertThat(restored.postgresData().resolve("base/1/2619"))
                .hasBinaryContent(new byte[] {0, 1, 2, (byte) 255});
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(restored.postgresData())))
                .isEqualTo("rwx------");
        assertThat(restored.kafkaData().resolve("plumbline.a-very-long-topic.v1-0"))
                .isEmptyDirectory();
        assertThat(restored.secrets()).hasSameTextualContentAs(old.secrets());
        assertThat(restored.run()).doesNotExist();
    }

    @Test
    void shouldLetOnlyTheOwnerReadABackup() throws IOException {
        // When
        InstallArchive.write(filledInstall(), root.resolve("backup"));

        // Then
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(root.resolve("backup"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldRefuseABackupOfAnotherVersionAndLeaveNothingBehind() throws IOException {
        // Given
        Path file = root.resolve("backup");
        archive(file, "plumbline-version", "Plumbline 9 (PostgreSQL 99)");

        // When / Then
        assertThatThrownBy(() -> InstallArchive.read(file, install("new")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("was written by Plumbline 9");
        assertThat(root.resolve("new")).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAnArchiveThatReachesOutOfItsFolder() throws IOException {
        // Given
        Path file = root.resolve("backup");
        archive(file, "plumbline-version", Version.ofThisBuild(), "../../outside", "evil");

        // When / Then
        assertThatThrownBy(() -> InstallArchive.read(file, install("new")))
                .hasMessageContaining("leaves its folder");
        assertThat(root.resolve("outside")).doesNotExist();
        assertThat(root.resolve("new")).isEmptyDirectory();
    }

    private static void archive(Path file, String... namesAndContents) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndContents[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
    }
}
