package dev.plumbline.dashboard.connect;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// What secrets of connections are sealed with. There is no default: without it no secret is taken.
@ConfigMapping(prefix = "plumbline.seal")
public interface SealConfig {
    /// Passphrases of the install, the same as ingest-service has; the first seals.
    Optional<List<String>> passphrases();
}
