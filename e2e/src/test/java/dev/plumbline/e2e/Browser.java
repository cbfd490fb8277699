package dev.plumbline.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real Chromium with one signed-in person.
///
/// Notes every request that leaves for another host and every error that a page writes to its
/// console: both must stay empty.
final class Browser implements AutoCloseable {
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final BrowserContext context;
    private final Page page;
    private final Platform platform;
    private final List<String> strangers = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /// @param scheme light or dark, as the person's system says
    Browser(Platform platform, int width, int height, ColorScheme scheme) {
        this.platform = platform;
        String executable = System.getenv("PLUMBLINE_CHROMIUM");
        if (executable == null) {
            throw new AssertionError(
                    "PLUMBLINE_CHROMIUM names no browser; start by ./plumbline test");
        }
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(java.util.Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Path.of(executable))
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
        context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(scheme));
        page = context.newPage();
        page.onRequest(
                request -> {
                    if (!request.url()
                            .matches(
                                    "(https?://(localhost|127\\.0\\.0\\.1)[:/].*|data:.*|blob:.*)")) {
                        strangers.add(request.url());
                    }
                });
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        errors.add(message.text() + " at " + message.location());
                    }
                });
    }

    /// Opens the dashboard and signs in at Keycloak.
    Browser signIn(String person) {
        page.navigate(platform.dashboard());
        page.locator("#username").fill(person);
        page.locator("#password").fill(platform.passwordOf(person));
        page.locator("#kc-login").click();
        page.waitForURL(platform.dashboard() + "/**");
        errors.clear();
        return this;
    }

    Browser open(String path) {
        page.navigate(platform.dashboard() + path);
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        return this;
    }

    Page page() {
        return page;
    }

    /// What axe-core finds wrong, as `rule: help (where)`.
    List<String> accessibilityProblems() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream().map(Browser::inWords).toList();
    }

    List<String> requestsToStrangers() {
        return List.copyOf(strangers);
    }

    List<String> consoleErrors() {
        return List.copyOf(errors);
    }

    void picture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Platform.root().resolve("e2e/target/pictures/" + name + ".png")));
    }

    private static String inWords(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " ("
                + rule.getNodes().stream().limit(3).map(n -> String.valueOf(n.getTarget())).toList()
                + ")";
    }

    @Override
    public void close() {
        context.close();
        chromium.close();
        playwright.close();
    }
}
