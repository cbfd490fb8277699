package dev.plumbline.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.demo.Components.Component;
import dev.plumbline.local.demo.Story.Quality;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CycloneDX 1.6 of one release, saying as much as the team's build is able to.
///
/// Hashes of components are left out: nobody here built those files, so nobody knows them. The
/// digest of the product's own artefact stands in the full ones and binds them to the release.
final class Sbom {
    /// Who makes what, by the beginning of the group; suppliers that are not sure are not named.
    private static final Map<String, String> SUPPLIERS =
            Map.of(
                    "org.apache.", "The Apache Software Foundation",
                    "commons-", "The Apache Software Foundation",
                    "org.springframework", "Spring",
                    "com.fasterxml.", "FasterXML",
                    "golang.org/", "The Go Authors",
                    "google.golang.org/", "Google",
                    "go.opentelemetry.io/", "OpenTelemetry",
                    "github.com/prometheus/", "Prometheus");

    private Sbom() {}

    /// @param maker who answers for the product
    static byte[] of(
            String maker,
            String product,
            String name,
            String version,
            Quality quality,
            Instant built,
            List<Component> components) {
        String self = "pkg:generic/meridian/" + product + "@" + version;
        ObjectNode bom = Json.object();
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        bom.put("serialNumber", "urn:uuid:" + Json.uuid("sbom " + self));
        if (quality != Quality.SPARSE) {
            bom.put("version", 1);
        }
        ObjectNode metadata = bom.putObject("metadata");
        if (quality != Quality.SPARSE) {
            metadata.put("timestamp", built.toString());
        }
        if (quality == Quality.FULL) {
            metadata.putArray("lifecycles").addObject().put("phase", "build");
            metadata.putArray("authors").addObject().put("name", maker + " build service");
            metadata.putObject("manufacturer").put("name", maker);
        }
        ObjectNode tool = metadata.putObject("tools").putArray("components").addObject();
        tool.put("type", "application");
        tool.put("name", "meridian-build");
        if (quality != Quality.SPARSE) {
            tool.put("version", "12.4.0");
        }
        ObjectNode subject = metadata.putObject("component");
        subject.put("type", "application");
        subject.put("bom-ref", self);
        subject.put("name", name);
        subject.put("version", version);
        subject.put("purl", self);
        if (quality == Quality.FULL) {
            subject.putObject("supplier").put("name", maker);
            ObjectNode hash = subject.putArray("hashes").addObject();
            hash.put("alg", "SHA-256");
            hash.put("content", artefactSha256(product, version));
        }
        ArrayNode list = bom.putArray("components");
        for (Component component : components) {
            list.add(describe(component, quality));
        }
        if (quality != Quality.SPARSE) {
            bom.set("dependencies", dependencies(self, components));
        }
        return Json.bytes(bom);
    }

    /// The digest of the file that was shipped.
    static String artefactSha256(String product, String version) {
        return Json.sha256("artefact of " + product + " " + version);
    }

    private static ObjectNode describe(Component component, Quality quality) {
        ObjectNode node = Json.object();
        node.put("type", "library");
        node.put("bom-ref", component.purl());
        String group = component.group();
        if (group != null) {
            node.put("group", group);
        }
        node.put("name", component.shortName());
        node.put("version", component.version());
        node.put("purl", component.purl());
        if (quality != Quality.SPARSE) {
            ObjectNode licence = node.putArray("licenses").addObject();
            if (component.licence().contains(" ")) {
                licence.put("expression", component.licence());
            } else {
                licence.putObject("license").put("id", component.licence());
            }
        }
        String supplier = quality == Quality.FULL ? supplierOf(component.name()) : null;
        if (supplier != null) {
            node.putObject("supplier").put("name", supplier);
        }
        return node;
    }

    private static @Nullable String supplierOf(String name) {
        return SUPPLIERS.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /// The graph: the product depends on what nothing else in it uses.
    private static ArrayNode dependencies(String self, List<Component> components) {
        Set<String> used = new HashSet<>();
        components.forEach(component -> used.addAll(component.uses()));
        Map<String, String> purls = new HashMap<>();
        components.forEach(component -> purls.put(component.name(), component.purl()));
        ObjectNode holder = Json.object();
        ArrayNode graph = holder.putArray("dependencies");
        ObjectNode root = graph.addObject();
        root.put("ref", self);
        ArrayNode direct = root.putArray("dependsOn");
        components.stream()
                .filter(component -> !used.contains(component.name()))
                .forEach(component -> direct.add(component.purl()));
        for (Component component : components) {
            ObjectNode node = graph.addObject();
            node.put("ref", component.purl());
            ArrayNode on = node.putArray("dependsOn");
            component.uses().forEach(name -> on.add(purls.get(name)));
        }
        return graph;
    }
}
