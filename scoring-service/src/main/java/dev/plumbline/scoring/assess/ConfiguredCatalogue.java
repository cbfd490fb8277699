package dev.plumbline.scoring.assess;

import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.score.Scorer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The scorer of the catalogue that this service runs, and the words of it, made once.
@Dependent
class ConfiguredScorer {
    @Produces
    @Singleton
    Scorer scorer(CatalogueConfig config) {
        return new Scorer(CatalogueReader.shipped(config.use(), config.overlay().orElse(null)));
    }

    @Produces
    @Singleton
    Titles titles(Scorer scorer) {
        return new Titles(scorer.catalogue());
    }
}
