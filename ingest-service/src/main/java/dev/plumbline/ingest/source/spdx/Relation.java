package dev.plumbline.ingest.source.spdx;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a relationship of two SPDX elements says of components (SPDX 2.3, clause 11.1).
///
/// Its many types come down to few: one element needs the other, holds it, or came of it, or the
/// document describes it. All others (amendments, patches, tests, documentation) say nothing of
/// what a product is made of.
enum Relation {
    /// the left one depends on the right one
    NEEDS,
    /// the right one depends on the left one
    NEEDED_BY,
    /// the left one contains the right one
    HOLDS,
    /// the right one contains the left one
    HELD_BY,
    /// one came of the other
    LINEAGE,
    DESCRIBES,
    DESCRIBED_BY,
    OTHER;

    private static final Map<String, Relation> BY_TYPE = new HashMap<>();

    static {
        name(NEEDS, List.of("DEPENDS_ON", "STATIC_LINK", "DYNAMIC_LINK", "HAS_PREREQUISITE"));
        name(
                NEEDED_BY,
                List.of(
                        "DEPENDENCY_OF",
                        "BUILD_DEPENDENCY_OF",
                        "DEV_DEPENDENCY_OF",
                        "OPTIONAL_DEPENDENCY_OF",
                        "PROVIDED_DEPENDENCY_OF",
                        "RUNTIME_DEPENDENCY_OF",
                        "TEST_DEPENDENCY_OF",
                        "PREREQUISITE_FOR"));
        name(HOLDS, List.of("CONTAINS"));
        name(HELD_BY, List.of("CONTAINED_BY", "OPTIONAL_COMPONENT_OF", "PACKAGE_OF"));
        name(
                LINEAGE,
                List.of(
                        "GENERATES",
                        "GENERATED_FROM",
                        "ANCESTOR_OF",
                        "DESCENDANT_OF",
                        "VARIANT_OF",
                        "COPY_OF",
                        "EXPANDED_FROM_ARCHIVE",
                        "DISTRIBUTION_ARTIFACT"));
        // some tools leave the S out
        name(DESCRIBES, List.of("DESCRIBES", "DESCRIBE"));
        name(DESCRIBED_BY, List.of("DESCRIBED_BY"));
    }

    private static void name(Relation relation, List<String> types) {
        for (String type : types) {
            BY_TYPE.put(type, relation);
            // as RDF writes it: relationshipType_dependsOn
            BY_TYPE.put(type.replace("_", ""), relation);
        }
    }

    /// @param type as JSON and tag-value write it (`DEPENDS_ON`), or as RDF does (`dependsOn`)
    static Relation of(String type) {
        Relation relation = BY_TYPE.get(type);
        return relation != null
                ? relation
                : BY_TYPE.getOrDefault(type.toUpperCase(Locale.ROOT).replace('-', '_'), OTHER);
    }
}
