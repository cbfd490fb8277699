package dev.plumbline.ingest.source.trivy;

import dev.plumbline.ingest.source.PackageUrls;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Trivy's own types of targets in the words of package URLs, for reports that are older than its
/// purls.
final class Packages {
    private Packages() {}

    /// Whether the type is a distribution.
    static boolean isSystem(@Nullable String type) {
        return type != null && distribution(type) != null;
    }

    static @Nullable String purl(
            @Nullable String type, @Nullable String name, @Nullable String version) {
        if (type == null || name == null) {
            return null;
        }
        String distribution = distribution(type);
        if (distribution != null) {
            String namespace = type.toLowerCase(Locale.ROOT);
            return PackageUrls.of(distribution, namespace, name, version);
        }
        return PackageUrls.of(language(type), name, version);
    }

    private static @Nullable String distribution(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "alpine", "wolfi", "chainguard", "minimos" -> "apk";
            case "debian", "ubuntu", "echo" -> "deb";
            case "alma",
                    "amazon",
                    "azurelinux",
                    "bottlerocket",
                    "cbl-mariner",
                    "centos",
                    "fedora",
                    "opensuse",
                    "opensuse.leap",
                    "opensuse.tumbleweed",
                    "opensuse-leap",
                    "opensuse-tumbleweed",
                    "oracle",
                    "photon",
                    "redhat",
                    "rocky",
                    "slem",
                    "sles",
                    "suse linux enterprise server" ->
                    "rpm";
            default -> null;
        };
    }

    private static @Nullable String language(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "npm", "yarn", "pnpm", "bun", "node-pkg", "javascript" -> "npm";
            case "pip", "pipenv", "poetry", "uv", "pylock", "python-pkg" -> "pypi";
            case "jar", "pom", "gradle", "sbt" -> "maven";
            case "gomod", "gobinary" -> "golang";
            case "cargo", "rustbinary", "rust-binary" -> "cargo";
            case "composer", "composer-vendor" -> "composer";
            case "bundler", "gemspec" -> "gem";
            case "nuget", "nuget-config", "dotnet-core", "packages-props" -> "nuget";
            case "conda-pkg", "conda-environment" -> "conda";
            case "conan" -> "conan";
            case "cocoapods" -> "cocoapods";
            case "swift" -> "swift";
            case "hex" -> "hex";
            case "pub" -> "pub";
            case "julia" -> "julia";
            default -> null;
        };
    }
}
