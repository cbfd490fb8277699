package dev.plumbline.dashboard.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What pages say about the installation around them.
@ConfigMapping(prefix = "plumbline.pages")
interface PagesConfig {
    /// Name of the maker, as it stands above every page.
    @WithDefault("Your organisation")
    String organisation();

    /// Where people send evidence, as their machines reach it; without a trailing slash.
    @WithDefault("${plumbline.ingest.url:http://localhost:8081}")
    String ingestUrl();

    /// Where a service account gets its token.
    @WithDefault(
            "${quarkus.oidc.token.issuer:${quarkus.oidc.auth-server-url:http://localhost:8083/realms/plumbline}}/protocol/openid-connect/token")
    String tokenUrl();
}
