package dev.plumbline.ingest.source.cve;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which ecosystem of OSV a collection of packages is, by the address that CVE records give for it.
final class Collections {
    private Collections() {}

    /// A package by the names of OSV.
    record Named(String ecosystem, String name) {}

    /// @return `null` if the collection is none whose packages have purls, or the name is not one
    ///     of it
    static @Nullable Named packageOf(@Nullable String collection, @Nullable String name) {
        if (collection == null || name == null || name.isBlank()) {
            return null;
        }
        String keeper = keeper(collection);
        if (keeper.equals("maven")) {
            return name.indexOf(':') > 0 ? new Named("Maven", name) : null;
        }
        String ecosystem =
                switch (keeper) {
                    case "npmjs" -> "npm";
                    case "pypi" -> "PyPI";
                    case "crates" -> "crates.io";
                    case "rubygems" -> "RubyGems";
                    case "packagist" -> "Packagist";
                    case "nuget" -> "NuGet";
                    case "hex" -> "Hex";
                    case "pub" -> "Pub";
                    case "pkg.go", "proxy.golang" -> "Go";
                    default -> null;
                };
        if (ecosystem == null) {
            return null;
        }
        return ecosystem.equals("Go")
                ? new Named(ecosystem, module(name))
                : new Named(ecosystem, name);
    }

    /// Go's own database calls its library and its commands so.
    private static String module(String path) {
        int end = path.indexOf('/');
        String first = end < 0 ? path : path.substring(0, end);
        if (first.indexOf('.') >= 0) {
            return path;
        }
        return first.equals("cmd") ? "toolchain" : "stdlib";
    }

    /// Who keeps the collection: the host without its ending and without the names that hosts have
    /// in front, such as `www` and `api`; of everything about Maven just `maven`.
    private static String keeper(String address) {
        int scheme = address.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        int end = address.indexOf('/', from);
        String host =
                address.substring(from, end < 0 ? address.length() : end).toLowerCase(Locale.ROOT);
        if (host.contains("maven")) {
            return "maven";
        }
        int ending = host.lastIndexOf('.');
        String keeper = ending < 0 ? host : host.substring(0, ending);
        for (String front : List.of("www.", "registry.", "api.", "repo.")) {
            if (keeper.startsWith(front)) {
                keeper = keeper.substring(front.length());
            }
        }
        return keeper.equals("pypi.python") ? "pypi" : keeper;
    }
}
