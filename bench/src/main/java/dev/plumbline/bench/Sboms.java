package dev.plumbline.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes CycloneDX documents of a stated size, of which a stated share of coordinates was never
/// sent before.
///
/// Names of packages that advisories know come from the loaded advisories, so that matching has
/// real work: one component in twenty is of such a package. The rest are names of our own.
final class Sboms {
    private static final int WITH_ADVISORIES_EVERY = 20;

    private final Random random;
    private final List<String> packages;
    private final List<String> known = new ArrayList<>();
    private long serial;

    /// @param packages purls without version of packages that advisories know
    Sboms(long seed, List<String> packages) {
        this.random = new Random(seed);
        this.packages = List.copyOf(packages);
    }

    /// @param bytes the document as it is sent
    /// @param components how many components it lists
    /// @param fresh how many of them no earlier document listed
    record Sbom(byte[] bytes, int components, int fresh) {}

    /// A document in which at least half of the components are new, as soon as enough are known.
    Sbom next(String name, int components) {
        return next(name, components, List.of());
    }

    /// @param marked purls that stand in it besides, so that an advisory can hit it
    Sbom next(String name, int components, List<String> marked) {
        int fromKnown = Math.min(known.size(), components / 2);
        List<String> purls = new ArrayList<>(components);
        int start = fromKnown == 0 ? 0 : random.nextInt(known.size());
        for (int i = 0; i < fromKnown; i++) {
            purls.add(known.get((start + i) % known.size()));
        }
        int fresh = components - fromKnown;
        for (int i = 0; i < fresh; i++) {
            purls.add(coordinate(i));
        }
        known.addAll(purls.subList(fromKnown, purls.size()));
        purls.addAll(marked);
        return new Sbom(document(name, purls), purls.size(), fresh + marked.size());
    }

    private String coordinate(int nth) {
        long number = serial++;
        if (!packages.isEmpty() && nth % WITH_ADVISORIES_EVERY == 0) {
            String base = packages.get(random.nextInt(packages.size()));
            return base + "@" + random.nextInt(12) + "." + random.nextInt(40) + "." + number;
        }
        return switch ((int) (number % 3)) {
            case 0 -> "pkg:npm/%40bench/part-" + number + "@1." + number % 50 + ".0";
            case 1 -> "pkg:maven/example.bench/part-" + number + "@2." + number % 30 + ".1";
            default -> "pkg:pypi/bench-part-" + number + "@0." + number % 90;
        };
    }

    private static byte[] document(String name, List<String> purls) {
        StringBuilder json = new StringBuilder(purls.size() * 260);
        json.append("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,")
                .append("\"metadata\":{\"timestamp\":\"2026-11-20T10:00:00Z\",")
                .append("\"tools\":{\"components\":[{\"type\":\"application\",\"name\":\"bench\",")
                .append("\"version\":\"1\"}]},\"component\":{\"type\":\"application\",")
                .append("\"bom-ref\":\"root\",\"name\":\"")
                .append(name)
                .append("\",\"version\":\"1.0.0\"}},\"components\":[");
        for (int i = 0; i < purls.size(); i++) {
            String purl = purls.get(i);
            int at = purl.lastIndexOf('@');
            if (i > 0) {
                json.append(',');
            }
            json.append("{\"type\":\"library\",\"bom-ref\":\"c")
                    .append(i)
                    .append("\",\"name\":\"")
                    .append(purl, purl.lastIndexOf('/', at) + 1, at)
                    .append("\",\"version\":\"")
                    .append(purl.substring(at + 1))
                    .append("\",\"supplier\":{\"name\":\"Example\"},")
                    .append("\"licenses\":[{\"license\":{\"id\":\"Apache-2.0\"}}],\"purl\":\"")
                    .append(purl)
                    .append("\"}");
        }
        json.append("],\"dependencies\":[{\"ref\":\"root\",\"dependsOn\":[");
        for (int i = 0; i < purls.size(); i++) {
            json.append(i == 0 ? "\"c" : ",\"c").append(i).append('"');
        }
        return json.append("]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
