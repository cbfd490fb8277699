package dev.plumbline.scoring.match;

import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.scoring.match.Verdict.NotAffected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Versions of a product that an advisory knows by CPE, as NVD and CVE records write them.
///
/// CPE has no order of versions of its own; they are laid out by that of Maven, which reads any
/// text: numbers by value, `alpha`, `beta` and `rc` before the release, any other word or letter
/// after it (`1.0.2` before `1.0.2k`).
///
/// The text is the CPE with its version left open and the versions as VERS, a space between:
/// `cpe:2.3:a:haxx:curl:*:*:*:*:*:*:*:* vers:cpe/>=7.69.0|<8.4.0`.
///
/// @param pattern product and edition
/// @param versions which of its versions
public record AffectedProduct(CpeName pattern, AffectedVersions versions) implements Affected {

    private static final String PREFIX = "cpe:2.3:";

    /// One for each product and edition, in the order of the advisory; what names no product, or no
    /// version that could be held against one, is left out.
    static List<AffectedProduct> of(List<CpeRange> ranges) {
        Map<CpeName, AffectedVersions> byProduct = new LinkedHashMap<>();
        for (CpeRange range : ranges) {
            CpeName name = CpeName.read(range.cpe());
            AffectedVersions versions = name == null ? null : versions(name, range);
            if (name != null && versions != null) {
                byProduct.merge(name.withoutVersion(), versions, AffectedVersions::and);
            }
        }
        List<AffectedProduct> products = new ArrayList<>(byProduct.size());
        byProduct.forEach((name, versions) -> products.add(new AffectedProduct(name, versions)));
        return products;
    }

    private static @Nullable AffectedVersions versions(CpeName name, CpeRange range) {
        String start = range.startIncluding();
        String after = range.startExcluding();
        String end = range.endIncluding();
        String before = range.endExcluding();
        boolean bounded = start != null || after != null || end != null || before != null;
        if (!bounded) {
            String own = name.version();
            if (own != null) {
                return AffectedVersions.of(CpeName.TYPE, List.of(), List.of(own));
            }
            return name.isWithoutVersion()
                    ? null
                    : AffectedVersions.of(CpeName.TYPE, List.of(Interval.ALL), Set.of(), List.of());
        }
        List<String> bounds = new ArrayList<>(2);
        add(bounds, ">=", start);
        add(bounds, ">", start == null ? after : null);
        add(bounds, "<=", before == null ? end : null);
        add(bounds, "<", before);
        String constraints = bounds.isEmpty() ? "*" : String.join("|", bounds);
        return AffectedVersions.parse("vers:" + CpeName.TYPE + '/' + constraints);
    }

    private static void add(List<String> bounds, String comparator, @Nullable String version) {
        if (version != null && !version.isBlank()) {
            bounds.add(comparator + VersText.encoded(version));
        }
    }

    static boolean isText(String text) {
        return text.startsWith(PREFIX);
    }

    static AffectedProduct parse(String text) {
        int space = text.indexOf(" vers:");
        CpeName pattern = space < 0 ? null : CpeName.read(text.substring(0, space));
        if (pattern == null) {
            throw new IllegalArgumentException("Not a product and its versions: " + text);
        }
        return new AffectedProduct(pattern, AffectedVersions.parse(text.substring(space + 1)));
    }

    @Override
    public String text() {
        return pattern.text() + ' ' + versions.text();
    }

    /// Holds a component against the affected versions; one without a CPE is of no such product.
    Verdict test(Coordinate component) {
        CpeName name = component.cpe();
        if (name == null || !pattern.covers(name)) {
            return new NotAffected();
        }
        String own = name.version();
        return switch (versions.test(own == null ? component.version() : own)) {
            case Verdict.Affected(String rule, List<String> fixedIn) ->
                    new Verdict.Affected(pattern.text() + ' ' + rule, fixedIn);
            case Verdict other -> other;
        };
    }
}
