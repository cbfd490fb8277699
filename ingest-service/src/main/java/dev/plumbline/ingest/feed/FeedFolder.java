package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.intake.IntakeConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where what is fetched lies while it is read: a folder of this process alone.
///
/// The process holds a lock in it, which ends with the process, in whatever way that ends. Whoever
/// begins next deletes the folders that nobody holds any more.
@ApplicationScoped
class FeedFolder {
    private static final Logger LOG = Logger.getLogger(FeedFolder.class);
    private static final String NAME = "plumbline-feeds-";
    private static final String LOCK = "lock";

    /// Between making a folder and locking it another process must not take it for a left one.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path within;
    private final Clock clock;
    private @Nullable Path own;
    private @Nullable FileChannel lock;

    @Inject
    FeedFolder(IntakeConfig config, Clock clock) {
        this(
                config.spoolFolder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))),
                clock);
    }

    FeedFolder(Path within, Clock clock) {
        this.within = within;
        this.clock = clock;
    }

    synchronized Path own() throws IOException {
        Path made = own;
        if (made == null) {
            Files.createDirectories(within);
            deleteLeft();
            made = Files.createTempDirectory(within, NAME);
            FileChannel held =
                    FileChannel.open(
                            made.resolve(LOCK),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            held.lock();
            lock = held;
            own = made;
        }
        return made;
    }

    @PreDestroy
    synchronized void leave() throws IOException {
        if (own != null && lock != null) {
            lock.close();
            delete(own);
            own = null;
        }
    }

    private void deleteLeft() throws IOException {
        Instant old = clock.instant().minus(YOUNG);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(within, NAME + "*")) {
            for (Path folder : folders) {
                try {
                    if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)
                            && !isHeld(folder.resolve(LOCK))) {
                        delete(folder);
                    }
                } catch (IOException e) {
                    LOG.debugf(e, "%s is left where it is", folder);
                }
            }
        }
    }

    private static boolean isHeld(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
