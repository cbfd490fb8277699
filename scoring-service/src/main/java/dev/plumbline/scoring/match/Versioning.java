package dev.plumbline.scoring.match;

import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an ecosystem orders its versions.
///
/// Each is the order of the ecosystem's own tool. A text that the tool would refuse either still
/// has a place (and the version class says which) or has none: then nothing is compared, and
/// whoever asked is told so.
public enum Versioning {
    /// Semantic Versioning 2.0.0: npm, Cargo, Hex, Swift, Julia, GitHub Actions and others.
    SEMVER {
        @Override
        @Nullable Version place(String text) {
            return SemanticVersion.read(text, SemanticVersion.Dialect.PLAIN);
        }
    },
    /// Tags of a repository: `curl-8_4_0` and `v8.4.0` are 8.4.0, in the order of Semantic
    /// Versioning.
    TAG {
        @Override
        @Nullable Version place(String text) {
            return SemanticVersion.read(text, SemanticVersion.Dialect.TAG);
        }
    },
    GO {
        @Override
        @Nullable Version place(String text) {
            return SemanticVersion.read(text, SemanticVersion.Dialect.GO);
        }
    },
    PUB {
        @Override
        @Nullable Version place(String text) {
            return SemanticVersion.read(text, SemanticVersion.Dialect.BUILD_ORDERED);
        }
    },
    NUGET {
        @Override
        @Nullable Version place(String text) {
            return SemanticVersion.read(text, SemanticVersion.Dialect.CASELESS);
        }
    },
    BITNAMI {
        @Override
        @Nullable Version place(String text) {
            return SemanticVersion.read(text, SemanticVersion.Dialect.PACKAGED);
        }
    },
    MAVEN {
        @Override
        @Nullable Version place(String text) {
            return LibraryVersion.read(text, "maven");
        }
    },
    /// By that of Maven, which has a place for any text; a leading `v` does not count.
    CPE {
        @Override
        @Nullable Version place(String text) {
            return LibraryVersion.read(text, withoutPrefix(text).replace('_', '.'), "maven");
        }
    },
    PYPI {
        @Override
        @Nullable Version place(String text) {
            return PythonVersion.read(text);
        }
    },
    GEM {
        @Override
        @Nullable Version place(String text) {
            return GemVersion.read(text);
        }
    },
    COMPOSER {
        @Override
        @Nullable Version place(String text) {
            return ComposerVersion.read(text);
        }
    },
    DEB {
        @Override
        @Nullable Version place(String text) {
            return LibraryVersion.read(text, "deb");
        }
    },
    APK {
        @Override
        @Nullable Version place(String text) {
            return ApkVersion.read(text);
        }
    },
    RPM {
        @Override
        Version place(String text) {
            return RpmVersion.read(text, RpmVersion.Tool.RPM);
        }
    },
    ALPM {
        @Override
        Version place(String text) {
            return RpmVersion.read(text, RpmVersion.Tool.PACMAN);
        }
    },
    CONAN {
        @Override
        Version place(String text) {
            return ConanVersion.read(text);
        }
    },
    /// R and Haskell: lists of numbers.
    NUMBER_LIST {
        @Override
        @Nullable Version place(String text) {
            return NumberListVersion.read(text);
        }
    },
    CPAN {
        @Override
        @Nullable Version place(String text) {
            return NumberListVersion.readPerl(text);
        }
    },
    GENTOO {
        @Override
        @Nullable Version place(String text) {
            return GentooVersion.read(text);
        }
    },
    OPENSSL {
        @Override
        @Nullable Version place(String text) {
            return OpensslVersion.read(text);
        }
    },
    /// Moments of time, of RFC 3339.
    DATETIME {
        @Override
        @Nullable Version place(String text) {
            return PlainVersion.readMoment(text);
        }
    },
    /// Texts, by their bytes.
    LEXICOGRAPHIC {
        @Override
        Version place(String text) {
            return PlainVersion.readText(text);
        }
    },
    /// Nothing is known of the order: versions are equal when they are written alike, else
    /// undecidable.
    UNORDERED {
        @Override
        @Nullable Version place(String text) {
            return null;
        }
    };

    /// The order for a purl type or a VERS scheme.
    public static Versioning of(String type) {
        return switch (type) {
            case "npm",
                    "cargo",
                    "hex",
                    "swift",
                    "julia",
                    "cocoapods",
                    "semver",
                    "nginx",
                    "vscode-extension" ->
                    SEMVER;
            case "github", "bitbucket", "gitlab", "git" -> TAG;
            case "golang" -> GO;
            case "pub" -> PUB;
            case "nuget" -> NUGET;
            case "bitnami" -> BITNAMI;
            case "maven" -> MAVEN;
            case "cpe" -> CPE;
            case "pypi" -> PYPI;
            case "gem" -> GEM;
            case "composer" -> COMPOSER;
            case "deb", "opam" -> DEB;
            case "apk" -> APK;
            case "ebuild", "gentoo" -> GENTOO;
            case "rpm" -> RPM;
            case "alpm" -> ALPM;
            case "cran", "bioconductor", "hackage" -> NUMBER_LIST;
            case "cpan" -> CPAN;
            case "conan" -> CONAN;
            case "openssl" -> OPENSSL;
            case "datetime" -> DATETIME;
            case "lexicographic" -> LEXICOGRAPHIC;
            default -> UNORDERED;
        };
    }

    /// What build tools write when they do not know the version.
    private static final Set<String> PLACEHOLDERS =
            Set.of(
                    "*",
                    "-",
                    "(devel)",
                    "dev",
                    "devel",
                    "head",
                    "latest",
                    "local",
                    "main",
                    "master",
                    "n/a",
                    "none",
                    "noassertion",
                    "null",
                    "release",
                    "snapshot",
                    "trunk",
                    "undefined",
                    "unknown",
                    "unspecified");

    /// Null if the text has no place in this order, or is no version in any: a placeholder, a
    /// variable that nobody filled in, a commit.
    final @Nullable Version read(String text) {
        String plain = text.strip();
        boolean version =
                !plain.isEmpty()
                        && plain.indexOf('$') < 0
                        && !isCommit(plain)
                        && !PLACEHOLDERS.contains(NameFold.lower(plain));
        return version ? place(text) : null;
    }

    abstract @Nullable Version place(String text);

    private static String withoutPrefix(String text) {
        boolean prefixed =
                text.length() > 1
                        && (text.charAt(0) == 'v' || text.charAt(0) == 'V')
                        && Version.isDigit(text.charAt(1));
        return prefixed ? text.substring(1) : text;
    }

    /// Whether this is the digest of a commit, short or whole, and not a number.
    static boolean isCommit(String text) {
        if (text.length() < 7 || text.length() > 64) {
            return false;
        }
        boolean letters = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'f';
            letters |= letter;
            if (!letter && (c < '0' || c > '9')) {
                return false;
            }
        }
        return letters;
    }

    /// Negative, 0 or positive as `a` comes before, with or after `b`; empty if that can't be
    /// decided.
    public OptionalInt compare(String a, String b) {
        Version left = read(a);
        Version right = read(b);
        return left == null || right == null
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.signum(left.compareTo(right)));
    }
}
