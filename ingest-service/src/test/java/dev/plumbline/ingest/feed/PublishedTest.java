package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.feed.Fetched.Here;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final String FILE_DATE = "Mon, 23 Nov 2026 08:00:00 GMT";

    @TempDir Path folder;

    private Here here(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("document"), content);
        return new Here(file, content.length, null, FILE_DATE);
    }

    @Test
    void shouldSayTheDateOfTheDocumentNotOfTheFile() throws IOException {
        assertThat(Published.words(here(Samples.kev("CVE-2026-1")), "kev", NOW))
                .isEqualTo("as published on 2026-01-02 03:04 UTC");
        assertThat(
                        Published.words(
                                here(
                                        Samples.utf8(
                                                "#model_version:v4,score_date:2025-02-20T00:00:00+0000\ncve,epss\n")),
                                "epss",
                                NOW))
                .isEqualTo("as published on 2025-02-20");
    }

    @Test
    void shouldSayTheDateOfTheFileWhereTheDocumentHasNone() throws IOException {
        assertThat(Published.words(here(Samples.utf8("cve,epss\n")), "epss", NOW))
                .isEqualTo("the file of 2026-11-23 08:00 UTC");
        assertThat(Published.words(here(Samples.utf8("{\"title\"")), "kev", NOW))
                .isEqualTo("the file of 2026-11-23 08:00 UTC");
        assertThat(Published.stored("2026-11-23T09:00:00Z"))
                .isEqualTo("the file as fetched at 2026-11-23 09:00 UTC");
    }
}
