package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitTest {

    @Test
    void shouldEncodeWhatGoesIntoTheAddress() {
        // Given
        Map<String, String> query = new LinkedHashMap<>();
        query.put("product", "portal");
        query.put("release", "5.0+build 7&x");

        // When
        String encoded = Submit.encode(query);

        // Then
        assertThat(encoded).isEqualTo("product=portal&release=5.0%2Bbuild+7%26x");
    }

    @Test
    void shouldFindTheFilesOfAPatternOnce(@TempDir Path folder) throws IOException {
        // Given
        Path reports = Files.createDirectories(folder.resolve("reports/deep"));
        Path first = Files.createFile(folder.resolve("reports/a.json"));
        Path second = Files.createFile(folder.resolve("reports/b.json"));
        Path deep = Files.createFile(reports.resolve("c.json"));
        Files.createFile(folder.resolve("reports/d.sarif"));

        // Then
        assertThat(Submit.expanded(List.of(folder + "/reports/*.json", first.toString())))
                .containsExactly(first, second);
        assertThat(Submit.expanded(List.of(folder + "/**.json")))
                .containsExactly(first, second, deep);
        assertThat(Submit.expanded(List.of(deep.toString()))).containsExactly(deep);
    }

    @Test
    void shouldNeedAProductOnlyForARelease() {
        assertThatThrownBy(
                        () ->
                                new Submit()
                                        .run(Path.of("."), List.of("/none.zip", "--release", "1")))
                .isInstanceOf(UsageError.class);
        // documents of the world have none: refused for the missing file alone
        assertThatThrownBy(
                        () ->
                                new Submit()
                                        .run(
                                                Path.of("."),
                                                List.of("/none.zip", "--as", "plumbline-feeds")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("Cannot read");
    }

    @Test
    void shouldSendNothingIfAFileIsMissing(@TempDir Path folder) {
        assertThatThrownBy(() -> Submit.expanded(List.of(folder + "/none.json")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("Cannot read");
        assertThatThrownBy(() -> Submit.expanded(List.of(folder + "/*.json")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("No file is named");
        assertThatThrownBy(() -> Submit.expanded(List.of(folder + "/missing/*.json")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("No file is named");
    }
}
