package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {
    private static JsonNode feed(String paused, String report) throws Exception {
        return new ObjectMapper()
                .readTree(
                        """
                        {"key":"osv","revision":3,"archived":false,"kind":"osv","paused":%s,
                         "address":"http://mirror.example.org/osv/","everyMinutes":60,"only":["Maven"],
                         "hasApiKey":false,"report":%s}"""
                                .formatted(paused, report));
    }

    @Test
    void shouldSayInOneLineHowAFeedIsDoing() throws Exception {
        assertThat(Feed.line(feed("false", "{\"state\":\"WELL\",\"checkpoint\":\"up to noon\"}")))
                .isEqualTo("osv                  osv            well     up to noon");
        assertThat(
                        Feed.line(
                                feed(
                                        "false",
                                        "{\"state\":\"FAILING\",\"checkpoint\":\"up to noon\",\"problem\":\"503\"}")))
                .endsWith("failing  503");
        assertThat(Feed.line(feed("true", "null"))).endsWith("off");
        assertThat(Feed.line(feed("false", "null"))).endsWith("new");
    }

    @Test
    void shouldChangeNothingButThePauseAndTheAddressThatIsGiven() throws Exception {
        JsonNode known = feed("true", "null");

        assertThat(Feed.changed(known, "on", Optional.empty()).toString())
                .isEqualTo(
                        "{\"kind\":\"osv\",\"address\":\"http://mirror.example.org/osv/\",\"everyMinutes\":60,"
                                + "\"only\":[\"Maven\"],\"revision\":3,\"paused\":false}");
        assertThat(
                        Feed.changed(known, "on", Optional.of("http://b.example.org/"))
                                .path("address")
                                .asText())
                .isEqualTo("http://b.example.org/");
        assertThat(Feed.changed(known, "off", Optional.empty()).path("paused").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "update", "list more", "on", "off a b", "pause osv"})
    void shouldSayHowItIsUsed(String line) {
        assertThatThrownBy(
                        () ->
                                new Feed()
                                        .run(
                                                Path.of("."),
                                                line.isEmpty()
                                                        ? List.of()
                                                        : List.of(line.split(" "))))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("feed list");
    }
}
