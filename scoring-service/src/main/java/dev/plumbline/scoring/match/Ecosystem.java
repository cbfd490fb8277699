package dev.plumbline.scoring.match;

import dev.plumbline.scoring.match.UnknownPackage.Reason;
import java.util.Map;

/// The ecosystems of OSV (*OSV schema*, "Defined ecosystems") in the words of purl.
final class Ecosystem {

    /// Ecosystems whose suffix, if any, does not change what a name means: `Packagist` writes the
    /// repository there, `Maven` a repository address.
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("bioconductor", "bioconductor"),
                    Map.entry("bitnami", "bitnami"),
                    Map.entry("conancenter", "conan"),
                    Map.entry("cpan", "cpan"),
                    Map.entry("cran", "cran"),
                    Map.entry("crates.io", "cargo"),
                    Map.entry("ghc", "generic"),
                    Map.entry("github actions", "githubactions"),
                    Map.entry("go", "golang"),
                    Map.entry("hackage", "hackage"),
                    Map.entry("hex", "hex"),
                    Map.entry("julia", "julia"),
                    Map.entry("linux", "generic"),
                    Map.entry("maven", "maven"),
                    Map.entry("npm", "npm"),
                    Map.entry("nuget", "nuget"),
                    Map.entry("opam", "opam"),
                    Map.entry("oss-fuzz", "generic"),
                    Map.entry("packagist", "composer"),
                    Map.entry("pub", "pub"),
                    Map.entry("pypi", "pypi"),
                    Map.entry("rubygems", "gem"),
                    Map.entry("swifturl", "swift"),
                    Map.entry("vscode", "vscode-extension"));

    private Ecosystem() {}

    /// Whether advisories for packages of this type go by the package's name.
    static boolean hasAdvisories(String type) {
        return !type.equals("generic") && TYPES.containsValue(type);
    }

    static PackageIdentity keyOf(String ecosystem, String name) {
        int colon = ecosystem.indexOf(':');
        String base = NameFold.lower(colon < 0 ? ecosystem : ecosystem.substring(0, colon)).strip();
        String suffix = colon < 0 ? "" : ecosystem.substring(colon + 1).strip();
        if (base.equals("git")) {
            return gitKey(name);
        }
        if (base.equals("purl-type")) {
            return PackageKey.folded(NameFold.lower(suffix), "", name);
        }
        String type = TYPES.get(base);
        if (type == null) {
            return Distribution.keyOf(base, suffix, name, ecosystem);
        }
        return switch (type) {
            case "maven" -> mavenKey(name);
            case "swift" -> PackageKey.folded(type, "", withoutGitSuffix(name));
            default -> PackageKey.folded(type, "", name);
        };
    }

    private static PackageIdentity mavenKey(String name) {
        int colon = name.indexOf(':');
        return colon <= 0 || colon == name.length() - 1
                ? new UnknownPackage(name, Reason.NAMELESS)
                : new PackageKey("maven", name.substring(0, colon), name.substring(colon + 1), "");
    }

    /// A repository by its address: `https://github.com/curl/curl.git`.
    private static PackageIdentity gitKey(String url) {
        String path =
                withoutGitSuffix(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        int host = path.indexOf('/');
        if (host <= 0 || host == path.length() - 1) {
            return new UnknownPackage(url, Reason.NAMELESS);
        }
        String type =
                switch (NameFold.lower(path.substring(0, host))) {
                    case "github.com" -> "github";
                    case "bitbucket.org" -> "bitbucket";
                    case "gitlab.com" -> "gitlab";
                    default -> "git";
                };
        return PackageKey.folded(type, "", type.equals("git") ? path : path.substring(host + 1));
    }

    private static String withoutGitSuffix(String url) {
        String path = url.startsWith("https://") ? url.substring("https://".length()) : url;
        return path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
    }
}
