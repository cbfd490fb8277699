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
/// stored and matched once for the whole organisation. The version is kept as written, but for the
/// epoch of a distribution's package, which some producers write as a qualifier and others into the
/// version.
///
/// @param packageKey what it is
/// @param version which one; not blank
public record Coordinate(PackageKey packageKey, String version) implements ComponentIdentity {

    public Coordinate {
        if (version.isBlank()) {
            throw new IllegalArgumentException("A coordinate has a version");
        }
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
        return new Coordinate(key, withEpoch(key, version.strip(), read.getQualifiers()));
    }

    /// The version that a purl carries, whether or not the rest of it can be matched.
    static Optional<String> versionIn(String purl) {
        try {
            PackageURL read = PurlReading.of(purl);
            return Optional.ofNullable(read.getVersion())
                    .map(
                            version ->
                                    withEpoch(
                                            PackageKey.of(read),
                                            version.strip(),
                                            read.getQualifiers()));
        } catch (MalformedPackageURLException _) {
            return Optional.empty();
        }
    }

    private static String withEpoch(
            PackageKey key, String version, @Nullable Map<String, String> qualifiers) {
        if (qualifiers == null || !Distribution.isDistributed(key.type())) {
            return version;
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

    /// The canonical purl of the coordinate: folded names, no qualifiers but `distro` where it
    /// decides.
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
