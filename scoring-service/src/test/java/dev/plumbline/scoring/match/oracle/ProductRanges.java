package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The bounds of every product that NVD calls vulnerable by CPE.
///
/// What is included lies inside and what is excluded outside, a version that is named is affected
/// and a later one is not, and the same version of another maker never is.
final class ProductRanges implements Oracle {
    private static final Provenance NVD =
            new Provenance(new UUID(0, 1), "nvd", 1.0, Instant.EPOCH, Instant.EPOCH, null, null);

    /// Where a CPE of 2.3 has its parts; a colon within one is escaped.
    private static final String COLON = "(?<!\\\\):";

    private static final int VENDOR = 3;
    private static final int VERSION = 5;
    private static final int UPDATE = 6;

    @Override
    public String name() {
        return "nvd-cpe-ranges";
    }

    @Override
    public String about() {
        return "every product that NVD's records in the corpus call vulnerable by CPE: included bounds and"
                + " named versions inside, excluded bounds, later versions and other makers outside";
    }

    @Override
    public Tally ask() {
        Set<CpeRange> ranges = new LinkedHashSet<>();
        Stream.concat(
                        Corpus.files("advisories/nvd-2.0", ".json").stream(),
                        Corpus.files("oracles/grype-matchers", ".json").stream()
                                .filter(file -> file.toString().contains("/nvd/results/")))
                .filter(file -> !file.endsWith(Path.of("cpe_testdata.json")))
                .map(Json::read)
                .flatMap(document -> document.findParents("criteria").stream())
                .filter(match -> match.path("vulnerable").asBoolean(true))
                .forEach(
                        match ->
                                ranges.add(
                                        new CpeRange(
                                                match.path("criteria").asText(),
                                                bound(match, "versionStartIncluding"),
                                                bound(match, "versionStartExcluding"),
                                                bound(match, "versionEndIncluding"),
                                                bound(match, "versionEndExcluding"))));
        Tally tally = new Tally();
        ranges.forEach(range -> hold(tally, range));
        return tally;
    }

    private static @Nullable String bound(JsonNode match, String name) {
        return match.path(name).isTextual() ? match.path(name).asText() : null;
    }

    private static void hold(Tally tally, CpeRange range) {
        String[] parts = range.cpe().split(COLON, -1);
        World world = new World();
        world.add(advisory(range));
        hold(tally, world, parts, range.startIncluding(), true);
        hold(tally, world, parts, range.startExcluding(), false);
        hold(tally, world, parts, range.endIncluding(), true);
        hold(tally, world, parts, range.endExcluding(), false);
        boolean bounded =
                Stream.of(
                                range.startIncluding(),
                                range.startExcluding(),
                                range.endIncluding(),
                                range.endExcluding())
                        .anyMatch(each -> each != null);
        if (bounded || parts[VERSION].equals("-")) {
            return;
        }
        if (parts[VERSION].equals("*")) {
            hold(tally, world, parts, "1.0", true);
            return;
        }
        hold(tally, world, range.cpe(), Set.of("CVE"));
        parts[UPDATE] = "*";
        hold(tally, world, parts, "99999", false);
        String[] another = parts.clone();
        another[VENDOR] = "nobody_else";
        hold(tally, world, String.join(":", another), Set.of());
    }

    private static void hold(
            Tally tally, World world, String[] parts, @Nullable String version, boolean inside) {
        if (version != null) {
            String[] asked = parts.clone();
            asked[VERSION] = version.replaceAll("([^A-Za-z0-9._-])", "\\\\$1");
            hold(tally, world, String.join(":", asked), inside ? Set.of("CVE") : Set.of());
        }
    }

    private static void hold(Tally tally, World world, String cpe, Set<String> expected) {
        Coordinate component = (Coordinate) Coordinate.of("pkg:generic/made@0", cpe);
        tally.hold("cpe", cpe, expected, world.concerning(component));
    }

    private static AdvisoryPublished advisory(CpeRange range) {
        return new AdvisoryPublished(
                NVD,
                Part.WHOLE,
                "nvd",
                "CVE",
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(range));
    }
}
