package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/integrate.md` does what it says: its shell steps are taken out of the document, run
/// against the install with a real token, and what they sent comes to be shown.
@Order(5)
class IntegrateE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PRODUCT = "integrate";
    private static final Pattern ID =
            Pattern.compile("\"submission\":\\{\"id\":\"([0-9a-f-]{36})\",\"status\":\"accepted\"");

    private static Platform platform;
    private static Api api;
    private static String document;

    @TempDir Path folder;
    private String release;

    @BeforeAll
    static void start() throws IOException {
        platform = Platform.running();
        api = new Api(platform);
        api.createProduct(PRODUCT, "integrate");
        // what was just made in the dashboard needs a moment until the front door knows it
        await().atMost(PATIENCE)
                .until(
                        () ->
                                api.document(RoadInputs.resource("own/bom.json"))
                                                .of(PRODUCT, "0")
                                                .send(Api.CI)
                                                .statusCode()
                                        != 404);
        document = Files.readString(Platform.root().resolve("docs/integrate.md"));
    }

    /// Files as a pipeline would have made them; the release makes their bytes new ones.
    @BeforeEach
    void makeDocuments() throws IOException {
        release = "1.0." + System.nanoTime();
        Files.write(folder.resolve("bom.json"), salted("own/bom.json"));
        Files.write(folder.resolve("scan.sarif"), salted("own/scan.sarif"));
    }

    private byte[] salted(String resource) {
        String text = new String(RoadInputs.resource(resource), StandardCharsets.UTF_8);
        return (text.stripTrailing() + "\n" + " ".repeat(Math.abs(release.hashCode() % 500)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    // --- the document --------------------------------------------------------------------------

    /// The first code block after a heading.
    private static String block(String heading, String language) {
        int at = document.indexOf("\n" + heading + "\n");
        assertThat(at).as("heading " + heading).isPositive();
        String fence = "```" + language + "\n";
        int from = document.indexOf(fence, at) + fence.length();
        assertThat(from).as("code under " + heading).isGreaterThan(fence.length());
        return document.substring(from, document.indexOf("\n```", from));
    }

    private static String token() {
        return block("## curl", "sh") + "\n";
    }

    // --- running it ----------------------------------------------------------------------------

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("PLUMBLINE_URL", platform.ingest());
        variables.put("PLUMBLINE_IDENTITY", platform.issuer());
        variables.put("PLUMBLINE_CLIENT", Api.CI);
        variables.put("PLUMBLINE_SECRET", platform.secretOf(Api.CI));
        variables.put("PRODUCT", PRODUCT);
        variables.put("RELEASE", release);
        return variables;
    }

    private Platform.Said run(String script) throws IOException, InterruptedException {
        return run(List.of("sh", "-e", "-c", script), variables());
    }

    private Platform.Said run(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path out = folder.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("no end:\n" + Files.readString(out));
        }
        return new Platform.Said(process.exitValue(), Files.readString(out));
    }

    /// That documents were accepted, and are shown after a while.
    private void assertShown(Platform.Said said, int documents) {
        assertThat(said.exitCode()).as(said.output()).isZero();
        Set<String> ids = new HashSet<>();
        Matcher found = ID.matcher(said.output());
        while (found.find()) {
            ids.add(found.group(1));
        }
        assertThat(ids).as(said.output()).hasSize(documents);
        ids.forEach(id -> api.awaitShown(Api.CI, id, PATIENCE));
    }

    @Test
    void shouldSendOneDocumentByCurl() throws Exception {
        // When
        Platform.Said said = run(token() + block("### One document", "sh"));

        // Then
        assertThat(said.exitCode()).as(said.output()).isZero();
        JsonNode answer =
                Api.tree(
                        said.output()
                                .substring(said.output().indexOf('{'))
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(answer.path("status").asText()).isEqualTo("accepted");
        assertThat(answer.path("release").asText()).isEqualTo(release);
        api.awaitShown(Api.CI, answer.path("id").asText(), PATIENCE);
    }

    @Test
    void shouldSendSeveralDocumentsByCurl() throws Exception {
        assertShown(run(token() + block("### Several documents", "sh")), 2);
    }

    @Test
    void shouldSendManyDocumentsByCurl() throws Exception {
        assertShown(run(token() + block("### Many documents", "sh")), 2);
    }

    @Test
    void shouldSayWhatNoDocumentShowsByCurl() throws Exception {
        // When
        Platform.Said said = run(token() + block("## What no document shows", "sh"));

        // Then
        assertThat(said.exitCode()).as(said.output()).isZero();
        assertThat(said.output().split("\"status\":\"accepted\"", -1)).hasSize(5);
    }

    @Test
    void shouldTellByTheExitCodeThatADocumentWasRefused() throws Exception {
        // Given
        Files.writeString(folder.resolve("bom.json"), "{\"bomFormat\":\"CycloneDX\",");

        // Then
        for (String heading :
                List.of("### One document", "### Several documents", "### Many documents")) {
            Platform.Said said = run(token() + block(heading, "sh"));
            assertThat(said.exitCode()).as(heading + ": " + said.output()).isNotZero();
        }
    }

    @Test
    void shouldSendFromGitHubActions() throws Exception {
        // Given
        JsonNode job =
                new YAMLMapper().readTree(block("## GitHub Actions", "yaml")).at("/jobs/evidence");
        assertThat(job.path("env").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(variables().keySet());
        List<String> steps = new ArrayList<>();
        job.path("steps")
                .forEach(
                        step -> {
                            if (step.has("run")) {
                                steps.add(step.path("run").asText());
                            }
                        });

        // Then
        assertThat(steps).isNotEmpty();
        assertShown(run(String.join("\n", steps)), 2);
    }

    @Test
    void shouldSendFromGitLabCi() throws Exception {
        // Given
        JsonNode job = new YAMLMapper().readTree(block("## GitLab CI", "yaml")).path("plumbline");
        List<String> steps = new ArrayList<>();
        job.path("before_script").forEach(step -> steps.add(step.asText()));
        job.path("script").forEach(step -> steps.add(step.asText()));

        // Then
        assertThat(steps).hasSizeGreaterThan(2);
        assertShown(run(String.join("\n", steps)), 2);
    }

    @Test
    void shouldSendFromJenkins() throws Exception {
        // Given
        Matcher step =
                Pattern.compile("sh '''(.*?)'''", Pattern.DOTALL)
                        .matcher(block("## Jenkins", "groovy"));
        assertThat(step.find()).isTrue();
        // in a Groovy text a backslash stands for itself only where it is doubled
        String script = step.group(1).replace("\\\\", "\\");

        // Then
        assertShown(run(script), 2);
    }

    @Test
    void shouldSendFromAKafkaProducer() throws Exception {
        // Given
        Files.writeString(folder.resolve("SendDocument.java"), block("## Kafka", "java"));
        Map<String, String> variables = variables();
        variables.put("KAFKA", platform.bootstrapServers());
        variables.put("TOKEN", api.token(Api.CI));

        // When
        Platform.Said said =
                run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                Platform.root().resolve("deploy/local/target/lib") + "/*",
                                "SendDocument.java",
                                "bom.json",
                                "scan.sarif"),
                        variables);

        // Then
        assertThat(said.exitCode()).as(said.output()).isZero();
        assertThat(said.output()).contains("Sent bom.json", "Sent scan.sarif");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(api.newest(Api.CI, 20))
                                        .filteredOn(
                                                item ->
                                                        item.path("release")
                                                                .asText()
                                                                .equals(release))
                                        .hasSize(2));
        for (JsonNode item : api.newest(Api.CI, 20)) {
            if (item.path("release").asText().equals(release)) {
                api.awaitShown(Api.CI, item.path("id").asText(), PATIENCE);
            }
        }
    }

    @Test
    void shouldSendFromTheMachineOfTheInstall() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("reports"));
        Files.move(folder.resolve("scan.sarif"), folder.resolve("reports/scan.sarif"));
        Files.writeString(
                folder.resolve("evidence.ndjson"),
                "{\"release\":\""
                        + release
                        + "\",\"document\":"
                        + Files.readString(folder.resolve("bom.json")).replace("\n", "")
                        + "}\n");
        String script =
                block("## On the machine of the install", "sh")
                        .replace("./plumbline submit", Platform.root() + "/plumbline submit")
                        .replaceAll("(?m)$", " --data " + platform.data());

        // When
        Platform.Said said = run(script);
        Platform.Said refused =
                run(
                        "printf 'no json\\n' >bad.ndjson; "
                                + Platform.root()
                                + "/plumbline submit --bulk bad.ndjson --data "
                                + platform.data());

        // Then
        assertThat(said.exitCode()).as(said.output()).isZero();
        assertThat(said.output())
                .contains(
                        "bom.json",
                        "reports/scan.sarif",
                        "Accepted: ",
                        "1 accepted, 0 seen before, 0 refused");
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
        assertThat(refused.output()).contains("Line 1 refused: 400", "0 accepted");
    }
}
