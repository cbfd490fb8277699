package dev.plumbline.scoring.assess;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Which catalogue products are scored by. All services of an installation have to run the same.
@ConfigMapping(prefix = "plumbline.catalogue")
public interface CatalogueConfig {

    /// Id of a catalogue that comes with the product: `core`, `full`, `pledge` or `sbom-2026`.
    @WithDefault("full")
    String use();

    /// A YAML file with the organisation's own changes to it.
    Optional<Path> overlay();
}
