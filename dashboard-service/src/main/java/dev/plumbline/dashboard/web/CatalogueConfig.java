package dev.plumbline.dashboard.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Which catalogue the rules of scoring are shown of. All services of an installation have to run
/// the same.
@ConfigMapping(prefix = "plumbline.catalogue")
interface CatalogueConfig {

    /// Id of a catalogue that comes with the product: `core`, `full`, `pledge` or `sbom-2026`.
    @WithDefault("full")
    String use();

    /// A YAML file with the organisation's own changes to it.
    Optional<Path> overlay();
}
