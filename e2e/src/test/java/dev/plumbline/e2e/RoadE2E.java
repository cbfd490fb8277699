package dev.plumbline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// From a document at the front door to a leader's page: real files, real tokens, a real browser.
///
/// All evidence but the last SBOM is dated back from one instant, so that every expected day and
/// figure can be worked out beforehand. They stand beside the inputs, in `road/`.
@ParameterizedClass(name = "{0}")
@MethodSource("inputs")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(2)
class RoadE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double EXACT = 1e-6;

    private static Platform platform;
    private static Api api;
    private static Person analyst;
    private static String product;
    private static Instant today;
    private static Map<String, String> sent;

    private final RoadInputs inputs;

    RoadE2E(RoadInputs inputs) {
        this.inputs = inputs;
    }

    @AfterAll
    static void stop() {
        platform.stop();
    }

    static Stream<RoadInputs> inputs() {
        return RoadInputs.all();
    }

    @BeforeParameterizedClassInvocation
    static void sendEverything(RoadInputs inputs) {
        if (platform == null) {
            // what must come of it was worked out by hand for the 13 measures of this catalogue
            platform = Platform.under("core");
        }
        api = new Api(platform);
        today = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        product = "road-" + inputs.name();
        sent = new LinkedHashMap<>();
        JsonNode days = inputs.expected().path("days");

        api.createProduct(product, "road");
        api.save(
                "/api/v1/products/" + product + "/lines",
                Map.of("key", inputs.line(), "note", "the only line"));
        Instant released = day(days.path("release"));
        sent.put(
                "release",
                api.say(
                        Api.BACKFILL,
                        product,
                        "releases",
                        Map.of(
                                "version",
                                inputs.release(),
                                "line",
                                inputs.line(),
                                "publishedAt",
                                released.toString(),
                                "prerelease",
                                false,
                                "artefacts",
                                List.of(
                                        Map.of(
                                                "name",
                                                product + ".tar.gz",
                                                "sha256",
                                                inputs.artefact()))),
                        released));
        Instant checked = day(days.path("gate"));
        sent.put(
                "gate",
                api.say(
                        Api.BACKFILL,
                        product,
                        "gates",
                        Map.of(
                                "release",
                                inputs.release(),
                                "gate",
                                "all tests pass",
                                "passed",
                                true,
                                "critical",
                                true,
                                "checkedAt",
                                checked.toString()),
                        checked));
        // what is proven not to be exposed has the terms of its severities
        api.say(
                Api.BACKFILL,
                product,
                "facts",
                Map.of(
                        "measure",
                        "profile",
                        "item",
                        "exposed",
                        "value",
                        0,
                        "proof",
                        "https://" + product + ".example/outside-scan",
                        "proofSha256",
                        "ab".repeat(32)),
                released);
        sent.put(
                "answers",
                api.say(
                        Api.BACKFILL,
                        product,
                        "facts",
                        Stream.concat(
                                        Stream.of(
                                                        "authorises-testing",
                                                        "safe-harbour",
                                                        "channel",
                                                        "public-disclosure")
                                                .map(item -> answer("vdp-complete", item)),
                                        Stream.of("named-executive", "investment-power")
                                                .map(
                                                        item ->
                                                                answer(
                                                                        "executive-accountability-public",
                                                                        item)))
                                .toList(),
                        day(days.path("answers"))));
        sent.put(
                "advisories",
                api.document(inputs.advisories())
                        .as("feed", "osv")
                        .as("observedAt", day(days.path("feeds")))
                        .sendFor(Api.BACKFILL));
        sent.put(
                "kev",
                api.document(inputs.kev())
                        .as("feed", "kev")
                        .as("observedAt", day(days.path("feeds")))
                        .sendFor(Api.BACKFILL));
        sent.put(
                "sbom",
                api.document(RoadInputs.packed(inputs.bom()))
                        .gzipped()
                        .of(product, inputs.release())
                        .as("observedAt", day(days.path("sbom")))
                        .sendFor(Api.BACKFILL));
        sent.put(
                "scan",
                api.document(inputs.scan())
                        .of(product, inputs.release())
                        .as("observedAt", day(days.path("scan")))
                        .sendFor(Api.BACKFILL));

        sent.values().forEach(id -> api.awaitShown(Api.BACKFILL, id, PATIENCE));
        analyst = Person.signIn(platform, "analyst");
    }

    @Test
    @Order(1)
    void shouldReportEveryStepOfEverySubmission() {
        sent.forEach(
                (what, id) -> {
                    // When
                    JsonNode record = api.record(Api.BACKFILL, id);

                    // Then
                    Map<String, Instant> steps = Api.steps(record);
                    assertThat(steps.keySet())
                            .as(what + ": " + record)
                            .contains("RECEIVED", "PARSED", "APPLIED", "SHOWN");
                    if (record.path("product").isTextual()) {
                        assertThat(steps).as(what).containsKey("SCORED");
                    }
                    assertThat(steps.keySet())
                            .as(what + ": " + steps)
                            .startsWith("RECEIVED", "PARSED");
                    List<Instant> times = List.copyOf(steps.values());
                    assertThat(times).as(what + ": " + steps).isSorted();
                    System.out.printf(
                            Locale.ROOT,
                            "%s: %s shown %.1f s after it was received%n",
                            inputs,
                            what,
                            Duration.between(times.getFirst(), times.getLast()).toMillis()
                                    / 1000.0);
                });
    }

    @Test
    @Order(2)
    void shouldOweWhatWasWorkedOut() {
        // Given
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode owed : inputs.expected().path("obligations")) {
            expected.put(
                    owed.path("measure").asText() + " " + vulnerability(owed),
                    owed.path("severity").asText()
                            + " since "
                            + day(owed.path("opened"))
                            + ", due "
                            + day(owed.path("due")));
        }

        // When
        List<JsonNode> obligations = obligations();

        // Then
        Map<String, String> found = new TreeMap<>();
        for (JsonNode owed : obligations) {
            if (owed.path("vulnerability").isTextual() && owed.path("dueAt").isTextual()) {
                found.put(
                        owed.path("measure").asText() + " " + owed.path("vulnerability").asText(),
                        owed.path("severity").asText().toLowerCase(Locale.ROOT)
                                + " since "
                                + instant(owed, "openedAt")
                                + ", due "
                                + instant(owed, "dueAt"));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    @Order(3)
    void shouldNameTheConcernsAndWhenTheWorldAsked() {
        // Given
        List<JsonNode> obligations = obligations();

        for (JsonNode expected : inputs.expected().path("obligations")) {
            if (!expected.has("concern")) {
                continue;
            }
            // When
            JsonNode found =
                    obligations.stream()
                            .filter(
                                    o ->
                                            same(o, expected, "measure")
                                                    && same(o, expected, "concern"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("nothing owed for " + expected));

            // Then
            if (expected.has("overdueInTheWorldSince")) {
                assertThat(found.path("worldDueAt").asText())
                        .as(expected.toString())
                        .isEqualTo(expected.path("overdueInTheWorldSince").asText());
            }
            assertThat(reasons(found)).as(found.toString()).contains(sent.get("sbom"));
        }
    }

    @Test
    @Order(4)
    void shouldOweNothingForVersionsThatOnlyLookAffected() {
        // When
        List<String> named =
                obligations().stream().map(owed -> owed.path("vulnerability").asText()).toList();

        // Then
        for (JsonNode vulnerability : inputs.expected().path("notOwed")) {
            assertThat(named).doesNotContain(vulnerability.asText());
        }
    }

    @Test
    @Order(5)
    void shouldOweTheFindingsOfTheScan() {
        // Given
        JsonNode expected = inputs.expected().path("findings");

        // When
        List<JsonNode> findings =
                obligations().stream()
                        .filter(owed -> owed.path("kind").asText().equals("finding"))
                        .filter(
                                owed ->
                                        owed.path("measure")
                                                .asText()
                                                .equals("critical-fix-on-time"))
                        .toList();

        // Then
        for (String severity : List.of("high", "medium", "low")) {
            assertThat(findings)
                    .filteredOn(f -> f.path("severity").asText().equalsIgnoreCase(severity))
                    .as(severity)
                    .hasSize(expected.path(severity).asInt());
        }
        assertThat(findings)
                .allSatisfy(
                        finding -> {
                            assertThat(instant(finding, "openedAt"))
                                    .isEqualTo(day(expected.path("opened")));
                            assertThat(finding.path("own").asBoolean()).isTrue();
                            assertThat(reasons(finding)).contains(sent.get("scan"));
                        });
    }

    @Test
    @Order(6)
    void shouldScoreToTheLastDigitWhatWasWorkedOutForThatInstant() {
        // Given
        JsonNode expected = inputs.expected().path("before");

        // When
        JsonNode score = api.scoresAt(today, product).path(product);

        // Then
        assertScore(score, expected, EXACT, EXACT);
    }

    @Test
    @Order(7)
    void shouldShowTheScoreAsTimeMovedItOnSince() {
        // Given
        JsonNode expected = inputs.expected().path("before");

        // When
        JsonNode score = analyst.json("/api/v1/products/" + product + "/score");

        // Then
        double daysSince =
                Duration.between(today, Instant.parse(score.path("at").asText())).toMillis()
                        / 86_400_000.0;
        System.out.printf(
                Locale.ROOT,
                "%s: overall %.6f (worked out: %.6f), %.4f days later%n",
                inputs,
                score.path("overall").path("raw").asDouble(),
                expected.path("overall").path("raw").asDouble(),
                daysSince);
        // no credit moves by more than 0.025 a day, and no figure by more than 2.5 points
        assertScore(score, expected, EXACT + 0.025 * daysSince, EXACT + 2.5 * daysSince);
    }

    @Test
    @Order(8)
    void shouldExplainTheScoreToTheLastDigit() {
        // Given
        JsonNode score = analyst.json("/api/v1/products/" + product + "/score");

        // When
        List<JsonNode> changes =
                items(analyst.json("/api/v1/products/" + product + "/changes?limit=500"));

        // Then
        assertThat(changes).isNotEmpty();
        double overall = changes.stream().mapToDouble(c -> c.path("overall").asDouble()).sum();
        assertThat(overall)
                .as("sum of %d changes", changes.size())
                .isCloseTo(score.path("overall").path("shown").asDouble(), within(1e-9));
        for (JsonNode principle : score.path("principles")) {
            String id = principle.path("id").asText();
            assertThat(
                            changes.stream()
                                    .mapToDouble(c -> c.path("principles").path(id).asDouble())
                                    .sum())
                    .as("changes of principle " + id)
                    .isCloseTo(principle.path("figure").path("shown").asDouble(), within(1e-9));
        }
        Map<String, String> measureOf = new TreeMap<>();
        score.path("principles")
                .forEach(
                        principle ->
                                principle
                                        .path("themes")
                                        .forEach(
                                                theme ->
                                                        theme.path("measures")
                                                                .forEach(
                                                                        m ->
                                                                                measureOf.put(
                                                                                        m.path("id")
                                                                                                .asText(),
                                                                                        principle
                                                                                                .path(
                                                                                                        "id")
                                                                                                .asText()))));
        for (JsonNode change : changes) {
            Map<String, Double> parts = new TreeMap<>();
            change.path("measures")
                    .properties()
                    .forEach(
                            part ->
                                    parts.merge(
                                            measureOf.get(part.getKey()),
                                            part.getValue().asDouble(),
                                            Double::sum));
            change.path("capped")
                    .properties()
                    .forEach(
                            part ->
                                    parts.merge(
                                            part.getKey(),
                                            part.getValue().asDouble(),
                                            Double::sum));
            parts.forEach(
                    (principle, sum) ->
                            assertThat(sum)
                                    .as("parts of " + change)
                                    .isCloseTo(
                                            change.path("principles").path(principle).asDouble(),
                                            within(1e-9)));
        }
    }

    @Test
    @Order(9)
    void shouldGiveBackTheVeryBytesThatCameIn() {
        Map<String, byte[]> documents =
                Map.of(
                        "sbom", inputs.bom(),
                        "scan", inputs.scan(),
                        "advisories", inputs.advisories(),
                        "kev", inputs.kev());
        documents.forEach(
                (what, bytes) -> {
                    // When
                    Person.Answer answer =
                            analyst.get("/api/v1/submissions/" + sent.get(what) + "/document");

                    // Then
                    assertThat(answer.status()).as(what + ": " + answer.type()).isEqualTo(200);
                    assertThat(answer.bytes()).as(what).isEqualTo(bytes);
                });
    }

    @Test
    @Order(10)
    void shouldLeadALeaderFromTheScoreToTheBytes() throws IOException {
        try (Browser browser =
                new Browser(platform, 1440, 900, ColorScheme.LIGHT).signIn("analyst")) {
            // Given
            var page = browser.open("/products/" + product).page();
            JsonNode expected = inputs.expected().path("before");

            // Then the score and what holds it back
            assertThat(page.locator("section[aria-label=Score]"))
                    .containsText(shownAs(expected.path("overall").path("shown")));
            assertThat(page.locator(".why .bad").first()).containsText("Held back by");
            assertThat(page.locator("section[aria-label=Score]"))
                    .containsText(shownAs(expected.path("principles").path("1").path("raw")));

            // When
            JsonNode worst = inputs.expected().path("obligations").get(0);
            page.locator(
                            "tr.leaf a",
                            new com.microsoft.playwright.Page.LocatorOptions()
                                    .setHasText(vulnerability(worst)))
                    .first()
                    .click();

            // Then the obligation and its reasons
            assertThat(page.locator("h1")).containsText(vulnerability(worst));
            assertThat(page.locator("#main")).containsText("36 days late");

            // When
            page.locator(
                            "section[aria-labelledby=b-why] a",
                            new com.microsoft.playwright.Page.LocatorOptions()
                                    .setHasText(inputs.release()))
                    .first()
                    .click();

            // Then the submission, its way and its bytes
            assertThat(page.locator("ol.steps li")).hasCount(5);
            Download download =
                    page.waitForDownload(
                            () ->
                                    page.getByRole(
                                                    AriaRole.LINK,
                                                    new com.microsoft.playwright.Page
                                                                    .GetByRoleOptions()
                                                            .setName("Raw bytes"))
                                            .click());
            assertThat(Files.readAllBytes(download.path())).isEqualTo(inputs.bom());
            assertThat(browser.requestsToStrangers()).isEmpty();
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    @Order(11)
    void shouldMoveTheOpenPageWhenTheNextReleaseMendsTwoFlaws() {
        try (Browser browser =
                new Browser(platform, 1440, 900, ColorScheme.LIGHT).signIn("executive")) {
            // Given
            var page = browser.open("/products/" + product).page();
            JsonNode before = inputs.expected().path("before");
            JsonNode after = inputs.expected().path("after");
            Locator score = page.locator("section[aria-label=Score]");
            assertThat(score).containsText(shownAs(before.path("overall").path("shown")));
            page.evaluate("window.stillTheSamePage = true");

            // When
            api.say(
                    Api.CI,
                    product,
                    "releases",
                    Map.of(
                            "version",
                            inputs.nextRelease(),
                            "line",
                            inputs.line(),
                            "publishedAt",
                            Instant.now().toString(),
                            "prerelease",
                            false,
                            "artefacts",
                            List.of(
                                    Map.of(
                                            "name",
                                            product + ".tar.gz",
                                            "sha256",
                                            inputs.nextArtefact()))),
                    null);
            Instant posted = Instant.now();
            String id =
                    api.document(RoadInputs.packed(inputs.fixed()))
                            .gzipped()
                            .of(product, inputs.nextRelease())
                            .sendFor(Api.CI);

            // Then
            assertThat(score)
                    .containsText(
                            shownAs(after.path("overall").path("shown")),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
            System.out.printf(
                    Locale.ROOT,
                    "%s: the open page showed the new score %.1f s after the POST began%n",
                    inputs,
                    Duration.between(posted, Instant.now()).toMillis() / 1000.0);
            assertThat(page.evaluate("window.stillTheSamePage")).isEqualTo(true);
            assertThat(page.locator(".why .bad").getByText("past its day")).hasCount(0);
            assertThat(browser.consoleErrors()).isEmpty();
            api.awaitShown(Api.CI, id, PATIENCE);
        }
        assertAfter();
    }

    /// Last, for the fresh sighting makes the scan young again and so moves the score.
    @Test
    @Order(12)
    void shouldRecogniseTheSameBytes() {
        // When
        var again = api.document(inputs.scan()).of(product, inputs.release()).send(Api.BACKFILL);

        // Then
        assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
        assertThat(again.<String>path("id")).isEqualTo(sent.get("scan"));
        assertThat(again.<String>path("status")).isEqualTo("seen-before");
    }

    private void assertAfter() {
        JsonNode after = inputs.expected().path("after");
        JsonNode score = analyst.json("/api/v1/products/" + product + "/score");
        double daysSince =
                Duration.between(today, Instant.parse(score.path("at").asText())).toMillis()
                        / 86_400_000.0;
        assertScore(score, after, EXACT + 0.025 * daysSince, EXACT + 2.5 * daysSince);
        await("the closed obligations")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            TreeSet<String> closed = new TreeSet<>();
                            for (JsonNode owed : obligations()) {
                                if (owed.path("closedBy").asText().equals("release-fixed")) {
                                    closed.add(owed.path("vulnerability").asText());
                                }
                            }
                            TreeSet<String> expected = new TreeSet<>();
                            after.path("closed").forEach(c -> expected.add(c.asText()));
                            assertThat(closed).isEqualTo(expected);
                        });
    }

    private static void assertScore(
            JsonNode score, JsonNode expected, double valueWithin, double pointsWithin) {
        Map<String, Double> measures = new TreeMap<>();
        List<String> caps = new ArrayList<>();
        for (JsonNode principle : score.path("principles")) {
            JsonNode of = expected.path("principles").path(principle.path("id").asText());
            JsonNode figure = principle.path("figure");
            for (String field : List.of("shown", "raw")) {
                assertThat(figure.path(field).asDouble())
                        .as("principle " + principle.path("id").asText() + ", " + field)
                        .isCloseTo(of.path(field).asDouble(), within(pointsWithin));
            }
            figure.path("caps").forEach(cap -> caps.add(cap.path("gate").asText()));
            principle
                    .path("themes")
                    .forEach(
                            theme ->
                                    theme.path("measures")
                                            .forEach(
                                                    m ->
                                                            measures.put(
                                                                    m.path("id").asText(),
                                                                    m.path("value").asDouble())));
        }
        Map<String, Double> values = new TreeMap<>();
        expected.path("measures")
                .properties()
                .forEach(m -> values.put(m.getKey(), m.getValue().asDouble()));
        assertThat(measures.keySet()).isEqualTo(values.keySet());
        measures.forEach(
                (measure, value) ->
                        assertThat(value)
                                .as(measure)
                                .isCloseTo(values.get(measure), within(valueWithin)));
        for (String field : List.of("shown", "raw")) {
            assertThat(score.path("overall").path(field).asDouble())
                    .as("overall, " + field)
                    .isCloseTo(
                            expected.path("overall").path(field).asDouble(), within(pointsWithin));
        }
        List<String> expectedCaps = new ArrayList<>();
        expected.path("caps").forEach(cap -> expectedCaps.add(cap.asText()));
        assertThat(caps).containsExactlyInAnyOrderElementsOf(expectedCaps);
    }

    private static List<JsonNode> obligations() {
        return items(analyst.json("/api/v1/products/" + product + "/obligations?limit=500"));
    }

    /// The items of a list, whole or a page of it.
    static List<JsonNode> items(JsonNode list) {
        assertThat(list.path("next").isTextual()).as("a page after this").isFalse();
        JsonNode items = list.isArray() ? list : list.path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private static List<String> reasons(JsonNode obligation) {
        return StreamSupport.stream(obligation.path("reasons").spliterator(), false)
                .map(reason -> reason.path("submission").asText())
                .toList();
    }

    private static boolean same(JsonNode a, JsonNode b, String field) {
        return a.path(field).asText().equals(b.path(field).asText());
    }

    private static String vulnerability(JsonNode expected) {
        return expected.has("vulnerability")
                ? expected.path("vulnerability").asText()
                : expected.path("concern").asText().split("/")[1];
    }

    private static String shownAs(JsonNode points) {
        return String.format(Locale.ROOT, "%.1f", points.asDouble());
    }

    private static Instant day(JsonNode day) {
        return today.plus(Duration.ofDays(day.asLong()));
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }

    private static Map<String, Object> answer(String measure, String item) {
        return Map.of(
                "measure", measure, "item", item, "value", 1, "statement", "as the policy says");
    }
}
