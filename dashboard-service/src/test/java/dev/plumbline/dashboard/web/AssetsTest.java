package dev.plumbline.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AssetsTest {
    @Test
    void shouldFindEveryLibraryThatTheLayoutNames() throws IOException {
        // Given
        String layout =
                new String(
                        getClass().getResourceAsStream("/templates/layout.html").readAllBytes(),
                        StandardCharsets.UTF_8);

        // When
        var libraries =
                Pattern.compile("\"(/(?:webjars|_static)/[^\"]+)\"")
                        .matcher(layout)
                        .results()
                        .map(MatchResult::group)
                        .map(quoted -> quoted.replace("\"", ""))
                        .toList();

        // Then
        assertThat(libraries)
                .hasSize(3)
                .allSatisfy(
                        path ->
                                assertThat(getClass().getResource("/META-INF/resources" + path))
                                        .as(path)
                                        .isNotNull());
    }

    @Test
    void shouldGiveEachFileOfOursAnAddressThatChangesWithItsBytes() {
        assertThat(new Assets().addresses())
                .containsOnlyKeys("plumbline.css", "plumbline.js", "theme.js", "favicon.svg")
                .allSatisfy(
                        (file, address) ->
                                assertThat(address)
                                        .matches(
                                                "/app/"
                                                        + Pattern.quote(file)
                                                        + "\\?v=[0-9a-f]{12}"));
    }
}
