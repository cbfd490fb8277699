package dev.plumbline.local.install;

import dev.plumbline.local.StartupFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// All that an install keeps, in one gzipped tar file.
///
/// The first entry names the version that wrote it: data files of PostgreSQL and Kafka are for the
/// same version only. The file holds every secret, so its owner alone may read it.
public final class InstallArchive {

    private static final String VERSION_ENTRY = "plumbline-version";

    private InstallArchive() {}

    /// Writes a new archive; call only while nothing of the install runs.
    public static void write(Install install, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path partial =
                Files.createTempFile(
                        folder,
                        ".backup-",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(
                        new GZIPOutputStream(
                                new BufferedOutputStream(
                                        Files.newOutputStream(partial, StandardOpenOption.WRITE)),
                                1 << 16))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            byte[] version = Version.ofThisBuild().getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry first = new TarArchiveEntry(VERSION_ENTRY);
            first.setSize(version.length);
            tar.putArchiveEntry(first);
            tar.write(version);
            tar.closeArchiveEntry();
            for (Path kept : install.kept()) {
                if (Files.exists(kept)) {
                    add(tar, install.data(), kept);
                }
            }
        } catch (IOException e) {
            Files.delete(partial);
            throw e;
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(TarArchiveOutputStream tar, Path data, Path kept) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(kept)) {
            all = files.toList();
        }
        for (Path file : all) {
            TarArchiveEntry entry =
                    new TarArchiveEntry(file.toFile(), data.relativize(file).toString());
            entry.setMode(mode(Files.getPosixFilePermissions(file)));
            tar.putArchiveEntry(entry);
            if (Files.isRegularFile(file)) {
                Files.copy(file, tar);
            }
            tar.closeArchiveEntry();
        }
    }

    /// Unpacks beside the final place and moves the parts in when all of them are there.
    ///
    /// @throws StartupFailure when another version wrote the archive
    public static void read(Path file, Install install) throws IOException {
        Files.createDirectories(install.data());
        Path partial = Files.createTempDirectory(install.data(), ".restore-");
        try {
            unpack(file, partial);
            try (Stream<Path> parts = Files.list(partial)) {
                for (Path part : parts.toList()) {
                    Files.move(
                            part,
                            install.data().resolve(part.getFileName()),
                            StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } finally {
            FolderTree.delete(partial);
        }
    }

    private static void unpack(Path file, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(file)), 1 << 16))) {
            TarArchiveEntry first = tar.getNextEntry();
            if (first == null || !first.getName().equals(VERSION_ENTRY)) {
                throw new StartupFailure(file + " is no backup of Plumbline");
            }
            String version = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
            if (!version.equals(Version.ofThisBuild())) {
                throw new StartupFailure(
                        file + " was written by " + version + ", this is " + Version.ofThisBuild());
            }
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path place = target.resolve(entry.getName()).normalize();
                if (!place.startsWith(target)) {
                    throw new IOException("Archive entry leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(tar, place);
                }
                Files.setPosixFilePermissions(place, permissions(entry.getMode()));
            }
        }
    }

    /// POSIX permissions in the order of their bits, the owner's right to read first.
    private static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode >> (all.length - 1 - bit) & 1) == 1) {
                permissions.add(all[bit]);
            }
        }
        return permissions;
    }
}
