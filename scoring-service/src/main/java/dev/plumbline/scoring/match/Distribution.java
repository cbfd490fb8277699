package dev.plumbline.scoring.match;

import dev.plumbline.scoring.match.UnknownPackage.Reason;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Linux distributions: their name in OSV, in the namespace of a purl and in its `distro`
/// qualifier, and how much of a release number tells releases with advisories of their own apart.
///
/// @param type purl type of the packages
/// @param namespace purl namespace
/// @param grain how many numbers of the release count: `debian-12.4` is 12, `alpine-3.18.4` is
///     3.18; 0 for a distribution without releases
/// @param names whether advisories are written for source packages or for binary ones
record Distribution(String type, String namespace, int grain, Names names) {

    /// What the name in an advisory stands for.
    enum Names {
        SOURCE,
        BINARY
    }

    private static final Map<String, Distribution> BY_OSV =
            Map.ofEntries(
                    Map.entry("almalinux", new Distribution("rpm", "almalinux", 1, Names.BINARY)),
                    Map.entry("alpaquita", new Distribution("apk", "alpaquita", 2, Names.SOURCE)),
                    Map.entry("alpine", new Distribution("apk", "alpine", 2, Names.SOURCE)),
                    Map.entry(
                            "azure linux", new Distribution("rpm", "azurelinux", 1, Names.BINARY)),
                    Map.entry("chainguard", new Distribution("apk", "chainguard", 0, Names.SOURCE)),
                    Map.entry("debian", new Distribution("deb", "debian", 1, Names.SOURCE)),
                    Map.entry("mageia", new Distribution("rpm", "mageia", 1, Names.SOURCE)),
                    Map.entry("minimos", new Distribution("apk", "minimos", 0, Names.SOURCE)),
                    Map.entry("openeuler", new Distribution("rpm", "openeuler", 9, Names.BINARY)),
                    Map.entry("opensuse", new Distribution("rpm", "opensuse", 2, Names.BINARY)),
                    Map.entry("photon os", new Distribution("rpm", "photon", 1, Names.BINARY)),
                    Map.entry("red hat", new Distribution("rpm", "redhat", 1, Names.BINARY)),
                    Map.entry("rocky linux", new Distribution("rpm", "rocky", 1, Names.BINARY)),
                    Map.entry("suse", new Distribution("rpm", "suse", 2, Names.BINARY)),
                    Map.entry("ubuntu", new Distribution("deb", "ubuntu", 2, Names.SOURCE)),
                    Map.entry("wolfi", new Distribution("apk", "wolfi", 0, Names.SOURCE)));

    /// Namespaces and prefixes of the `distro` qualifier as producers write them.
    private static final Map<String, String> SPELLINGS =
            Map.ofEntries(
                    Map.entry("alma", "almalinux"),
                    Map.entry("azurelinux", "azure linux"),
                    // rebuilt from the same sources, under the same versions
                    Map.entry("centos", "red hat"),
                    Map.entry("mariner", "azure linux"),
                    Map.entry("opensuse-leap", "opensuse"),
                    Map.entry("opensuse-tumbleweed", "opensuse"),
                    Map.entry("photon", "photon os"),
                    Map.entry("redhat", "red hat"),
                    Map.entry("rhel", "red hat"),
                    Map.entry("rocky", "rocky linux"),
                    Map.entry("rockylinux", "rocky linux"),
                    Map.entry("rocky-linux", "rocky linux"),
                    Map.entry("sles", "suse"),
                    Map.entry("sled", "suse"));

    /// Code names, which the purl specification itself uses (`distro=jessie`).
    private static final Map<String, String> CODE_NAMES =
            Map.ofEntries(
                    Map.entry("wheezy", "7"),
                    Map.entry("jessie", "8"),
                    Map.entry("stretch", "9"),
                    Map.entry("buster", "10"),
                    Map.entry("bullseye", "11"),
                    Map.entry("bookworm", "12"),
                    Map.entry("trixie", "13"),
                    Map.entry("forky", "14"),
                    Map.entry("trusty", "14.04"),
                    Map.entry("xenial", "16.04"),
                    Map.entry("bionic", "18.04"),
                    Map.entry("focal", "20.04"),
                    Map.entry("jammy", "22.04"),
                    Map.entry("mantic", "23.10"),
                    Map.entry("noble", "24.04"),
                    Map.entry("oracular", "24.10"),
                    Map.entry("plucky", "25.04"),
                    Map.entry("questing", "25.10"));

