package dev.plumbline.ingest.source;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Package URLs for scanners that name a component by ecosystem, name and version only.
public final class PackageUrls {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_PART = 500;

    private PackageUrls() {}

    /// A purl that a document gives, as it stands there; `null` if it can't be one.
    public static @Nullable String given(@Nullable String purl) {
        String bare = purl == null ? "" : purl.strip();
        if (bare.length() > LONGEST || !bare.startsWith("pkg:") || bare.indexOf('/') <= 4) {
            return null;
        }
        return bare.chars().anyMatch(c -> c <= ' ') ? null : bare;
    }

    /// A purl of a language's package. Groups, scopes and vendors that stand before the name become
    /// its namespace.
    ///
    /// @param type of purl, such as `npm` or `maven`
    /// @return `null` if the type or the name is missing
    public static @Nullable String of(
            @Nullable String type, @Nullable String name, @Nullable String version) {
        if (type == null || name == null) {
            return null;
        }
        int split = type.equals("maven") ? name.indexOf(':') : -1;
        if (split < 0) {
            split = name.lastIndexOf('/');
        }
        String namespace = split <= 0 ? null : name.substring(0, split);
        return of(type, namespace, name.substring(split + 1), version);
    }

    /// A purl of a package whose namespace is known apart, such as that of a distribution.
    public static @Nullable String of(
            String type,
            @Nullable String namespace,
            @Nullable String name,
            @Nullable String version) {
        if (name == null
                || name.isBlank()
                || breaksRules(type, namespace, name)
                || name.length() > LONGEST_PART
                || (namespace != null && namespace.length() > LONGEST_PART)
                || (version != null && version.length() > LONGEST_PART)) {
            return null;
        }
        try {
            PackageURLBuilder builder =
                    PackageURLBuilder.aPackageURL()
                            .withType(type)
                            .withNamespace(namespace == null ? null : namespace.strip())
                            .withName(name.strip());
            String bare = version == null ? "" : version.strip();
            int colon = type.equals("rpm") ? bare.indexOf(':') : -1;
            if (colon > 0 && bare.substring(0, colon).chars().allMatch(Character::isDigit)) {
                builder.withQualifier("epoch", bare.substring(0, colon));
                bare = bare.substring(colon + 1);
            }
            if (!bare.isEmpty()) {
                builder.withVersion(bare);
            }
            return written(builder.build());
        } catch (MalformedPackageURLException | RuntimeException e) {
            // a name that no purl can hold
            return null;
        }
    }

    /// Whether the type's definition forbids such a name: it would meet no advisory.
    private static boolean breaksRules(String type, @Nullable String namespace, String name) {
        boolean bare = namespace == null || namespace.isBlank();
        return switch (type) {
            case "swift", "vscode-extension" -> bare;
            case "otp", "vcpkg" -> !bare;
            case "cpan" -> name.contains("::");
            default -> false;
        };
    }

    /// The canonical form, in which a colon stands for itself; the library encodes it.
    static String written(PackageURL purl) {
        return purl.canonicalize().replace("%3A", ":");
    }

    /// A purl of a package of an ecosystem in the words of OSV, such as `crates.io` or
    /// `Debian:12`; `null` for an ecosystem without a purl type.
    public static @Nullable String ofEcosystem(
            @Nullable String ecosystem, @Nullable String name, @Nullable String version) {
        if (ecosystem == null || name == null) {
            return null;
        }
        int suffix = ecosystem.indexOf(':');
        String bare = suffix < 0 ? ecosystem : ecosystem.substring(0, suffix);
        return switch (bare.strip().toLowerCase(Locale.ROOT)) {
            case "npm" -> of("npm", name, version);
            case "go" -> of("golang", name, golang(name, version));
            case "crates.io" -> of("cargo", name, version);
            case "pypi" -> of("pypi", name, version);
            case "maven" -> of("maven", name, version);
            case "rubygems" -> of("gem", name, version);
            case "nuget" -> of("nuget", name, version);
            case "packagist" -> of("composer", name, version);
            case "hex" -> of("hex", name, version);
            case "pub" -> of("pub", name, version);
            case "swifturl" -> of("swift", name, version);
            case "conancenter" -> of("conan", name, version);
            case "cran" -> of("cran", name, version);
            case "hackage" -> of("hackage", name, version);
            case "github actions" -> of("githubactions", name, version);
            case "bitnami" -> of("bitnami", name, version);
            case "debian" -> of("deb", "debian", name, version);
            case "ubuntu" -> of("deb", "ubuntu", name, version);
            case "alpine" -> of("apk", "alpine", name, version);
            case "wolfi" -> of("apk", "wolfi", name, version);
            case "chainguard" -> of("apk", "chainguard", name, version);
            case "red hat" -> of("rpm", "redhat", name, version);
            case "rocky linux" -> of("rpm", "rocky", name, version);
            case "almalinux" -> of("rpm", "almalinux", name, version);
            case "suse" -> of("rpm", "suse", name, version);
            case "opensuse" -> of("rpm", "opensuse", name, version);
            default -> null;
        };
    }

    /// Go's own tools write `v1.2.3`, OSV leaves the letter out; purls of modules have it.
    private static @Nullable String golang(String name, @Nullable String version) {
        boolean bare =
                version != null
                        && !version.isEmpty()
                        && Character.isDigit(version.charAt(0))
                        && !name.equals("stdlib")
                        && !name.equals("toolchain");
        return bare ? "v" + version : version;
    }
}
