package dev.plumbline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every page, light and dark, on a phone, a laptop and a wall screen.
///
/// Pictures of all of them lie in `e2e/target/pictures` afterwards, to be looked at by people.

@Order(6)
class PagesE2E {
    private static Platform platform;
    private static Map<String, String> pages;

    @BeforeAll
    static void choosePages() {
        platform = Platform.withDemo();
        Person admin = Person.signIn(platform, "admin");
        JsonNode owed =
                RoadE2E.items(admin.json("/api/v1/products/ledger-core/obligations?limit=500"))
                        .stream()
                        .filter(o -> o.path("measure").asText().equals("kev-fix-on-time"))
                        .filter(o -> !o.path("closedAt").isTextual())
                        .findFirst()
                        .orElseThrow();
        String submission = owed.path("reasons").get(0).path("submission").asText();
        pages = new LinkedHashMap<>();
        pages.put("organisation", "/");
        pages.put("products", "/products");
        pages.put("product", "/products/ledger-core");
        pages.put("product-unrated", "/products/fleet-reports");
        pages.put("measure", "/products/ledger-core/measures/kev-fix-on-time");
        pages.put("obligation", "/products/ledger-core/obligations/" + owed.path("id").asText());
        pages.put("changes", "/products/ledger-core/changes");
        pages.put("what-if", "/products/ledger-core/what-if");
        pages.put("difference", "/products/ledger-core/difference?from=2026-10-01");
        pages.put("difference-of-two", "/products/ledger-core/difference?with=fleet-reports");
        pages.put("methods", "/products/ledger-core/methods?with=core/1.0");
        pages.put("undecided", "/products/ledger-core/undecided");
        pages.put("sensitivity", "/sensitivity");
        pages.put("pledge", "/pledge");
        pages.put("weaknesses", "/weaknesses");
        pages.put("weaknesses-of-a-class", "/weaknesses?product=ledger-core&weakness=none");
        pages.put("submissions", "/submissions?product=ledger-core");
        pages.put("submission", "/submissions/" + submission);
        pages.put("approvals", "/approvals");
        pages.put("connections", "/admin/connections");
        pages.put("dead-letters", "/admin/dead-letters");
        pages.put("hook", "/admin/hooks/new");
        pages.put("feed", "/admin/feeds/nvd");
        pages.put("admin", "/admin");
        pages.put("new-product", "/products/new");
        pages.put("scoring", "/help/scoring");
    }

    @ParameterizedTest(name = "{0} px, {2}")
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "1440, 900, LIGHT", "1440, 900, DARK",
        "1024, 768, LIGHT", "1024, 768, DARK",
        "390, 844, LIGHT", "390, 844, DARK"
    })
    void shouldBeWholeAtEverySizeInBothSchemes(int width, int height, ColorScheme scheme) {
        List<String> problems = new ArrayList<>();
        try (Browser browser = new Browser(platform, width, height, scheme).signIn("admin")) {
            for (Map.Entry<String, String> each : pages.entrySet()) {
                // When
                Page page = browser.open(each.getValue()).page();

                // Then
                assertThat(page.locator("h1").first()).isVisible();
                String where = each.getKey() + " at " + width + ", " + scheme;
                browser.accessibilityProblems().forEach(p -> problems.add(where + ": " + p));
                Object overflow =
                        page.evaluate(
                                "document.documentElement.scrollWidth > document.documentElement.clientWidth");
                if (Boolean.TRUE.equals(overflow)) {
                    problems.add(where + ": scrolls sideways");
                }
                Object theme = page.evaluate("document.documentElement.dataset.bsTheme");
                assertThat(theme)
                        .as(where)
                        .isEqualTo(scheme.name().toLowerCase(java.util.Locale.ROOT));
                browser.picture(each.getKey() + "-" + width + "-" + theme);
            }
            browser.consoleErrors().forEach(e -> problems.add(width + " " + scheme + ": " + e));
            browser.requestsToStrangers().forEach(r -> problems.add("asks a stranger: " + r));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldReachTheMainActionsByKeyboardAlone() {
        try (Browser browser =
                new Browser(platform, 1440, 900, ColorScheme.LIGHT).signIn("analyst")) {
            // Given
            Page page = browser.open("/").page();

            // When the first stop skips to the content
            page.keyboard().press("Tab");
            assertThat(page.locator("a.skip")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#main")).isFocused();

            // When the search box has a key of its own
            page.keyboard().press("/");
            assertThat(page.locator("#search")).isFocused();
            page.keyboard().type("ledger-core");
            page.keyboard().press("Enter");
            page.waitForURL("**/products?q=ledger-core*");

            // Then the product is reached by Tab and opened by Enter
            tabTo(page, "a[href='/products/ledger-core']");
            page.keyboard().press("Enter");
            page.waitForURL("**/products/ledger-core");

            // Then an obligation, and on it the decision
            tabTo(page, "tr.leaf a[href^='/products/ledger-core/obligations/']");
            page.keyboard().press("Enter");
            page.waitForURL("**/obligations/**");
            tabTo(page, "input[name=status]");
            page.keyboard().press("Space");
            tabTo(page, "#t-reason");
            page.keyboard().type("typed without a mouse");
            assertThat(page.locator("#t-reason")).hasValue("typed without a mouse");
            tabTo(page, "section[aria-labelledby=b-triage] button");
        }
    }

    @Test
    void shouldTryWhatCouldBeDone() {
        try (Browser browser =
                new Browser(platform, 1440, 900, ColorScheme.LIGHT).signIn("analyst")) {
            // Given a product that is held back
            Page page = browser.open("/products/ledger-core").page();
            page.getByText("What if several were done?").click();
            page.waitForURL("**/products/ledger-core/what-if");
            assertThat(page.locator("#wi-after")).hasText("Today");
            double today = score(page);

            // When two things are ticked, one after the other
            page.locator("input[name=action]").first().check();
            assertThat(page.locator("#wi-after")).hasText("With 1 thing done");
            double one = score(page);
            page.locator("input[name=action]").nth(2).check();
            assertThat(page.locator("#wi-after")).hasText("With 2 things done");

            // Then the score follows, the address can be passed on, and the JSON says the same
            assertThat(one).isGreaterThan(today);
            assertThat(score(page)).isGreaterThanOrEqualTo(one);
            assertThat(page.url()).contains("action=");
            browser.picture("what-if-two-done");
            browser.open(page.url().substring(page.url().indexOf("/products")));
            assertThat(page.locator("#wi-after")).hasText("With 2 things done");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    private static double score(Page page) {
        return Double.parseDouble(
                page.locator("section[aria-labelledby=wi-after] .score").innerText().strip());
    }

    private static void tabTo(Page page, String selector) {
        for (int stops = 0; stops < 120; stops++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(
                    page.evaluate("s => document.activeElement?.matches(s) === true", selector))) {
                return;
            }
        }
        throw new AssertionError(selector + " is not reached by 120 tabs on " + page.url());
    }
}
