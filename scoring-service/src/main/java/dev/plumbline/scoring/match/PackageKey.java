package dev.plumbline.scoring.match;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.plumbline.scoring.match.UnknownPackage.Reason;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A package under the one name that SBOMs and advisory databases are both brought to.
///
/// Equal keys mean the same package. What is folded, by type:
///
/// * `pypi`: lower case; runs of `-`, `_` and `.` are one `-` (PEP 503).
/// * `golang`: lower case, as the purl specification has it; `namespace/name` is the module path.
/// * `npm`, `composer`, `github`, `nuget`, `hex`, `pub`, `bitnami`, `brew` and a few more: lower
/// case.
/// * `maven`, `cargo`, `gem`, `cran`, `swift` and all others: as written.
/// * `deb`, `apk`, `rpm`: `namespace` is the distribution, `release` its release; the name is that
/// of the *source* package where the distribution's advisories are written for sources (Debian,
/// Ubuntu, Alpine) and the purl tells it.
///
/// npm tells `JSONStream` from `jsonstream` for packages made before 2017; a canonical purl does
/// not, so both are one here: an advisory for the one is shown for the other rather than lost.
///
/// @param type purl type, lower case
/// @param namespace purl namespace, `""` if none
/// @param name purl name, or the whole path where the type has no namespace
/// @param release release of the distribution such as `12`, `22.04`, `3.18` or `pro:18.04`, else
///     `""`
public record PackageKey(String type, String namespace, String name, String release)
        implements PackageIdentity {

    public PackageKey {
        if (type.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("A package has a type and a name");
        }
    }

    /// The package that a purl names; version, qualifiers and subpath that do not matter are left
    /// out.
    public static PackageIdentity fromPurl(String purl) {
        try {
            return of(PurlReading.of(purl));
        } catch (MalformedPackageURLException _) {
            return new UnknownPackage(purl, Reason.MALFORMED_PURL);
        }
    }

    /// The package that an OSV advisory names by ecosystem (with its suffix, such as `Debian:12` or
    /// `Ubuntu:22.04:LTS`) and name.
    public static PackageIdentity fromOsv(String ecosystem, String name) {
        if (name.isBlank()) {
            return new UnknownPackage(ecosystem, Reason.NAMELESS);
        }
        return Ecosystem.keyOf(ecosystem.strip(), name.strip());
    }

    static PackageKey of(PackageURL purl) {
        String type = purl.getType();
        @Nullable String namespace = purl.getNamespace();
        @Nullable Map<String, String> qualifiers = purl.getQualifiers();
        Map<String, String> said = qualifiers == null ? Map.of() : qualifiers;
        if (type.equals("alpine")) {
            type = "apk";
            namespace = "alpine";
        }
        if (Distribution.isDistributed(type)) {
            return Distribution.keyOf(type, namespace, purl.getName(), purl.getVersion(), said);
        }
        String name = purl.getName();
        if (type.equals("golang")) {
            @Nullable String major = goMajorIn(purl.getSubpath());
            name = major == null ? name : name + "/" + major;
        }
        return folded(type, namespace == null ? "" : namespace, name);
    }

    /// Brings type, namespace and name to their one spelling.
    static PackageKey folded(String type, String namespace, String name) {
        String path = namespace.isEmpty() ? name : namespace + "/" + name;
        return switch (type) {
            case "pypi" -> new PackageKey(type, "", NameFold.pep503(path), "");
            case "golang" -> split(type, NameFold.lower(path));
            case "githubactions" -> split("github", NameFold.lower(firstTwo(path)));
            case "github" -> split("github", NameFold.lower(path));
            case "brew",
                    "npm",
                    "composer",
                    "bitbucket",
                    "gitlab",
                    "nuget",
                    "hex",
                    "pub",
                    "bitnami",
                    "conan",
                    "luarocks",
                    "vscode-extension" ->
                    split(type, NameFold.lower(path));
            default -> split(type, path);
        };
    }

    private static PackageKey split(String type, String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 || slash == path.length() - 1
                ? new PackageKey(type, "", path, "")
                : new PackageKey(type, path.substring(0, slash), path.substring(slash + 1), "");
    }

    /// An action may lie deep in its repository (`github/codeql-action/init`): the advisory is the
    /// repository's.
    private static String firstTwo(String path) {
        int first = path.indexOf('/');
        int second = first < 0 ? -1 : path.indexOf('/', first + 1);
        return second < 0 ? path : path.substring(0, second);
    }

    /// Some producers cut the major version off a module path and write it as subpath:
    /// `pkg:golang/github.com/a/b@v2.0.0#v2` is the module `github.com/a/b/v2`.
    private static @Nullable String goMajorIn(@Nullable String subpath) {
        if (subpath == null || subpath.length() < 2 || subpath.charAt(0) != 'v') {
            return null;
        }
        int slash = subpath.indexOf('/');
        String first = slash < 0 ? subpath : subpath.substring(0, slash);
        for (int i = 1; i < first.length(); i++) {
            if (first.charAt(i) < '0' || first.charAt(i) > '9') {
                return null;
            }
        }
        return first;
    }

    /// The same id on every machine and at every replay: 128 bits of SHA-256 over `package`, type,
    /// namespace, name and release, each on its own line.
    public UUID id() {
        return DerivedId.of("package\n" + type + '\n' + namespace + '\n' + name + '\n' + release);
    }

    /// How a person reads it: `maven/org.apache.logging.log4j/log4j-core`, `deb/debian/openssl
    /// (12)`.
    public String text() {
        String path = namespace.isEmpty() ? type + '/' + name : type + '/' + namespace + '/' + name;
        return release.isEmpty() ? path : path + " (" + release + ')';
    }
}