    private static final String ROLLING_SUSE = "tumbleweed";
    private static final Pattern ENTERPRISE_LINUX = Pattern.compile("[._+]el(\\d{1,2})(?!\\d)");
    private static final Pattern DEBIAN_UPDATE = Pattern.compile("[+~]deb(\\d{1,2})u\\d");

    /// An update that only those get who pay for Ubuntu Pro; its advisories are written apart.
    private static final Pattern EXTENDED_UPDATE = Pattern.compile("[+~]esm\\d");

    private static final Pattern UBUNTU_UPDATE =
            Pattern.compile("ubuntu\\d+\\.(\\d{2}\\.\\d{2})(?!\\d)");

    /// Purl types whose packages are a distribution's: the release is part of what a package is.
    static boolean isDistributed(String type) {
        return type.equals("deb") || type.equals("rpm") || type.equals("apk");
    }

    /// Whether advisories for such a package are written a release, so that one without its release
    /// can't be matched.
    static boolean needsRelease(PackageKey key) {
        if (!isDistributed(key.type())) {
            return false;
        }
        Distribution known = named(key.namespace());
        return known != null && known.grain > 0;
    }

    /// A package from its purl.
    static PackageKey keyOf(
            String type,
            @Nullable String namespace,
            String name,
            @Nullable String version,
            Map<String, String> qualifiers) {
        String distro = NameFold.lower(qualifiers.getOrDefault("distro", "")).strip();
        Distribution distribution = namespace == null ? null : named(NameFold.lower(namespace));
        if (distribution == null) {
            distribution = ofQualifier(distro);
        }
        boolean foldsCase = !type.equals("rpm");
        if (distribution == null) {
            String vendor = namespace == null ? "" : NameFold.lower(namespace);
            return new PackageKey(type, vendor, foldsCase ? NameFold.lower(name) : name, distro);
        }
        String subject = name;
        if (distribution.names == Names.SOURCE) {
            subject = sourceOf(qualifiers.getOrDefault("upstream", ""), name);
        }
        String release =
                distro.isEmpty()
                        ? distribution.releaseTagIn(version)
                        : distribution.releaseIn(distro);
        boolean extended =
                distribution.namespace.equals("ubuntu")
                        && version != null
                        && EXTENDED_UPDATE.matcher(version).find()
                        && !release.isEmpty();
        return new PackageKey(
                type,
                distribution.namespace,
                foldsCase ? NameFold.lower(subject) : subject,
                extended ? "pro:" + release : release);
    }

    /// The version of the source package, where advisories are written for that and the purl tells
    /// it: binary packages of one source have versions of their own (`libgcc1` 1:8.3.0-6 is of
    /// `gcc-8` 8.3.0-6).
    static @Nullable String sourceVersionOf(PackageKey key, Map<String, String> qualifiers) {
        Distribution distribution = named(key.namespace());
        String upstream = qualifiers.getOrDefault("upstream", "");
        int at = upstream.indexOf('@');
        boolean told = at > 0 && at < upstream.length() - 1 && upstream.indexOf(',') < 0;
        return distribution != null && distribution.names == Names.SOURCE && told
                ? upstream.substring(at + 1).strip()
                : null;
    }

    /// Where the purl does not tell the release, the version may: builders of Red Hat's family
    /// write it into every one (`1.1.1k-9.el8_6`), Debian and Ubuntu into their security updates
    /// (`3.0.11-1~deb12u2`, `1.18.0-0ubuntu0.22.04.1`).
    private String releaseTagIn(@Nullable String version) {
        Pattern tag =
                switch (namespace) {
                    case "redhat", "almalinux", "rocky" -> ENTERPRISE_LINUX;
                    case "debian" -> DEBIAN_UPDATE;
                    case "ubuntu" -> UBUNTU_UPDATE;
                    default -> null;
                };
        if (tag == null || version == null) {
            return "";
        }
        Matcher found = tag.matcher(version);
        return found.find() ? found.group(1) : "";
    }

