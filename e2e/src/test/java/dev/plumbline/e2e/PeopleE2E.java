package dev.plumbline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people may see and do, each role in a browser of its own: nothing that is not granted, and
/// nothing grave alone.
///
/// Comes after the demonstration, which puts the unit lead and the engineer into their groups.

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(5)
class PeopleE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    /// One product of the engineer's team, one of another team.
    private static final String OURS = "people-ours";

    private static final String THEIRS = "people-theirs";

    private static Platform platform;
    private static Api api;
    private static String wrong;

    @BeforeAll
    static void makeTwoProducts() {
        platform = Platform.withDemo();
        api = new Api(platform);
        Instant then = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(50));
        for (String product : List.of(OURS, THEIRS)) {
            String team = product.equals(OURS) ? "portal" : "gateway";
            api.save(
                    "/api/v1/products",
                    Map.of("key", product, "name", product, "team", team, "criticality", 2));
            api.say(
                    Api.BACKFILL,
                    product,
                    "releases",
                    Map.of("version", "2.1.0", "line", "2.x", "publishedAt", then.toString()),
                    then);
            String sbom =
                    api.document(RoadInputs.resource("own/bom.json"))
                            .of(product, "2.1.0")
                            .as("observedAt", then)
                            .sendFor(Api.BACKFILL);
            wrong =
                    api.document(RoadInputs.resource("own/scan.sarif"))
                            .of(product, "2.1.0")
                            .sendFor(Api.CI);
            api.awaitShown(Api.BACKFILL, sbom, PATIENCE);
            api.awaitShown(Api.CI, wrong, PATIENCE);
            if (product.equals(OURS)) {
                OurSubmissions.sbom = sbom;
                OurSubmissions.scan = wrong;
            }
        }
    }

    private static final class OurSubmissions {
        static String sbom;
        static String scan;
    }

    @ParameterizedTest(name = "{0}")
    @Order(1)
    @ValueSource(strings = {"executive", "unit-lead", "engineer", "analyst", "auditor", "admin"})
    void shouldSignInAndOutAgain(String role) {
        try (Browser browser = new Browser(platform, 1280, 800, ColorScheme.LIGHT)) {
            // When
            Page page = browser.signIn(role).page();

            // Then
            assertThat(page.locator("details.menu summary")).isVisible();
            page.locator("details.menu summary").click();
            assertThat(page.locator("details.menu div.strong")).hasText(role);
            assertThat(page.locator("nav.sections-nav a", named("Admin")))
                    .hasCount(role.equals("admin") ? 1 : 0);

            // When
            page.getByRole(AriaRole.LINK, linkTo("Sign out")).click();

            // Then
            page.navigate(platform.dashboard() + "/products");
            assertThat(page.locator("#kc-login")).isVisible();
            assertThat(browser.requestsToStrangers()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void shouldLetNobodyInWhoIsNotSignedIn() {
        try (Browser browser = new Browser(platform, 1280, 800, ColorScheme.LIGHT)) {
            for (String path :
                    List.of("/", "/products", "/products/" + OURS, "/admin", "/approvals")) {
                browser.open(path);
                assertThat(browser.page().locator("#kc-login")).isVisible();
            }
        }
        for (String path :
                List.of(
                        "/api/v1/products",
                        "/api/v1/products/" + OURS + "/score",
                        "/api/v1/organisation",
                        "/live?product=" + OURS)) {
            int status =
                    io.restassured.RestAssured.given()
                            .redirects()
                            .follow(false)
                            .get(platform.dashboard() + path)
                            .statusCode();
            assertThat(status).as(path).isIn(302, 401);
        }
        int ingest =
                io.restassured.RestAssured.given()
                        .body("{}")
                        .post(platform.ingest() + "/api/v1/submissions?product=" + OURS)
                        .statusCode();
        assertThat(ingest).isEqualTo(401);
    }

    @Test
    @Order(3)
    void shouldHideOtherTeamsFromAnEngineer() {
        // Given
        Person engineer = Person.signIn(platform, "engineer");

        // Then
        assertThat(engineer.get("/products/" + OURS).status()).isEqualTo(200);
        for (String path :
                List.of(
                        "/products/" + THEIRS,
                        "/products/" + THEIRS + "/changes",
                        "/weaknesses?product=" + THEIRS,
                        "/api/v1/products/" + THEIRS,
                        "/api/v1/products/" + THEIRS + "/score",
                        "/api/v1/products/" + THEIRS + "/snapshots",
                        "/api/v1/products/" + THEIRS + "/obligations",
                        "/submissions/" + wrong,
                        "/api/v1/submissions/" + wrong + "/document",
                        "/products/no-such-product")) {
            assertThat(engineer.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(engineer.get("/products.csv").text()).contains(OURS).doesNotContain(THEIRS);
        assertThat(engineer.get("/snapshots.csv").text()).doesNotContain(THEIRS);
        assertThat(engineer.get("/api/v1/organisation/pledge").text())
                .contains(OURS)
                .doesNotContain(THEIRS);
    }

    @Test
    @Order(4)
    void shouldLetAnAuditorReadAllAndWriteNothing() {
        // Given
        Person auditor = Person.signIn(platform, "auditor");
        String obligation = obligation(auditor, OURS, "kev-fix-on-time", "CVE-2020-11023");

        // Then
        assertThat(auditor.get("/products/" + OURS).status()).isEqualTo(200);
        assertThat(auditor.get("/products/" + THEIRS).status()).isEqualTo(200);
        assertThat(auditor.get("/admin").status()).isEqualTo(403);
        Map<String, String> decision =
                Map.of(
                        "status", "NOT_AFFECTED",
                        "justification", "COMPONENT_NOT_PRESENT",
                        "scope", "line",
                        "reason", "an auditor decides nothing");
        assertThat(
                        auditor.submitForm(
                                        "/products/"
                                                + OURS
                                                + "/obligations/"
                                                + obligation
                                                + "/triage",
                                        decision)
                                .status())
                .isEqualTo(403);
        assertThat(
                        auditor.submitForm(
                                        "/submissions/" + OurSubmissions.scan + "/erroneous",
                                        Map.of("reason", "an auditor asks nothing"))
                                .status())
                .isEqualTo(403);
        assertThat(
                        auditor.post(
                                        "/api/v1/products",
                                        Map.of(
                                                "key",
                                                "auditors",
                                                "name",
                                                "Auditors",
                                                "team",
                                                "portal",
                                                "criticality",
                                                1))
                                .status())
                .isEqualTo(403);
    }

    @Test
    @Order(5)
    void shouldGiveMachinesOnlyWhatTheirRoleSays() {
        byte[] bom = RoadInputs.resource("own/bom.json");
        byte[] advisories = RoadInputs.resource("own/osv.jsonl");

        // no CI job may say what the world knows, nor when something was
        assertThat(api.document(advisories).as("feed", "osv").send(Api.CI).statusCode())
                .isEqualTo(403);
        assertThat(
                        api.document(bom)
                                .of(OURS, "2.1.0")
                                .as("observedAt", "2026-01-01T00:00:00Z")
                                .send(Api.CI)
                                .statusCode())
                .isEqualTo(403);
        // a feed has nothing to say of a product
        assertThat(api.document(bom).of(OURS, "2.1.0").send(Api.FEEDS).statusCode()).isEqualTo(403);
        // and evidence is nothing that a machine reads back
        assertThat(api.dashboard(Api.CI).get("/api/v1/products/" + OURS + "/score").statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(6)
    void shouldMoveTheScoreWhenAnAnalystDecides() {
        try (Browser browser =
                new Browser(platform, 1440, 900, ColorScheme.LIGHT).signIn("analyst")) {
            // Given
            Person analyst = Person.signIn(platform, "analyst");
            String id = obligation(analyst, OURS, "kev-fix-on-time", "CVE-2020-11023");
            double before = principle(analyst, OURS, "1", "raw");
            Page page = browser.open("/products/" + OURS + "/obligations/" + id).page();

            // When
            page.locator("input[name=status][value=NOT_AFFECTED]").check();
            page.locator("#justification").selectOption("VULNERABLE_CODE_NOT_IN_EXECUTE_PATH");
            page.locator("#t-reason").fill("Option elements are never built from input.");
            page.getByRole(AriaRole.BUTTON, button("State it")).click();

            // Then
            assertThat(page.locator("section[aria-labelledby=b-decided]"))
                    .containsText("Option elements are never built from input.", SOON);
            await("the score moved")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(principle(analyst, OURS, "1", "raw"))
                                            .isGreaterThan(before));
            System.out.printf(
                    Locale.ROOT,
                    "the decision lifted principle 1 from %.4f to %.4f (raw)%n",
                    before,
                    principle(analyst, OURS, "1", "raw"));
            JsonNode closed = obligationById(analyst, OURS, id);
            assertThat(closed.path("closedBy").asText()).isEqualTo("vex-not-affected");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    @Order(7)
    void shouldRefuseADecisionWithoutAReason() {
        // Given
        Person analyst = Person.signIn(platform, "analyst");
        String id = obligation(analyst, OURS, "critical-fix-on-time", "CVE-2023-32681");
        String path = "/products/" + OURS + "/obligations/" + id + "/triage";

        // Then
        assertThat(
                        analyst.submitForm(
                                        path,
                                        Map.of(
                                                "status", "NOT_AFFECTED",
                                                "scope", "line",
                                                "reason", "because"))
                                .text())
                .contains("Not saved");
        assertThat(
                        analyst.submitForm(
                                        path,
                                        Map.of(
                                                "status", "NOT_AFFECTED",
                                                "justification", "COMPONENT_NOT_PRESENT",
                                                "scope", "line",
                                                "reason", ""))
                                .text())
                .contains("Not saved");
    }

    @Test
    @Order(8)
    void shouldTakeTwoPersonsToAcceptARisk() {
        // Given
        Person auditor = Person.signIn(platform, "auditor");
        String id = obligation(auditor, OURS, "critical-fix-on-time", "CVE-2021-44228");
        String reason = "Lookups are switched off in every install until the next release.";
        LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        try (Browser asks = new Browser(platform, 1280, 900, ColorScheme.LIGHT).signIn("engineer");
                Browser approves =
                        new Browser(platform, 1280, 900, ColorScheme.LIGHT).signIn("unit-lead")) {

            // When
            Page asking = asks.open("/products/" + OURS + "/obligations/" + id).page();
            asking.locator("#r-reason").fill(reason);
            asking.locator("#r-owner").fill("unit-lead");
            asking.locator("#r-expires").fill(until.toString());
            asking.getByRole(AriaRole.BUTTON, button("Ask for approval")).click();

            // Then nothing is carried yet, and who asked can't approve
            assertThat(asks.open("/approvals").page().locator("#main")).containsText(reason);
            assertThat(asking.locator("li", named(reason)).locator("button[value=approve]"))
                    .hasCount(0);
            assertThat(obligationById(auditor, OURS, id).path("closedAt").isTextual()).isFalse();

            // When
            Page approving = approves.open("/approvals").page();
            approving.locator("li", named(reason)).locator("button[value=approve]").click();

            // Then
            assertThat(approving.locator("section[aria-labelledby=a-done]")).containsText(reason);
            await("the risk is carried")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    obligationById(auditor, OURS, id)
                                                            .path("closedBy")
                                                            .asText())
                                            .isEqualTo("accepted"));
            assertThat(asks.consoleErrors()).isEmpty();
            assertThat(approves.consoleErrors()).isEmpty();
        }
    }

    @Test
    @Order(9)
    void shouldTakeTwoPersonsToTakeOutWhatWasFiledWrongly() {
        // Given
        Person auditor = Person.signIn(platform, "auditor");
        assertThat(findings(auditor)).isNotEmpty().noneMatch(f -> f.path("excused").asBoolean());
        String reason = "This is the scan of another product.";
        try (Browser asks = new Browser(platform, 1280, 900, ColorScheme.LIGHT).signIn("analyst");
                Browser approves =
                        new Browser(platform, 1280, 900, ColorScheme.LIGHT).signIn("unit-lead")) {

            // When
            Page asking = asks.open("/submissions/" + OurSubmissions.scan).page();
            asking.locator("#w-reason").fill(reason);
            asking.locator("section[aria-labelledby=u-wrong] button").click();

            // Then
            asks.open("/approvals");
            assertThat(asking.locator("li", named(reason)).locator("button[value=approve]"))
                    .hasCount(0);
            assertThat(findings(auditor)).noneMatch(f -> f.path("excused").asBoolean());

            // When
            Page approving = approves.open("/approvals").page();
            approving.locator("li", named(reason)).locator("button[value=approve]").click();

            // Then
            assertThat(approving.locator("section[aria-labelledby=a-done]")).containsText(reason);
            await("what it created is taken out")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(findings(auditor))
                                            .isNotEmpty()
                                            .allMatch(f -> f.path("excused").asBoolean()));
        }
    }

    @Test
    @Order(10)
    void shouldLetAnAdminMakeAProductThatTakesEvidenceAtOnce() {
        try (Browser browser =
                new Browser(platform, 1280, 900, ColorScheme.LIGHT).signIn("admin")) {
            // Given
            Page page = browser.open("/products").page();
            page.getByRole(AriaRole.LINK, linkTo("New product")).click();

            // When
            page.locator("#key").fill("people-made");
            page.locator("#name").fill("Made by hand");
            page.locator("#team").selectOption("portal");
            page.locator("#criticality").selectOption("2");
            page.locator("#description").fill("Made in a form");
            page.getByRole(AriaRole.BUTTON, button("Save")).click();

            // Then
            assertThat(page.locator("h1")).containsText("Made by hand");
            browser.open("/products/people-made");
            // so it says before the first score, which knows nothing, and with it
            assertThat(page.locator("#main")).containsText("Not rated yet");
            page.evaluate("window.stillTheSamePage = true");

            // When
            api.say(
                    Api.CI,
                    "people-made",
                    "releases",
                    Map.of("version", "2.1.0", "line", "2.x"),
                    null);
            api.document(RoadInputs.resource("own/bom.json"))
                    .of("people-made", "2.1.0")
                    .sendFor(Api.CI);

            // Then
            assertThat(page.locator("#main")).containsText("CVE-2021-44228", SOON);
            assertThat(page.evaluate("window.stillTheSamePage")).isEqualTo(true);
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    private static List<JsonNode> obligations(Person reader, String product) {
        return RoadE2E.items(reader.json("/api/v1/products/" + product + "/obligations?limit=500"));
    }

    private static List<JsonNode> findings(Person reader) {
        return obligations(reader, OURS).stream()
                .filter(o -> o.path("kind").asText().equals("finding"))
                .toList();
    }

    private static String obligation(
            Person reader, String product, String measure, String vulnerability) {
        return obligations(reader, product).stream()
                .filter(o -> o.path("measure").asText().equals(measure))
                .filter(o -> o.path("vulnerability").asText().equals(vulnerability))
                .map(o -> o.path("id").asText())
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(measure + " owes nothing for " + vulnerability));
    }

    private static JsonNode obligationById(Person reader, String product, String id) {
        return obligations(reader, product).stream()
                .filter(o -> o.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no obligation " + id));
    }

    private static double principle(Person reader, String product, String id, String field) {
        for (JsonNode principle :
                reader.json("/api/v1/products/" + product + "/score").path("principles")) {
            if (principle.path("id").asText().equals(id)) {
                return principle.path("figure").path(field).asDouble();
            }
        }
        throw new AssertionError("no principle " + id);
    }

    private static Page.LocatorOptions named(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions linkTo(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
