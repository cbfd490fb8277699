package dev.plumbline.ingest.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Package managers, languages and operating systems in the many ways in which scanners name them,
/// as purls of their packages.
public final class Ecosystems {
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
        boolean grouped = name != null && (name.indexOf(':') > 0 || name.indexOf('/') > 0);
        return "maven".equals(type) && !grouped ? null : PackageUrls.of(type, name, version);
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
        String distribution = words.substring(0, end);
        return switch (distribution) {
            case "debian", "ubuntu" -> PackageUrls.of("deb", distribution, name, version);
            case "alpine", "wolfi", "chainguard" ->
                    PackageUrls.of("apk", distribution, name, version);
            case "redhat", "centos", "fedora", "amazon", "rocky", "alma", "photon" ->
                    PackageUrls.of("rpm", distribution, name, version);
            case "oracle" -> PackageUrls.of("rpm", "oraclelinux", name, version);
            case "opensuse", "suse", "sles" -> PackageUrls.of("rpm", "opensuse", name, version);
            default -> null;
        };
    }
}