    /// A package from an advisory of OSV.
    static PackageIdentity keyOf(String base, String suffix, String name, String ecosystem) {
        Distribution distribution = BY_OSV.get(base);
        if (distribution == null) {
            return new UnknownPackage(ecosystem, Reason.UNKNOWN_ECOSYSTEM);
        }
        String subject = distribution.type.equals("rpm") ? name : NameFold.lower(name);
        return new PackageKey(
                distribution.type,
                distribution.namespace,
                subject,
                distribution.releaseOfOsv(NameFold.lower(suffix)));
    }

    private static @Nullable Distribution named(String name) {
        return BY_OSV.get(SPELLINGS.getOrDefault(name, name));
    }

    /// `debian-12.4`, `opensuse-leap-15.5`, `jammy`.
    private static @Nullable Distribution ofQualifier(String distro) {
        String codeName = CODE_NAMES.get(distro);
        if (codeName != null) {
            return named(codeName.indexOf('.') < 0 ? "debian" : "ubuntu");
        }
        for (int dash = distro.length(); dash > 0; dash = distro.lastIndexOf('-', dash - 1)) {
            Distribution found = named(distro.substring(0, dash));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String releaseIn(String distro) {
        if (grain == 0 || distro.isEmpty()) {
            return "";
        }
        if (distro.contains(ROLLING_SUSE)) {
            return ROLLING_SUSE;
        }
        String codeName = CODE_NAMES.get(distro);
        if (codeName != null) {
            return codeName;
        }
        int digit = 0;
        while (digit < distro.length() && !Character.isDigit(distro.charAt(digit))) {
            digit++;
        }
        if (digit == distro.length()) {
            int dash = distro.lastIndexOf('-');
            String word = distro.substring(dash + 1);
            return named(distro) == null ? CODE_NAMES.getOrDefault(word, word) : "";
        }
        return firstNumbers(distro.substring(digit));
    }

    /// The suffix of an OSV ecosystem: `12`, `v3.18`, `22.04:LTS`, `Pro:18.04:LTS`,
    /// `enterprise_linux:8::baseos`, `Leap 15.5`, `Linux Enterprise Server 15 SP3`.
    private String releaseOfOsv(String suffix) {
        if (suffix.isEmpty() || grain == 0) {
            return "";
        }
        return switch (namespace) {
            case "alpine", "alpaquita" ->
                    firstNumbers(suffix.startsWith("v") ? suffix.substring(1) : suffix);
            case "ubuntu" ->
                    suffix.endsWith(":lts") ? suffix.substring(0, suffix.length() - 4) : suffix;
            case "redhat" ->
                    suffix.startsWith("enterprise_linux:")
                            ? firstNumbers(suffix.substring("enterprise_linux:".length()))
                            : suffix;
            case "opensuse" ->
                    suffix.startsWith("leap ") ? suffix.substring("leap ".length()) : suffix;
            case "suse" ->
                    suffix.startsWith("linux enterprise server ")
                            ? servicePack(suffix.substring("linux enterprise server ".length()))
                            : suffix;
            default -> Character.isDigit(suffix.charAt(0)) ? firstNumbers(suffix) : suffix;
        };
    }

    private static String servicePack(String release) {
        return release.replaceFirst(" sp(?=\\d)", ".").replace("-ltss", "");
    }

    private String firstNumbers(String release) {
        int end = 0;
        int dots = 0;
        while (end < release.length()) {
            char c = release.charAt(end);
            if (c == '.' && ++dots == grain) {
                break;
            }
            if (c == ':'
                    || c == ' '
                    || (grain < 9 && c != '.' && !Character.isDigit(c) && end > 0)) {
                break;
            }
            end++;
        }
        return release.substring(0, end);
    }

    /// `openssl`, `glibc@2.31-1`, `openssl-3.0.7-1.el9.src.rpm` → the source package's name.
    private static String sourceOf(String upstream, String binary) {
        if (upstream.isBlank()) {
            return binary;
        }
        int at = upstream.indexOf('@');
        String name = at > 0 ? upstream.substring(0, at) : upstream;
        if (name.endsWith(".src.rpm")) {
            int release = name.lastIndexOf('-');
            int version = release <= 0 ? -1 : name.lastIndexOf('-', release - 1);
            return version <= 0 ? binary : name.substring(0, version);
        }
        return name.strip();
    }
}
