package dev.plumbline.local.postgres;

import dev.plumbline.local.install.FolderTree;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs for this machine, unpacked once per version.
///
/// Unpacking goes to a folder beside the final one and is renamed when complete, so a folder that
/// carries the final name is always whole, whoever else unpacks at the same moment.
final class PostgresBinaries {

    private static final Set<PosixFilePermission> PROGRAM =
            Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_EXECUTE);

    private PostgresBinaries() {}

    /// Unpacks where needed and answers the folder that holds `bin/postgres`.
    static Path unpackInto(Path tools) throws IOException {
        byte[] archive = archiveOfThisMachine();
        Path home = tools.resolve("postgresql-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(tools);
        Path partial = Files.createTempDirectory(tools, ".postgresql-");
        try {
            unpack(archive, partial);
            Files.setPosixFilePermissions(partial, PROGRAM);
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException alreadyThere) {
            FolderTree.delete(partial);
        } catch (IOException failure) {
            FolderTree.delete(partial);
            if (!Files.isDirectory(home)) {
                throw failure;
            }
        }
        return home;
    }

    private static byte[] archiveOfThisMachine() throws IOException {
        String system =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                        ? "Darwin"
                        : "Linux";
        String architecture = System.getProperty("os.arch");
        try (InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        system, architecture.equals("amd64") ? "x86_64" : architecture)) {
            return archive.readAllBytes();
        }
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Archive entry leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink() || entry.isLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    if (file.startsWith(target.resolve("bin"))) {
                        Files.setPosixFilePermissions(file, PROGRAM);
                    }
                }
            }
        }
    }
}
