package dev.plumbline.ingest.source.kev;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static dev.plumbline.ingest.source.Parsing.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KevSourceTest {
    private final KevSource source = new KevSource();

    @Test
    void shouldReadEntriesWithTheirDates() {
        // When
        WorldDocument catalogue =
                parsed(source, Samples.kev("CVE-2020-11023"), WorldDocument.class);

        // Then
        assertThat(catalogue.format()).isEqualTo("KEV JSON 2026.01.02");
        assertThat(records(catalogue))
                .containsExactly(
                        new KevEntry(
                                "CVE-2020-11023",
                                LocalDate.of(2025, 1, 23),
                                LocalDate.of(2025, 2, 13),
                                true,
                                "n",
                                List.of("CWE-79"),
                                null));
    }

    @Test
    void shouldBearEntriesWithoutDueDateAndWeaknesses() {
        // When
        WorldDocument catalogue =
                parsed(
                        source,
                        "{\"vulnerabilities\":[{\"cveID\":\" cve-2021-1 \",\"dateAdded\":\"2025-01-01\",\"knownRansomwareCampaignUse\":\"Unknown\"}]}",
                        WorldDocument.class);

        // Then
        assertThat(records(catalogue))
                .containsExactly(
                        new KevEntry(
                                "CVE-2021-1",
                                LocalDate.of(2025, 1, 1),
                                null,
                                false,
                                null,
                                List.of(),
                                null));
    }

    @Test
    void shouldRefuseHalfACatalogue() {
        // When
        Malformed noCve =
                malformed(source, "{\"vulnerabilities\":[\n{\"dateAdded\":\"2025-01-01\"}]}");
        Malformed noDate =
                malformed(
                        source,
                        "{\"vulnerabilities\":[{\"cveID\":\"CVE-1-1\",\"dateAdded\":\"soon\"}]}");
        Malformed nothing = malformed(source, "{\"vulnerabilities\":[]}");

        // Then
        assertThat(noCve.line()).isEqualTo(2);
        assertThat(noDate.reason()).contains("dateAdded");
        assertThat(nothing.reason()).isEqualTo("the catalogue lists no vulnerability");
    }
}
