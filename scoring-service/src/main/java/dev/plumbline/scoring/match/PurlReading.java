package dev.plumbline.scoring.match;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a purl as its specification and the definition of its type have it, where the library
/// does not know the type's rules.
///
/// What a type's definition forbids is refused where the purl could otherwise never meet an
/// advisory, and nobody would be told: a Swift package without its repository, a Perl module in
/// place of a distribution. What only is written carelessly is read: an npm scope with a bare `@`,
/// qualifiers in capitals, a Julia package without its UUID.
final class PurlReading {

    /// Chrome's extensions are numbered with the letters `a` to `p`, their versions with at most
    /// four numbers.
    private static final Pattern CHROME_NAME = Pattern.compile("[a-p]{32}");

    private static final Pattern CHROME_VERSION = Pattern.compile("\\d+(\\.\\d+){0,3}");

    private PurlReading() {}

    static PackageURL of(String purl) throws MalformedPackageURLException {
        PackageURL read = new PackageURL(withScopeEncoded(purl.strip()));
        @Nullable String fault = fault(read);
        if (fault != null) {
            throw new MalformedPackageURLException(fault);
        }
        return folded(read);
    }

    /// The `@` of an npm scope is often written bare, where the library looks for a version.
    private static String withScopeEncoded(String purl) throws MalformedPackageURLException {
        int end = endOfPath(purl);
        int scope = purl.indexOf("/@");
        if (scope < 0 || scope >= end) {
            return purl;
        }
        int name = purl.indexOf('/', scope + 2);
        if (name < 0 || name >= end) {
            throw new MalformedPackageURLException("A version, and no name before it");
        }
        return purl.substring(0, scope) + "/%40" + purl.substring(scope + 2);
    }

    private static int endOfPath(String purl) {
        for (int i = 0; i < purl.length(); i++) {
            if (purl.charAt(i) == '?' || purl.charAt(i) == '#') {
                return i;
            }
        }
        return purl.length();
    }

    private static @Nullable String fault(PackageURL read) {
        @Nullable String namespace = read.getNamespace();
        @Nullable String version = read.getVersion();
        return switch (read.getType()) {
            case "swift", "vscode-extension" ->
                    namespace == null ? "No namespace where the type needs one" : null;
            case "otp", "vcpkg" -> namespace == null ? null : "A namespace where the type has none";
            case "cpan" ->
                    read.getName().contains("::") ? "A module in place of its distribution" : null;
            case "chrome-extension" -> {
                boolean named = CHROME_NAME.matcher(read.getName()).matches();
                boolean versioned = version == null || CHROME_VERSION.matcher(version).matches();
                yield named && versioned ? null : "Not an extension's id and version";
            }
            default -> null;
        };
    }

    private static PackageURL folded(PackageURL read) throws MalformedPackageURLException {
        return switch (read.getType()) {
            case "brew" -> withNameInLowerCase(read);
            case "git" -> isOfGitHub(read) ? withNameInLowerCase(read) : read;
            case "mlflow" -> isOfDatabricks(read) ? withNameInLowerCase(read) : read;
            case "huggingface" -> {
                @Nullable String commit = read.getVersion();
                yield commit == null
                        ? read
                        : with(read, read.getNamespace(), read.getName(), NameFold.lower(commit));
            }
            default -> read;
        };
    }

    private static boolean isOfGitHub(PackageURL read) {
        @Nullable String namespace = read.getNamespace();
        String host = namespace == null ? "" : NameFold.lower(namespace);
        return host.startsWith("github/") || host.startsWith("github.com/");
    }

    /// Databricks does not tell capitals in the names of models, Azure does.
    private static boolean isOfDatabricks(PackageURL read) {
        @Nullable Map<String, String> qualifiers = read.getQualifiers();
        return qualifiers != null
                && qualifiers.getOrDefault("repository_url", "").contains("databricks");
    }

    private static PackageURL withNameInLowerCase(PackageURL read)
            throws MalformedPackageURLException {
        @Nullable String namespace = read.getNamespace();
        return with(
                read,
                namespace == null ? null : NameFold.lower(namespace),
                NameFold.lower(read.getName()),
                read.getVersion());
    }

    private static PackageURL with(
            PackageURL read, @Nullable String namespace, String name, @Nullable String version)
            throws MalformedPackageURLException {
        @Nullable Map<String, String> qualifiers = read.getQualifiers();
        return new PackageURL(
                read.getType(),
                namespace,
                name,
                version,
                qualifiers == null ? null : new TreeMap<>(qualifiers),
                read.getSubpath());
    }
}
