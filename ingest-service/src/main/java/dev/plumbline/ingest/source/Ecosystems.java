package dev.plumbline.ingest.source;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Package ecosystems in the many ways in which scanners name them, as purls.
public final class Ecosystems {
    private static final int LONGEST = 1_000;

    private Ecosystems() {}

    /// The purl type of an ecosystem, package manager or language, such as `golang` of `gomod`;
    /// `null` if it is not known.
    public static @Nullable String typeOf(@Nullable String ecosystem) {
        return switch (ecosystem == null ? "" : ecosystem.strip().toLowerCase(Locale.ROOT)) {
            case "npm", "yarn", "pnpm", "nodejs", "node", "javascript" -> "npm";
            case "pypi", "pip", "pipenv", "poetry", "uv", "setuptools", "python" -> "pypi";
            case "gem", "rubygems", "bundler", "ruby" -> "gem";
            case "golang", "go", "gomod" -> "golang";
            case "maven", "gradle", "sbt", "java" -> "maven";
            case "cargo", "crates.io", "rust" -> "cargo";
            case "composer", "packagist", "php" -> "composer";
            case "nuget", ".net", "dotnet" -> "nuget";
            case "conan" -> "conan";
            case "pub", "dart" -> "pub";
            case "hex", "erlang", "elixir" -> "hex";
            case "cocoapods" -> "cocoapods";
            case "swift", "swiftpm", "swifturl" -> "swift";
            default -> null;
        };
    }

    /// The purl of a package by its full name, such as `org.apache.logging.log4j:log4j-core` or
    /// `@babel/core`; `null` if the ecosystem is not known or the name is none of it.
    public static @Nullable String purl(
            @Nullable String ecosystem, @Nullable String name, @Nullable String version) {
        String type = typeOf(ecosystem);
        String full = Texts.shortened(name, LONGEST);
        if (type == null || full == null) {
            return null;
        }
        int cut =
                type.equals("maven") && full.indexOf(':') >= 0
                        ? full.indexOf(':')
                        : type.equals("pypi") ? -1 : full.lastIndexOf('/');
        String namespace = cut <= 0 ? null : full.substring(0, cut);
        if (namespace == null && type.equals("maven")) {
            return null;
        }
        return purl(type, namespace, full.substring(cut + 1), version);
    }

    /// The purl of a package of an operating system, such as `debian:9.4` or `alpine 3.19`; `null`
    /// if the system is not known.
    public static @Nullable String purlOfSystem(
            @Nullable String system, @Nullable String name, @Nullable String version) {
        String words = system == null ? "" : system.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < words.length() && Character.isLetter(words.charAt(end))) {
            end++;
        }
        String bare = Texts.shortened(name, LONGEST);
        if (bare == null) {
            return null;
        }
        String distribution = words.substring(0, end);
        return switch (distribution) {
            case "debian", "ubuntu" -> purl("deb", distribution, bare, version);
            case "alpine", "wolfi", "chainguard" -> purl("apk", distribution, bare, version);
            case "redhat", "centos", "fedora", "amazon", "rocky", "alma", "photon" ->
                    purl("rpm", distribution, bare, version);
            case "oracle" -> purl("rpm", "oraclelinux", bare, version);
            case "opensuse", "suse", "sles" -> purl("rpm", "opensuse", bare, version);
            default -> null;
        };
    }

    private static @Nullable String purl(
            String type, @Nullable String namespace, String name, @Nullable String version) {
        try {
            return new PackageURL(type, namespace, name, Texts.shortened(version, 200), null, null)
                    .canonicalize();
        } catch (MalformedPackageURLException e) {
            return null;
        }
    }
}
