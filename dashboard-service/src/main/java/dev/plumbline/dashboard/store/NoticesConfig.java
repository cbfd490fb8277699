package dev.plumbline.dashboard.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// Where notices come from: the service's own database, unless its pool hides the connection
/// (`listen` does not pass a pooler in transaction mode).
@ConfigMapping(prefix = "plumbline.notices")
interface NoticesConfig {
    @WithDefault("${quarkus.datasource.reactive.url}")
    String url();

    @WithDefault("${quarkus.datasource.username:}")
    Optional<String> username();

    @WithDefault("${quarkus.datasource.password:}")
    Optional<String> password();
}
