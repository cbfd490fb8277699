package dev.plumbline.ingest.source.sarif;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.ingest.source.PackageUrls;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which known vulnerability of which component a result of a scanner of components is.
///
/// SARIF has no place for either. Names of vulnerabilities stand in the rule's id (Grype and Trivy
/// put the package beside it), in its earlier ids (OSV-Scanner), its tags (govulncheck) or its
/// description (Snyk); purls in the properties (Grype) or as the name of the logical location
/// (Dependency-Check). Snyk's logical location is `name@version`, its tags name the ecosystem.
final class KnownFlaws {
    private static final Pattern NAMES =
            Pattern.compile(
                    "CVE-\\d{4}-\\d{4,10}"
                            + "|GHSA(-[a-z0-9]{4}){3}"
                            + "|(GO|RUSTSEC|PYSEC|MAL|OSV|GMS|BDSA)-\\d{4}-\\d{1,10}"
                            + "|SNYK-[A-Z0-9.]{1,40}-[A-Z0-9.]{1,80}-\\d{1,12}",
                    Pattern.CASE_INSENSITIVE);
    private static final int MOST_NAMES = 20;

    private KnownFlaws() {}

    /// `null` if the rule names no vulnerability.
    static @Nullable KnownFlaw of(Rule rule, Result result) {
        Set<String> names = new LinkedHashSet<>();
        collect(rule.id(), names);
        rule.otherIds().forEach(id -> collect(id, names));
        rule.tags().forEach(tag -> collect(tag, names));
        if (names.isEmpty() && rule.title() != null) {
            collect(rule.title(), names);
        }
        if (names.isEmpty()) {
            return null;
        }
        String purl = result.purl() != null ? result.purl() : rule.purl();
        return new KnownFlaw(List.copyOf(names), purl != null ? purl : ofTags(rule, result), null);
    }

    private static void collect(String text, Set<String> names) {
        if (text.indexOf('-') < 0) {
            return;
        }
        Matcher found = NAMES.matcher(text);
        while (names.size() < MOST_NAMES && found.find()) {
            String name = found.group();
            names.add(
                    name.regionMatches(true, 0, "GHSA", 0, 4)
                            ? "GHSA" + name.substring(4).toLowerCase(Locale.ROOT)
                            : name.toUpperCase(Locale.ROOT));
        }
    }

    private static @Nullable String ofTags(Rule rule, Result result) {
        String component = result.component();
        int at = component == null ? -1 : component.lastIndexOf('@');
        if (component == null || at <= 0) {
            return null;
        }
        for (String tag : rule.tags()) {
            String type =
                    switch (tag) {
                        case "npm", "yarn", "pnpm" -> "npm";
                        case "maven", "gradle", "sbt" -> "maven";
                        case "pip", "pipenv", "poetry" -> "pypi";
                        case "rubygems" -> "gem";
                        case "nuget" -> "nuget";
                        case "golangdep", "govendor", "gomodules", "golang" -> "golang";
                        case "composer" -> "composer";
                        case "cocoapods" -> "cocoapods";
                        case "cargo" -> "cargo";
                        default -> null;
                    };
            if (type != null) {
                return PackageUrls.of(
                        type, component.substring(0, at), component.substring(at + 1));
            }
        }
        return null;
    }
}
