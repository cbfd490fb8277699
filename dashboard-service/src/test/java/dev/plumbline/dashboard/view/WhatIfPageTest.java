package dev.plumbline.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.view.WhatIf.Offer;
import dev.plumbline.dashboard.view.WhatIf.Worth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhatIfPageTest {
    private static final Worth NOW = new Worth(Instant.EPOCH, 40, Map.of(), List.of());

    @Test
    void shouldFoldWhatGainsNothingButWhatIsTicked() {
        // Given twenty things, of which the 15th helps in ninety days and the 18th is ticked
        List<Offer> offers = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            offers.add(offer("o" + i, i == 15 ? 3 : 0, i == 18));
        }

        // When
        WhatIfPage page = page(offers);

        // Then
        assertThat(page.offers())
                .extracting(Offer::id)
                .hasSize(14)
                .contains("o1", "o12", "o15", "o18");
        assertThat(page.furtherOffers())
                .extracting(Offer::id)
                .containsExactly("o13", "o14", "o16", "o17", "o19", "o20");
    }

    @Test
    void shouldFoldNothingOfAShortList() {
        // When
        WhatIfPage page = page(List.of(offer("one", 0, false)));

        // Then
        assertThat(page.offers()).hasSize(1);
        assertThat(page.furtherOffers()).isEmpty();
    }

    private static Offer offer(String id, double later, boolean chosen) {
        return new Offer(id, "fix", id, "how", "engineer", "1", "measure", 0, later, false, chosen);
    }

    private static WhatIfPage page(List<Offer> offers) {
        return new WhatIfPage(
                new ProductHeader("p", "P", null, "u", "U", "t", "T", 2, false),
                null,
                new WhatIf("p", NOW, NOW, NOW, NOW, Map.of(), 0, offers, Set.of()));
    }
}
