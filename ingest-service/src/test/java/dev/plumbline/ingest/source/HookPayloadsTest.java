package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Advised;
import dev.plumbline.ingest.source.forge.ForgeEvent.Alerted;
import dev.plumbline.ingest.source.forge.ForgeEvent.Broken;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.Released;
import dev.plumbline.ingest.source.github.GitHubEvent;
import dev.plumbline.ingest.source.gitlabhook.GitLabEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What becomes of real payloads of GitHub and GitLab, told from each file by other means than the
/// reader's.
class HookPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Row {
        int files;
        int understood;
        int ignored;
        int refused;
        int unexpected;
    }

    private enum Becomes {
        UNDERSTOOD,
        IGNORED,
        REFUSED
    }

    private static Becomes of(ForgeEvent event) {
        return switch (event) {
            case Ignored ignored -> Becomes.IGNORED;
            case Broken broken -> Becomes.REFUSED;
            default -> Becomes.UNDERSTOOD;
        };
    }

    private static void print(String forge, Map<String, Row> table) {
        System.out.printf(
                "%n%-36s %5s %10s %7s %7s %10s%n",
                forge, "files", "understood", "ignored", "refused", "unexpected");
        table.forEach(
                (event, row) ->
                        System.out.printf(
                                "%-36s %5d %10d %7d %7d %10d%n",
                                event,
                                row.files,
                                row.understood,
                                row.ignored,
                                row.refused,
                                row.unexpected));
    }

    private static void count(Row row, ForgeEvent event, Becomes expected) {
        row.files++;
        switch (of(event)) {
            case UNDERSTOOD -> row.understood++;
            case IGNORED -> row.ignored++;
            case REFUSED -> row.refused++;
        }
        row.unexpected += of(event) == expected ? 0 : 1;
    }

    /// What a payload of GitHub must become, by its own fields.
    private static Becomes expectedOfGitHub(String event, JsonNode payload) {
        String action = payload.path("action").asText();
        String branch = payload.path("ref").asText().replace("refs/heads/", "");
        String main = payload.path("repository").path("default_branch").asText();
        boolean understood =
                switch (event) {
                    case "ping",
                            "dependabot_alert",
                            "secret_scanning_alert",
                            "repository_vulnerability_alert",
                            "security_advisory" ->
                            true;
                    // on another branch it is in no product yet
                    case "code_scanning_alert" -> branch.isEmpty() || branch.equals(main);
                    case "release" ->
                            Set.of("published", "released", "prereleased").contains(action);
                    case "push" -> branch.equals(main) && !payload.path("deleted").asBoolean();
                    case "pull_request" ->
                            action.equals("closed")
                                    && payload.path("pull_request").path("merged").asBoolean();
                    default -> false;
                };
        return understood ? Becomes.UNDERSTOOD : Becomes.IGNORED;
    }

    @Test
    void shouldUnderstandOrIgnoreEveryPayloadOfGitHubForAReason() throws IOException {
        Map<String, Row> table = new TreeMap<>();
        for (Corpus.Sample sample : Corpus.below("hooks/github/octokit")) {
            String event = sample.name().substring(0, sample.name().indexOf('/'));
            JsonNode payload = JSON.readTree(sample.bytes());
            ForgeEvent said = GitHubEvent.read(event, Content.of(sample.bytes()));
            count(
                    table.computeIfAbsent(event, name -> new Row()),
                    said,
                    expectedOfGitHub(event, payload));
            compare(sample, payload, said);
        }
        print("GitHub", table);
        assertThat(table.values()).allSatisfy(row -> assertThat(row.unexpected).isZero());
    }

    private static void compare(Corpus.Sample sample, JsonNode payload, ForgeEvent said) {
        String repository = payload.path("repository").path("full_name").asText();
        switch (said) {
            case Alerted(String name, var alert) -> {
                assertThat(name).as(sample.name()).isEqualTo(repository);
                assertThat(alert.number()).isEqualTo(payload.path("alert").path("number").asLong());
                assertThat(alert.state().name().equals("OPEN"))
                        .isEqualTo(payload.path("alert").path("state").asText().equals("open"));
            }
            case Released release -> {
                JsonNode told = payload.path("release");
                assertThat(release.version())
                        .as(sample.name())
                        .isEqualTo(told.path("tag_name").asText());
                assertThat(release.prerelease()).isEqualTo(told.path("prerelease").asBoolean());
            }
            case Advised(var where) -> {
                try {
                    assertThat(JSON.readTree(where.of(Content.of(sample.bytes())).open()))
                            .as(sample.name())
                            .isEqualTo(payload.path("security_advisory"));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            default -> assertThat(said).isNotNull();
        }
    }

    @Test
    void shouldUnderstandOrIgnoreEveryPayloadOfGitLabForAReason() throws IOException {
        Map<String, Row> table = new TreeMap<>();
        for (Corpus.Sample sample : Corpus.below("hooks/gitlab")) {
            JsonNode payload = JSON.readTree(sample.bytes());
            String kind = payload.path("object_kind").asText(payload.path("event_name").asText());
            String main = payload.path("project").path("default_branch").asText();
            boolean understood =
                    switch (kind) {
                        case "release" -> payload.path("action").asText().equals("create");
                        case "push" -> payload.path("ref").asText().equals("refs/heads/" + main);
                        case "merge_request" ->
                                Set.of("merge", "approved", "approval", "unapproved", "unapproval")
                                        .contains(
                                                payload.path("object_attributes")
                                                        .path("action")
                                                        .asText());
                        default -> false;
                    };
            count(
                    table.computeIfAbsent(kind, name -> new Row()),
                    GitLabEvent.read(Content.of(sample.bytes())),
                    understood ? Becomes.UNDERSTOOD : Becomes.IGNORED);
        }
        print("GitLab", table);
        assertThat(table.values()).allSatisfy(row -> assertThat(row.unexpected).isZero());
    }

    @Test
    void shouldAnswerWithAValueWhateverIsCutOffOrChanged() throws IOException {
        for (Corpus.Sample sample : Corpus.below("hooks/github/octokit")) {
            String event = sample.name().substring(0, sample.name().indexOf('/'));
            if (!GitHubEvent.READ.contains(event)) {
                continue;
            }
            byte[] bytes = sample.bytes();
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 40) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThat(GitHubEvent.read(event, Content.of(cut)))
                        .as(sample.name() + " cut at " + length)
                        .isInstanceOf(Broken.class);
                byte[] changed = bytes.clone();
                changed[length] = (byte) 0xff;
                assertThat(GitHubEvent.read(event, Content.of(changed))).isNotNull();
            }
        }
    }
}
