package dev.plumbline.ingest.access;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// What secrets of connections were sealed with.
@ConfigMapping(prefix = "plumbline.seal")
public interface SealConfig {
    /// Passphrases of the install, the same as dashboard-service has.
    Optional<List<String>> passphrases();
}
