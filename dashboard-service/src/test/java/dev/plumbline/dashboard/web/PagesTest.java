package dev.plumbline.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.view.Ability;
import dev.plumbline.dashboard.view.ErrorPage;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.MeasureLinks;
import dev.plumbline.dashboard.view.Meridian;
import dev.plumbline.dashboard.view.ProductsLinks;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.SubmissionsLinks;
import dev.plumbline.dashboard.view.SubmissionsPage;
import dev.plumbline.events.ProgressReported.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the templates make of their records. Each page is also left under `target/pages`, to be
// looked at.
class PagesTest {
    private static final Path LOOK_AT = Path.of("target", "pages");
    private final PageEngine engine = new PageEngine();

    @Test
    void shouldShowTheOrganisation() throws IOException {
        // When
        String html = page("organisation", "organisation", Map.of("page", Meridian.organisation()));

        // Then
        assertThat(html).contains("61.4");
    }

    @Test
    void gallery() throws IOException {
        page("organisation", "organisation-empty", Map.of("page", Meridian.emptyOrganisation()));
        var products = Meridian.products(14);
        page("products", "products", Map.of("page", products, "links", ProductsLinks.of(products)));
        page("product", "product", Map.of("page", Meridian.portal()));
        page("product", "product-unknown", Map.of("page", Meridian.unknownProduct()));
        page(
                "measure",
                "measure",
                Map.of("page", Meridian.measure(), "links", MeasureLinks.of(Meridian.measure())));
        page(
                "obligation",
                "obligation",
                Map.of(
                        "page",
                        Meridian.obligation(),
                        "triage",
                        Form.EMPTY,
                        "risk",
                        new Form(Map.of("owner", "x"), Map.of("owner", "Nobody is called “x”."))));
        var submissions =
                new SubmissionsPage(
                        Meridian.NOW,
                        null,
                        null,
                        SubmissionsPage.State.ALL,
                        new Slice<>(
                                List.of(
                                        Meridian.submission(Step.SHOWN),
                                        Meridian.submission(Step.REFUSED),
                                        Meridian.submission(Step.PARSED)),
                                "x"));
        page(
                "submissions",
                "submissions",
                Map.of("page", submissions, "links", SubmissionsLinks.of(submissions, null)));
        page(
                "submission",
                "submission",
                Map.of("page", Meridian.submissionPage(Step.SHOWN), "erroneous", Form.EMPTY));
        page("approvals", "approvals", Map.of("page", Meridian.approvals(), "form", Form.EMPTY));
        page("admin", "admin", Map.of("page", Meridian.catalogue()));
        page("error", "error", Map.of("page", ErrorPage.of(404, null)));
    }

    private String page(String template, String file, Map<String, Object> data) throws IOException {
        Map<String, Object> all = new HashMap<>(data);
        all.put(
                "shell",
                Meridian.shell(
                        template.equals("organisation") ? "organisation" : "products",
                        Ability.values()));
        all.put("w", Meridian.WORDS);
        String html = engine.page(template, all);
        Files.createDirectories(LOOK_AT);
        Files.writeString(LOOK_AT.resolve(file + ".html"), html);
        return html;
    }
}
