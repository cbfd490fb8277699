package dev.plumbline.ingest.source.intoto;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Builder and source that a provenance of SLSA names, in the places of versions 0.2 and 1.
final class Build {
    private static final int LONGEST = 300;

    @Nullable String builder;
    private @Nullable String config;
    private @Nullable String material;
    private @Nullable String parameter;

    @Nullable String source() {
        return config != null ? config : parameter != null ? parameter : material;
    }

    void read(JsonReader in) throws IOException, Unreadable {
        in.eachField(
                field -> {
                    switch (field) {
                        case "builder" -> builder(in);
                        case "invocation" -> in.eachField(inner -> invocation(inner, in));
                        case "materials" -> materials(in);
                        case "buildDefinition" -> in.eachField(inner -> definition(inner, in));
                        case "runDetails" ->
                                in.eachField(
                                        inner -> {
                                            if (inner.equals("builder")) {
                                                builder(in);
                                            } else {
                                                in.skip();
                                            }
                                        });
                        default -> in.skip();
                    }
                });
    }

    private void builder(JsonReader in) throws IOException, Unreadable {
        String said = text(in, "id");
        builder = said == null ? builder : said;
    }

    private void invocation(String field, JsonReader in) throws IOException, Unreadable {
        if (field.equals("configSource")) {
            config = text(in, "uri");
        } else {
            in.skip();
        }
    }

    private void definition(String field, JsonReader in) throws IOException, Unreadable {
        switch (field) {
            case "resolvedDependencies" -> materials(in);
            case "externalParameters" ->
                    in.eachField(
                            inner -> {
                                switch (inner) {
                                    case "source" ->
                                            parameter =
                                                    in.onString()
                                                            ? Texts.shortened(in.text(), LONGEST)
                                                            : text(in, "uri");
                                    case "workflow" -> parameter = text(in, "repository");
                                    default -> in.skip();
                                }
                            });
            default -> in.skip();
        }
    }

    private void materials(JsonReader in) throws IOException, Unreadable {
        in.eachElement(
                () -> {
                    String uri = text(in, "uri");
                    if (material == null && uri != null && isSource(uri)) {
                        material = uri;
                    }
                });
    }

    /// Images and packages that were used are no source.
    private static boolean isSource(String uri) {
        return uri.startsWith("git+") || uri.startsWith("https://") || uri.startsWith("git:");
    }

    private static @Nullable String text(JsonReader in, String name)
            throws IOException, Unreadable {
        String found = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals(name)) {
                    found = Texts.shortened(in.text(), LONGEST);
                } else {
                    in.skip();
                }
            }
        }
        return found;
    }
}
