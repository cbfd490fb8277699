package dev.plumbline.dashboard.web;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.Variant;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates without the rest of the service: the same files, rendered by a bare engine in
/// milliseconds.
final class PageEngine {
    private static final List<String> TAGS =
            List.of("meter", "sparkline", "caps", "time", "curl", "chart");

    private final Engine engine;

    PageEngine() {
        var builder =
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                        .strictRendering(true)
                        .addLocator(PageEngine::locate);
        for (String tag : TAGS) {
            builder.addSectionHelper(new UserTagSectionHelper.Factory(tag, "tags/" + tag));
        }
        engine = builder.build();
    }

    String page(String name, Map<String, Object> data) {
        return fill(engine.getTemplate("pages/" + name).instance(), data);
    }

    String fragment(String name, Map<String, Object> data) {
        return fill(engine.getTemplate("pages/" + name).getFragment("content").instance(), data);
    }

    private static String fill(TemplateInstance instance, Map<String, Object> data) {
        data.forEach(instance::data);
        return instance.render();
    }

    private static Optional<TemplateLocator.TemplateLocation> locate(String id) {
        var file = PageEngine.class.getResource("/templates/" + id + ".html");
        return file == null
                ? Optional.empty()
                : Optional.of(
                        new TemplateLocator.TemplateLocation() {
                            @Override
                            public Reader read() {
                                try {
                                    return new InputStreamReader(
                                            file.openStream(), StandardCharsets.UTF_8);
                                } catch (java.io.IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            }

                            @Override
                            public Optional<Variant> getVariant() {
                                return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
                            }
                        });
    }
}
