package dev.plumbline.ingest.source.csaf;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The product that a status is really about: of "A as a component of B" it is A, on B.
///
/// @param product the innermost that identifies itself, else the innermost
/// @param platform what it is a component of, or installed on; `null` if nothing
/// @param range `null` if the product has no range of versions, or one that is prose
record Subject(Product product, @Nullable Product platform, @Nullable VersionRange range) {
    /// What can be a version and not the name of a package, which some write there.
    private static final Pattern VERSION = Pattern.compile("[vV]?\\d[\\w.+~:^-]{0,99}");

    static Subject of(ProductTree tree, int number) {
        Product product = tree.product(number);
        Product platform = null;
        while (product.component() >= 0) {
            platform = tree.product(product.host());
            if (!product.purls().isEmpty()) {
                break;
            }
            product = tree.product(product.component());
        }
        while (platform != null && platform.cpe() == null && platform.component() >= 0) {
            platform = tree.product(platform.component());
        }
        String version = product.version();
        return new Subject(
                product,
                platform,
                product.ranged() && version != null ? VersionRange.of(version) : null);
    }

    /// The product's own purls.
    List<PurlParts> packages() {
        return product.purls();
    }

    /// By purl, of the product or else of what it stands in; empty if neither has one.
    List<PurlParts> purls() {
        if (!product.purls().isEmpty() || platform == null) {
            return product.purls();
        }
        return platform.purls();
    }

    boolean isRanged() {
        return product.ranged() && product.version() != null;
    }

    /// The version in a purl of it, else that of its branch; `null` if it has none, or a range.
    @Nullable String version(PurlParts purl) {
        if (purl.version() != null) {
            return purl.version();
        }
        String branch = product.version();
        return branch == null || product.ranged() || !VERSION.matcher(branch).matches()
                ? null
                : branch;
    }
}
