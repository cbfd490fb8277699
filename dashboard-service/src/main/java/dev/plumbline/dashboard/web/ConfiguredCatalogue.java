package dev.plumbline.dashboard.web;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The catalogue that products are scored by, read once.
@Dependent
class ConfiguredCatalogue {
    @Produces
    @Singleton
    Catalogue catalogue(CatalogueConfig config) {
        return CatalogueReader.shipped(config.use(), config.overlay().orElse(null));
    }
}
