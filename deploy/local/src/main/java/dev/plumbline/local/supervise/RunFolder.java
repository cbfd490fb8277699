package dev.plumbline.local.supervise;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the supervisor of an install tells the commands, and the little that they tell it.
///
/// | file | meaning |
/// |---|---|
/// | `lock` | locked while a supervisor lives; the system lets go of it even after `kill -9` |
/// | `supervisor` | phase, process id, message |
/// | `progress` | steps of the start or stop under way, for people |
/// | `PART.pid` | process id, whether it works, and its start time against mix-ups |
/// | `PART.hold` | an operator wants the part down until the file is gone |
public final class RunFolder {

    /// Where a supervisor is in its life.
    public enum Phase {
        STARTING,
        READY,
        FAILED,
        STOPPING
    }

    /// What a supervisor said last.
    ///
    /// @param message one line; empty unless it failed
    public record State(Phase phase, long pid, Instant since, String message) {}

    private final Path folder;

    /// Held here for the life of the process: a lock that nobody refers to goes with the garbage.
    private @Nullable FileLock lock;

    public RunFolder(Install install) {
        this.folder = install.run();
    }

    /// Takes the lock for the life of this process, or answers false when another supervisor has
    /// it.
    ///
    /// A command that looks whether somebody has the lock takes it for an instant, hence the
    /// patience.
    @SuppressWarnings("resource") // the lock lives as long as the process
    boolean lock() throws InterruptedException {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (int attempt = 0; attempt < 20; attempt++) {
                lock = channel.tryLock();
                if (lock != null) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            channel.close();
            return false;
        } catch (IOException e) {
            throw new StartupFailure("Cannot use " + folder + ": " + e.getMessage(), e);
        }
    }

    /// Whether a supervisor lives.
    public boolean isSupervised() {
        if (!Files.exists(lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            throw new StartupFailure("Cannot use " + folder + ": " + e.getMessage(), e);
        }
    }

    void tell(Phase phase, String message) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("phase", phase.name().toLowerCase(Locale.ROOT));
        values.put("pid", Long.toString(ProcessHandle.current().pid()));
        values.put("since", Instant.now().toString());
        values.put("message", message.lines().findFirst().orElse(""));
        PrivateFile.write(stateFile(), List.of("What the supervisor does"), values);
    }

    /// What the last supervisor said; it may be dead by now.
    public Optional<State> state() {
        Map<String, String> values = PrivateFile.read(stateFile());
        String phase = values.get("phase");
        String pid = values.get("pid");
        String since = values.get("since");
        if (phase == null || pid == null || since == null) {
            return Optional.empty();
        }
        return Optional.of(
                new State(
                        Phase.valueOf(phase.toUpperCase(Locale.ROOT)),
                        Long.parseLong(pid),
                        Instant.parse(since),
                        values.getOrDefault("message", "")));
    }

    /// Forgets what an earlier supervisor said.
    public void clear() {
        try {
            Files.deleteIfExists(stateFile());
            Files.deleteIfExists(progressFile());
        } catch (IOException e) {
            throw new StartupFailure("Cannot use " + folder + ": " + e.getMessage(), e);
        }
    }

    void addProgress(String line) {
        try {
            Files.writeString(
                    progressFile(),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + progressFile(), e);
        }
    }

    public Path progressFile() {
        return folder.resolve("progress");
    }

    void writePid(PartName part, ProcessHandle process) {
        String start = startOf(process);
        PrivateFile.write(
                pidFile(part),
                List.of(),
                Map.of("pid", Long.toString(process.pid()), "start", start));
    }

    /// Notes that the process of this part works, after it was started.
    void markReady(PartName part) {
        Map<String, String> values = new LinkedHashMap<>(PrivateFile.read(pidFile(part)));
        values.put("ready", "yes");
        PrivateFile.write(pidFile(part), List.of(), values);
    }

    /// Whether this part lives and worked when it was last started.
    public boolean isReady(PartName part) {
        return process(part).isPresent() && PrivateFile.read(pidFile(part)).containsKey("ready");
    }

    void deletePid(PartName part) {
        try {
            Files.deleteIfExists(pidFile(part));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + pidFile(part), e);
        }
    }

    /// The process of this part where it lives, whoever started it.
    public Optional<ProcessHandle> process(PartName part) {
        Map<String, String> values = PrivateFile.read(pidFile(part));
        String pid = values.get("pid");
        String start = values.getOrDefault("start", "");
        if (pid == null) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startOf(handle).equals(start));
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /// Asks the supervisor to stop this part and to leave it down.
    public void hold(PartName part) {
        try {
            Files.writeString(holdFile(part), "");
        } catch (IOException e) {
            throw new StartupFailure("Cannot write " + holdFile(part) + ": " + e.getMessage(), e);
        }
    }

    /// Ends a [#hold(PartName)].
    public void release(PartName part) {
        try {
            Files.deleteIfExists(holdFile(part));
        } catch (IOException e) {
            throw new StartupFailure("Cannot delete " + holdFile(part) + ": " + e.getMessage(), e);
        }
    }

    public boolean isHeld(PartName part) {
        return Files.exists(holdFile(part));
    }

    private Path lockFile() {
        return folder.resolve("lock");
    }

    private Path stateFile() {
        return folder.resolve("supervisor");
    }

    private Path pidFile(PartName part) {
        return folder.resolve(part.key() + ".pid");
    }

    private Path holdFile(PartName part) {
        return folder.resolve(part.key() + ".hold");
    }
}
