package dev.plumbline.ingest.source.csaf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A product as the tree defines it.
///
/// @param purls in 2.0 at most one
/// @param cpe as written; `null` if there is none
/// @param version of the nearest branch that names one; `null` if none does
/// @param ranged whether that is a range of versions
/// @param component number of the product that this one is about, where it is a product within,
///     with or on another; else -1
/// @param host number of that other one; else -1
record Product(
        String name,
        List<PurlParts> purls,
        @Nullable String cpe,
        @Nullable String version,
        boolean ranged,
        int component,
        int host) {
    Product {
        purls = List.copyOf(purls);
    }
}
