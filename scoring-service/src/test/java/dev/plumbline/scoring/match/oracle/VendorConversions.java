package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.OsvRecords;
import dev.plumbline.scoring.match.PackageKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Advisories of Red Hat, of which both its own document and the record of OSV are known.
///
/// What the document calls fixed must lie outside the record's ranges, and everything before inside
/// them: names of product streams, epochs and releases must come out the same.
final class VendorConversions implements Oracle {
    private static final String ROOT = "oracles/redhat-csaf-to-osv/osv-schema/";

    /// `AppStream-8.6.0.Z.AUS:git-lfs-0:2.13.3-3.el8_6.1.x86_64`; the module that a package is of
    /// may stand between
    private static final Pattern FIXED =
            Pattern.compile("([^:]+):(?:.+:)?([^:]+)-(\\d+:[^-]+-[^-]+)\\.([^.]+)");

    @Override
    public String name() {
        return "redhat-csaf-to-osv";
    }

    @Override
    public String about() {
        return "packages that Red Hat's CSAF documents call fixed, held against the OSV records of the same"
                + " advisories: the fixed build outside, the one before inside";
    }

    @Override
    public Tally ask() {
        Tally tally = new Tally();
        for (Path record : Corpus.files(ROOT + "OSV", ".json")) {
            World world = new World();
            AdvisoryPublished advisory = OsvRecords.of(Corpus.text(record));
            world.add(advisory);
            String file = record.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
            Corpus.files(ROOT + "CSAF", "").stream()
                    .filter(document -> document.getFileName().toString().startsWith(file))
                    .forEach(document -> hold(tally, world, Json.read(document), advisory.id()));
        }
        return tally;
    }

    private static void hold(Tally tally, World world, JsonNode document, String id) {
        Map<String, String> streams = new HashMap<>();
        streams(document.path("product_tree"), streams);
        for (JsonNode flaw : document.path("vulnerabilities")) {
            for (JsonNode product : flaw.path("product_status").path("fixed")) {
                // a module is fixed as a whole, and so is each of its packages
                MatchResult read =
                        FIXED.matcher(product.asText()).results().findFirst().orElse(null);
                String stream = read == null ? null : streams.get(read.group(1));
                if (read == null || stream == null || read.group(4).equals("src")) {
                    continue;
                }
                PackageKey key =
                        (PackageKey) PackageKey.fromOsv("Red Hat:" + stream, read.group(2));
                hold(tally, world, new Coordinate(key, read.group(3)), Set.of());
                hold(
                        tally,
                        world,
                        new Coordinate(key, read.group(3).replaceFirst("-", "-0~")),
                        Set.of(id));
            }
        }
    }

    private static void hold(Tally tally, World world, Coordinate component, Set<String> expected) {
        tally.hold(
                Tally.ecosystemOf(component.packageKey()),
                component.purl(),
                expected,
                world.concerning(component));
    }

    /// Product id → what OSV makes of the product's CPE.
    private static void streams(JsonNode branch, Map<String, String> into) {
        JsonNode product = branch.path("product");
        String cpe = product.path("product_identification_helper").path("cpe").asText("");
        if (!cpe.isEmpty()) {
            into.put(
                    product.path("product_id").asText(),
                    cpe.replaceFirst("cpe:/[aoh]:redhat:", ""));
        }
        branch.path("branches").forEach(inner -> streams(inner, into));
    }
}
