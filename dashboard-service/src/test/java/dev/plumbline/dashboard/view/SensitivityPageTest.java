package dev.plumbline.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.view.SensitivityPage.Part;
import dev.plumbline.dashboard.view.SensitivityPage.Row;
import dev.plumbline.dashboard.view.SensitivityPage.Sort;
import dev.plumbline.events.ScoreComputed.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensitivityPageTest {
    private final SensitivityPage page =
            of(IntStream.rangeClosed(1, 120).mapToObj(SensitivityPageTest::row).toList());

    @Test
    void shouldShowRanksFiftyAtATime() {
        // When
        Part first = page.part(Sort.RANK, 0);
        Part last = page.part(Sort.RANK, 100);

        // Then
        assertThat(first.rows()).hasSize(50).startsWith(page.rows().getFirst());
        assertThat(first.next()).isEqualTo(50);
        assertThat(last.rows()).hasSize(20).endsWith(page.rows().getLast());
        assertThat(last.next()).isNull();
    }

    @Test
    void shouldBeginAnewBeyondTheEnd() {
        assertThat(page.part(Sort.RANK, 120)).isEqualTo(page.part(Sort.RANK, 0));
        assertThat(page.part(Sort.RANK, -1)).isEqualTo(page.part(Sort.RANK, 0));
        assertThat(of(List.of()).part(Sort.SPAN, 0).rows()).isEmpty();
    }

    @Test
    void shouldPutThoseFirstWhoseRankIsLeastSure() {
        // When
        List<Row> rows = page.part(Sort.SPAN, 0).rows();

        // Then as many ranks as its last digit, those of one span by rank
        assertThat(rows).extracting(Row::span).startsWith(9, 9, 9).endsWith(6, 5, 5);
        assertThat(rows.getFirst().rank()).isEqualTo(9);
        assertThat(page.widest()).isEqualTo(9);
        assertThat(page.firm()).isEqualTo(12);
    }

    private static Row row(int rank) {
        return new Row(
                Meridian.product("p" + rank, "Product " + rank),
                rank,
                rank,
                rank + rank % 10,
                50,
                49,
                51,
                null);
    }

    private static SensitivityPage of(List<Row> rows) {
        return new SensitivityPage(
                Instant.parse("2026-11-22T10:00:00Z"),
                new Catalogue("core", "1.0", "9f2c".repeat(16)),
                0.25,
                0,
                0,
                0,
                0,
                rows,
                List.of());
    }
}
