package dev.plumbline.local.keycloak;

import dev.plumbline.local.StartupFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The Keycloak distribution, unpacked and built with the options that need a build.
///
/// Started as plain Java instead of through its script, so that the process we watch is the server.
///
/// @param home folder that holds `lib/quarkus-run.jar`
public record KeycloakDistribution(Path home) {

    private static final String ARCHIVE_PREFIX = "keycloak-quarkus-dist-";
    private static final String ARCHIVE_SUFFIX = ".tar.gz";

    /// Options that Keycloak bakes in when it is built. What nobody uses here is left out.
    private static final Map<String, String> BUILD_OPTIONS =
            Map.of(
                    "KC_DB", "postgres",
                    "KC_CACHE", "local",
                    "KC_FEATURES_DISABLED", "kerberos,ciba,device-flow,impersonation");

    private static final List<String> JVM_ARGUMENTS =
            List.of(
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                    "-Dpicocli.disable.closures=true",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED");

    /// The built distribution among the tools.
    ///
    /// @throws StartupFailure when [#prepare(Path, Path, String)] did not run
    public static KeycloakDistribution in(Path tools) {
        return new KeycloakDistribution(homeOf(archiveIn(tools)));
    }

    /// Unpacks and builds the distribution where that has not been done, and puts the realm in
    /// place.
    ///
    /// A folder with the final name is always complete: the work is done beside it and renamed.
    ///
    /// @param tools where the build put the archive
    /// @param realm the realm file to import at the first start of an install
    /// @param java  the Java program to build with
    public static KeycloakDistribution prepare(Path tools, Path realm, String java) {
        Path archive = archiveIn(tools);
        Path home = homeOf(archive);
        try {
            if (!Files.isDirectory(home)) {
                Path partial = Files.createTempDirectory(tools, ".keycloak-");
                unpack(archive, partial);
                Files.setPosixFilePermissions(
                        partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                new KeycloakDistribution(partial).build(java, tools.resolve("keycloak-build.log"));
                Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
            }
            Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
            Path copy = imports.resolve("plumbline-realm.json");
            if (!Files.exists(copy) || Files.mismatch(copy, realm) >= 0) {
                Files.copy(realm, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return new KeycloakDistribution(home);
        } catch (IOException e) {
            throw new StartupFailure(
                    "Keycloak cannot be unpacked into " + tools + ": " + e.getMessage(), e);
        }
    }

    /// What follows the Java program and its memory flags on the command line.
    public List<String> startArguments() {
        return arguments("start", "--optimized", "--import-realm");
    }

    private List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(JVM_ARGUMENTS);
        arguments.add("-Dkc.home.dir=" + home);
        arguments.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        arguments.add("-cp");
        arguments.add(home.resolve("lib").resolve("quarkus-run.jar").toString());
        arguments.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        arguments.addAll(List.of(command));
        return arguments;
    }

    private void build(String java, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(arguments("build"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(BUILD_OPTIONS);
        try {
            int exitCode = builder.start().waitFor();
            if (exitCode != 0) {
                throw new StartupFailure("Keycloak cannot be built, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while Keycloak was being built", e);
        }
    }

    private static Path archiveIn(Path tools) {
        try (DirectoryStream<Path> archives =
                Files.newDirectoryStream(tools, ARCHIVE_PREFIX + "*" + ARCHIVE_SUFFIX)) {
            List<Path> found = new ArrayList<>();
            archives.forEach(found::add);
            return found.stream()
                    .max(Comparator.comparing(KeycloakDistribution::modified))
                    .orElseThrow(
                            () ->
                                    new StartupFailure(
                                            "No Keycloak in "
                                                    + tools
                                                    + ": build the project first"));
        } catch (IOException e) {
            throw new StartupFailure("No Keycloak in " + tools + ": build the project first", e);
        }
    }

    private static long modified(Path archive) {
        return archive.toFile().lastModified();
    }

    private static Path homeOf(Path archive) {
        String name = archive.getFileName().toString();
        String version =
                name.substring(ARCHIVE_PREFIX.length(), name.length() - ARCHIVE_SUFFIX.length());
        return archive.resolveSibling("keycloak-" + version);
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (name.getNameCount() < 2) {
                    continue;
                }
                Path file = target.resolve(name.subpath(1, name.getNameCount())).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Archive entry leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isFile()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                }
            }
        }
        try (Stream<Path> scripts = Files.list(target.resolve("bin"))) {
            for (Path script : scripts.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
