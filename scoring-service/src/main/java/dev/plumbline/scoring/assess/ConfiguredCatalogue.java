package dev.plumbline.scoring.assess;

import dev.plumbline.model.catalogue.CatalogueSource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The catalogue that this service is told to score by, and the words of it, read once.
@Dependent
class ConfiguredCatalogue {
    @Produces
    @Singleton
    CatalogueSource source(CatalogueConfig config) {
        return CatalogueSource.shipped(config.use(), config.overlay().orElse(null));
    }

    @Produces
    @Singleton
    Titles titles(CatalogueSource source) {
        return new Titles(source.read());
    }
}
