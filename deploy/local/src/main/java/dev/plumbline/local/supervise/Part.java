package dev.plumbline.local.supervise;

import dev.plumbline.local.install.PartName;

/// One part under supervision. May be started and stopped many times until it is closed.
sealed interface Part permits PostgresPart, ProcessPart {

    PartName name();

    /// Returns when the part works.
    ///
    /// @throws dev.plumbline.local.StartupFailure when it does not, or when the part is closed;
    ///     then nothing of it runs
    void start();

    boolean isAlive();

    /// Stops in order where possible, by force after the limit. Nothing happens to a part that is
    /// down.
    void stop();

    /// Stops for good: a start that comes later, or is under way, fails.
    void close();
}
