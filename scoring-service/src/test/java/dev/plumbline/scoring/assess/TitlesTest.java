package dev.plumbline.scoring.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.model.catalogue.CatalogueReader;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TitlesTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Titles titles = new Titles(CatalogueReader.core());

    @Test
    void shouldCallAFactByTheWordsOfTheCatalogue() {
        assertThat(titles.of(fact("executive-accountability-public", "public-report")))
                .isEqualTo(
                        "A named executive answers for product security, in public: a section in"
                                + " the annual report or a public progress report");
    }

    @Test
    void shouldNameTheReleaseOfAnItemThatEachReleaseAnswers() {
        assertThat(titles.of(fact("sbom-minimum-elements", "4.1.0/author")))
                .isEqualTo("SBOMs carry the minimum elements: author of 4.1.0");
    }

    @Test
    void shouldKeepTheIdOfWhatTheCatalogueDoesNotKnow() {
        assertThat(titles.of(fact("vdp-complete", "fax-number")))
                .isEqualTo("Complete vulnerability disclosure policy: fax-number");
        assertThat(titles.of(fact("moon-phase", "full"))).isEqualTo("moon-phase: full");
    }

    private static FactReported fact(String measure, String item) {
        return new FactReported(
                "ledger",
                new Provenance(new UUID(0, 1), "erin", 0.5, AT, AT, null, null),
                new Part(1, 1),
                measure,
                item,
                1,
                null,
                null,
                null,
                null);
    }
}
