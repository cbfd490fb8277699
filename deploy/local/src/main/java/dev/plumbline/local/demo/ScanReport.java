package dev.plumbline.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.demo.Scanners.Rule;
import dev.plumbline.local.demo.Scanners.Tool;
import dev.plumbline.local.demo.Story.Finding;
import java.util.List;
import java.util.Locale;

/// SARIF 2.1.0 of one scan. It names no time, so a scan that finds the same is the same document.
final class ScanReport {
    private static final int FILES = 24;

    private ScanReport() {}

    static byte[] of(Scanners scanners, String product, String toolName, List<Finding> findings) {
        Tool tool = scanners.tool(toolName);
        ObjectNode report = Json.object();
        report.put("version", "2.1.0");
        ObjectNode run = report.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", toolName);
        driver.put("semanticVersion", tool.version());
        if (!tool.rules().isEmpty()) {
            ArrayNode rules = driver.putArray("rules");
            tool.rules().forEach(key -> rules.add(describe(key, scanners.rule(key))));
        }
        run.putObject("automationDetails").put("id", product + "/");
        run.putArray("invocations").addObject().put("executionSuccessful", true);
        ArrayNode artefacts = run.putArray("artifacts");
        for (int file = 1; file <= FILES; file++) {
            artefacts
                    .addObject()
                    .putObject("location")
                    .put("uri", String.format(Locale.ROOT, "src/part%02d", file));
        }
        ArrayNode results = run.putArray("results");
        for (Finding finding : findings) {
            if (!tool.rules().contains(finding.rule())) {
                throw new IllegalArgumentException(
                        toolName + " has no rule " + finding.rule() + " (" + product + ")");
            }
            results.add(result(product, finding, scanners.rule(finding.rule())));
        }
        return Json.bytes(report);
    }

    private static ObjectNode describe(String key, Rule rule) {
        ObjectNode node = Json.object();
        node.put("id", key);
        node.putObject("shortDescription").put("text", rule.says());
        node.putObject("defaultConfiguration").put("level", rule.level());
        ObjectNode properties = node.putObject("properties");
        properties
                .putArray("tags")
                .add("security")
                .add(String.format(Locale.ROOT, "external/cwe/cwe-%03d", rule.cwe()));
        properties.put("security-severity", Double.toString(rule.score()));
        return node;
    }

    private static ObjectNode result(String product, Finding finding, Rule rule) {
        ObjectNode node = Json.object();
        node.put("ruleId", finding.rule());
        node.put("level", rule.level());
        node.putObject("message").put("text", rule.says() + ".");
        ObjectNode place = node.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", finding.path());
        place.putObject("region").put("startLine", finding.line());
        node.putObject("partialFingerprints")
                .put(
                        "primaryLocationLineHash",
                        Json.sha256(product + finding.rule() + finding.path()).substring(0, 32));
        return node;
    }
}
