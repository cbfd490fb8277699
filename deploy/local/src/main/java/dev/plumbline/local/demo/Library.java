package dev.plumbline.local.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files of the demonstration, read from beside this class; an unknown word in one is an error.
final class Library {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

    private Library() {}

    static Story story() {
        Story.Maker maker = read("maker.yaml", new TypeReference<>() {});
        Map<String, Story.Product> products = new LinkedHashMap<>();
        for (String key : maker.products()) {
            products.put(key, read("products/" + key + ".yaml", new TypeReference<>() {}));
        }
        return new Story(maker, products);
    }

    static World world() {
        return new World(
                read("advisories.yaml", new TypeReference<List<World.Advisory>>() {}),
                read("kev.yaml", new TypeReference<List<World.Exploited>>() {}));
    }

    static Scanners scanners() {
        return read("scanners.yaml", new TypeReference<>() {});
    }

    /// The stack of that name.
    static Components.Stack stack(String name) {
        return read("components/" + name + ".yaml", new TypeReference<>() {});
    }

    static Map<String, Map<String, String>> platforms() {
        return read("components/platforms.yaml", new TypeReference<>() {});
    }

    private static <T> T read(String name, TypeReference<T> type) {
        try (InputStream in = Library.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("the demonstration has no file " + name);
            }
            return YAML.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
