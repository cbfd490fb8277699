package dev.plumbline.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.demo.World.Advisory;
import dev.plumbline.local.demo.World.Exploited;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The two feeds as somebody who read them on one day would have got them: OSV records as a JSON
/// array, and the KEV catalogue.
final class FeedDocument {
    /// Stands in for the day of old records that carry none; nothing is reckoned from it.
    private static final String COPIED = "2024-12-31T00:00:00Z";

    private static final Pattern RANGE = Pattern.compile("(\\S+)(?: (<=?) (\\S+))?");

    /// Weaknesses in a few words, for summaries of our own.
    private static final Map<String, String> WEAKNESSES =
            Map.ofEntries(
                    Map.entry("CWE-20", "input that is not checked"),
                    Map.entry("CWE-22", "a way out of a folder"),
                    Map.entry("CWE-78", "operating system commands from input"),
                    Map.entry("CWE-79", "scripts in pages"),
                    Map.entry("CWE-89", "SQL from input"),
                    Map.entry("CWE-94", "code from input"),
                    Map.entry("CWE-121", "a write past a buffer"),
                    Map.entry("CWE-200", "data shown to the wrong eyes"),
                    Map.entry("CWE-287", "a sign-in that can be passed by"),
                    Map.entry("CWE-295", "certificates that are not checked"),
                    Map.entry("CWE-400", "resources used up by input"),
                    Map.entry("CWE-444", "requests read in two ways"),
                    Map.entry("CWE-502", "objects made from untrusted data"),
                    Map.entry("CWE-506", "malicious code inside"),
                    Map.entry("CWE-770", "resources without a limit"),
                    Map.entry("CWE-1321", "prototypes changed by input"),
                    Map.entry("CWE-1333", "slow regular expressions"));

    private FeedDocument() {}

    static byte[] osv(List<Advisory> advisories) {
        ArrayNode records = Json.object().putArray("records");
        advisories.forEach(advisory -> records.add(record(advisory)));
        return Json.bytes(records);
    }

    static byte[] kev(List<Exploited> entries, LocalDate day) {
        ObjectNode catalogue = Json.object();
        catalogue.put("title", "CISA Catalog of Known Exploited Vulnerabilities");
        LocalDate released =
                entries.stream().map(Exploited::added).max(LocalDate::compareTo).orElse(day);
        catalogue.put("catalogVersion", released.toString().replace('-', '.'));
        catalogue.put("dateReleased", released + "T17:00:00Z");
        catalogue.put("count", entries.size());
        ArrayNode list = catalogue.putArray("vulnerabilities");
        for (Exploited entry : entries) {
            ObjectNode node = list.addObject();
            node.put("cveID", entry.cve());
            node.put("vendorProject", entry.vendor());
            node.put("product", entry.product());
            node.put("vulnerabilityName", entry.name());
            node.put("dateAdded", entry.added().toString());
            node.put("shortDescription", entry.name() + ".");
            node.put("requiredAction", "Mend it or stop using it by the due date.");
            node.put("dueDate", entry.due().toString());
            node.put("knownRansomwareCampaignUse", entry.ransomware());
            node.put("notes", "");
            ArrayNode cwes = node.putArray("cwes");
            entry.cwes().forEach(cwes::add);
        }
        return Json.bytes(catalogue);
    }

    private static ObjectNode record(Advisory advisory) {
        ObjectNode node = Json.object();
        node.put("schema_version", "1.6.0");
        node.put("id", advisory.id());
        node.put("modified", modified(advisory));
        if (advisory.published() != null) {
            node.put("published", advisory.published());
        }
        ArrayNode aliases = node.putArray("aliases");
        advisory.aliases().forEach(aliases::add);
        node.put("summary", summary(advisory));
        if (advisory.vector() != null) {
            node.putArray("severity")
                    .addObject()
                    .put("type", advisory.vector().startsWith("CVSS:4") ? "CVSS_V4" : "CVSS_V3")
                    .put("score", advisory.vector());
        }
        ArrayNode affected = node.putArray("affected");
        advisory.affected().forEach((name, ranges) -> affected.add(affected(name, ranges)));
        ObjectNode extra = node.putObject("database_specific");
        if (!advisory.cwes().isEmpty()) {
            ArrayNode cwes = extra.putArray("cwe_ids");
            advisory.cwes().forEach(cwes::add);
        }
        if (advisory.rated() != null) {
            extra.put("severity", advisory.rated());
        }
        return node;
    }

    private static String modified(Advisory advisory) {
        if (advisory.published() != null) {
            return advisory.published();
        }
        return advisory.seen() == null ? COPIED : advisory.seen() + "T00:00:00Z";
    }

    private static ObjectNode affected(String name, List<String> ranges) {
        int space = name.indexOf(' ');
        String ecosystem = name.substring(0, space);
        ObjectNode node = Json.object();
        node.putObject("package")
                .put("ecosystem", ecosystem)
                .put("name", name.substring(space + 1));
        ArrayNode list = node.putArray("ranges");
        for (String range : ranges) {
            Matcher parts = RANGE.matcher(range);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a range: " + range + " of " + name);
            }
            ObjectNode one = list.addObject();
            one.put("type", isSemantic(ecosystem) ? "SEMVER" : "ECOSYSTEM");
            ArrayNode events = one.putArray("events");
            events.addObject().put("introduced", parts.group(1));
            if (parts.group(2) != null) {
                events.addObject()
                        .put(
                                "<".equals(parts.group(2)) ? "fixed" : "last_affected",
                                parts.group(3));
            }
        }
        return node;
    }

    private static boolean isSemantic(String ecosystem) {
        return ecosystem.equals("Go") || ecosystem.equals("crates.io");
    }

    private static String summary(Advisory advisory) {
        String packages = String.join(", ", advisory.affected().keySet());
        String named = packages.substring(packages.indexOf(' ') + 1);
        return advisory.cwes().stream()
                .filter(WEAKNESSES::containsKey)
                .findFirst()
                .map(cwe -> named + ": " + WEAKNESSES.get(cwe) + " (" + cwe + ")")
                .orElse(named + ": " + advisory.id());
    }
}
