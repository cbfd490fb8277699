package dev.plumbline.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.demo.Components.Component;
import java.time.Instant;
import java.util.List;

/// OpenVEX 0.2.0: what a team says about vulnerabilities of its components.
final class VexDocument {
    private VexDocument() {}

    /// A document for a release names the product and its packages in their versions. One without a
    /// release speaks of the product, whatever the versions.
    ///
    /// @param version of the release whose components are named
    static byte[] of(
            String author,
            String product,
            String version,
            Story.Vex vex,
            Instant at,
            List<Component> components) {
        String self = "pkg:generic/meridian/" + product;
        ObjectNode document = Json.object();
        document.put("@context", "https://openvex.dev/ns/v0.2.0");
        document.put(
                "@id",
                "https://meridian.example/vex/" + product + "/" + at.toString().substring(0, 10));
        document.put("author", author);
        document.put("role", "Product security");
        document.put("timestamp", at.toString());
        document.put("version", 1);
        ArrayNode statements = document.putArray("statements");
        for (Story.Statement statement : vex.statements()) {
            String purl = purlOf(statement.packageName(), self + "@" + version, components);
            ObjectNode node = statements.addObject();
            node.putObject("vulnerability").put("name", statement.vulnerability());
            ObjectNode about = node.putArray("products").addObject();
            about.put("@id", vex.release() == null ? self : self + "@" + version);
            about.putArray("subcomponents")
                    .addObject()
                    .put("@id", vex.release() == null ? withoutVersion(purl) : purl);
            node.put("status", statement.status());
            if (statement.justification() != null) {
                node.put("justification", statement.justification());
            }
            if (statement.action() != null) {
                node.put("action_statement", statement.action());
            }
        }
        return Json.bytes(document);
    }

    private static String withoutVersion(String purl) {
        return purl.substring(0, purl.lastIndexOf('@'));
    }

    private static String purlOf(String name, String release, List<Component> components) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .map(Component::purl)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(release + " has no component " + name));
    }
}
