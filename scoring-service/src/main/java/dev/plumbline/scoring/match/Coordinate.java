package dev.plumbline.scoring.match;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.plumbline.scoring.match.UnmatchableComponent.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A component as matching sees it: package, version and nothing else.
///
/// Two purls that differ only in what does not decide whether an advisory concerns them
/// (architecture, checksums, download address, packaging, subpath, spelling) are one coordinate,
/// stored and matched once for the whole organisation. The version is kept as written, but for a
/// distribution's package: its epoch, which some producers write as a qualifier and others into the
/// version, and the version of the source package where advisories go by that.
///
/// @param packageKey what it is
/// @param version which one; not blank
/// @param cpe its CPE, where advisories go by that alone: for a package of a system with advisories
///     of its own it is left out, because those know better what its versions mean
public record Coordinate(PackageKey packageKey, String version, @Nullable CpeName cpe)
        implements ComponentIdentity {

    public Coordinate {
        if (version.isBlank()) {
            throw new IllegalArgumentException("A coordinate has a version");
        }
    }

    /// One without CPE.
    public Coordinate(PackageKey packageKey, String version) {
        this(packageKey, version, null);
    }

    /// Reads what a document says of a component.
    ///
    /// @param cpe of 2.2 or 2.3; one that can't be read does not count
    public static ComponentIdentity of(String purl, @Nullable String cpe) {
        ComponentIdentity identity = fromPurl(purl);
        CpeName name = cpe == null ? null : CpeName.read(cpe);
        if (name == null) {
            return identity;
        }
        return switch (identity) {
            case Coordinate component ->
                    component.cpe == null && takesCpe(component.packageKey)
                            ? new Coordinate(component.packageKey, component.version, name)
                            : component;
            case UnmatchableComponent component -> {
                PackageKey key = component.packageKey();
                String version = name.version();
                yield key != null && version != null && takesCpe(key)
                        ? new Coordinate(key, version, name)
                        : component;
            }
        };
    }

    private static boolean takesCpe(PackageKey key) {
        return !Distribution.isDistributed(key.type()) && !Ecosystem.hasAdvisories(key.type());
    }

    /// Reads the purl of a component.
    public static ComponentIdentity fromPurl(String purl) {
        PackageURL read;
        try {
            read = PurlReading.of(purl);
        } catch (MalformedPackageURLException _) {
            return new UnmatchableComponent(purl, Reason.MALFORMED_PURL, null);
        }
        PackageKey key = PackageKey.of(read);
        @Nullable String version = read.getVersion();
        if (version == null || version.isBlank()) {
            return new UnmatchableComponent(purl, Reason.NO_VERSION, key);
        }
        if (key.release().isEmpty() && Distribution.needsRelease(key)) {
            return new UnmatchableComponent(purl, Reason.NO_DISTRO_RELEASE, key);
        }
        @Nullable Map<String, String> qualifiers = read.getQualifiers();
        String cpe = qualifiers == null ? null : qualifiers.get(CpeName.TYPE);
        return new Coordinate(
                key,
                versionOf(key, version.strip(), qualifiers),
                cpe == null || !takesCpe(key) ? null : CpeName.read(cpe));
    }

    /// The version that a purl carries, whether or not the rest of it can be matched.
    static Optional<String> versionIn(String purl) {
        try {
            PackageURL read = PurlReading.of(purl);
            return Optional.ofNullable(read.getVersion())
                    .map(
                            version ->
                                    versionOf(
                                            PackageKey.of(read),
                                            version.strip(),
                                            read.getQualifiers()));
        } catch (MalformedPackageURLException _) {
            return Optional.empty();
        }
    }

    private static String versionOf(
            PackageKey key, String version, @Nullable Map<String, String> qualifiers) {
        if (qualifiers == null || !Distribution.isDistributed(key.type())) {
            return version;
        }
        String source = Distribution.sourceVersionOf(key, qualifiers);
        if (source != null) {
            return source;
        }
        String epoch = qualifiers.getOrDefault("epoch", "").strip();
        boolean written = version.indexOf(':') >= 0;
        return epoch.isEmpty() || epoch.equals("0") || written ? version : epoch + ':' + version;
    }

    /// The same id on every machine and at every replay: 128 bits of SHA-256 over `coordinate` and
    /// the canonical purl.
    public UUID id() {
        return DerivedId.of("coordinate\n" + purl());
    }

    /// The canonical purl of the coordinate: folded names, no qualifiers but `distro` or `cpe`
    /// where they decide.
    public String purl() {
        StringBuilder purl = new StringBuilder("pkg:").append(packageKey.type()).append('/');
        if (!packageKey.namespace().isEmpty()) {
            for (String segment : packageKey.namespace().split("/", -1)) {
                purl.append(encoded(segment)).append('/');
            }
        }
        purl.append(encoded(packageKey.name())).append('@').append(encoded(version));
        if (!packageKey.release().isEmpty()) {
            purl.append("?distro=").append(encoded(packageKey.release()));
        }
        if (cpe != null) {
            purl.append(packageKey.release().isEmpty() ? '?' : '&');
            purl.append("cpe=").append(encoded(cpe.text()));
        }
        return purl.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%3A", ":");
    }
}
