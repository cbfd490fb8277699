package dev.plumbline.scoring.match;

/// `epoch:version-release`, each part by `rpmvercmp` (rpm, `rpmio/rpmvercmp.c`) or by its
/// descendant in Arch Linux (pacman, `lib/libalpm/version.c`). Every text has a place in the order.
///
/// `~` sorts before the end of the text, `^` just after it; other signs only separate.
final class RpmVersion extends Version {

    /// Whose rules.
    enum Tool {
        RPM,
        PACMAN
    }

    private final Tool tool;
    private final String epoch;
    private final String version;

    /// `""` if the version has no release and none was announced by a hyphen.
    private final String release;

    private final boolean hasRelease;

    private RpmVersion(
            String text,
            Tool tool,
            String epoch,
            String version,
            String release,
            boolean hasRelease) {
        super(text);
        this.tool = tool;
        this.epoch = epoch;
        this.version = version;
        this.release = release;
        this.hasRelease = hasRelease;
    }

    static RpmVersion read(String text, Tool tool) {
        String s = text.strip();
        int colon = s.indexOf(':');
        boolean hasEpoch = colon > 0 && isNumber(s, 0, colon);
        String epoch = hasEpoch ? s.substring(0, colon) : "0";
        String rest = hasEpoch ? s.substring(colon + 1) : s;
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0
                ? new RpmVersion(text, tool, epoch, rest, "", false)
                : new RpmVersion(
                        text,
                        tool,
                        epoch,
                        rest.substring(0, hyphen),
                        rest.substring(hyphen + 1),
                        true);
    }

    @Override
    public int compareTo(Version other) {
        RpmVersion that = (RpmVersion) other;
        int byEpoch = compareNumbers(epoch, 0, epoch.length(), that.epoch, 0, that.epoch.length());
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byVersion = compareParts(version, that.version);
        if (byVersion != 0) {
            return byVersion;
        }
        if (hasRelease && that.hasRelease) {
            return compareParts(release, that.release);
        }
        return tool == Tool.PACMAN ? 0 : Boolean.compare(hasRelease, that.hasRelease);
    }

    private int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            if (tool == Tool.PACMAN && (i == a.length() || j == b.length())) {
                break;
            }
            int iBefore = i;
            int jBefore = j;
            i = skipSeparators(a, i);
            j = skipSeparators(b, j);
            boolean aTilde = i < a.length() && a.charAt(i) == '~';
            boolean bTilde = j < b.length() && b.charAt(j) == '~';
            if (aTilde || bTilde) {
                if (aTilde != bTilde) {
                    return aTilde ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            boolean aCaret = i < a.length() && a.charAt(i) == '^';
            boolean bCaret = j < b.length() && b.charAt(j) == '^';
            if (aCaret || bCaret) {
                if (i == a.length()) {
                    return -1;
                }
                if (j == b.length()) {
                    return 1;
                }
                if (aCaret != bCaret) {
                    return aCaret ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (i == a.length() || j == b.length()) {
                break;
            }
            if (tool == Tool.PACMAN && i - iBefore != j - jBefore) {
                return i - iBefore < j - jBefore ? -1 : 1;
            }
            boolean number = isDigit(a.charAt(i));
            int iEnd = endOfRun(a, i, number);
            int jEnd = endOfRun(b, j, number);
            if (j == jEnd) {
                return number ? 1 : -1;
            }
            int byRun =
                    number
                            ? compareNumbers(a, i, iEnd, b, j, jEnd)
                            : compareWords(a, i, iEnd, b, j, jEnd);
            if (byRun != 0) {
                return byRun;
            }
            i = iEnd;
            j = jEnd;
        }
        return compareRests(a, i, b, j);
    }

    private int compareRests(String a, int i, String b, int j) {
        boolean aMore = i < a.length();
        boolean bMore = j < b.length();
        if (!aMore && !bMore) {
            return 0;
        }
        if (tool == Tool.RPM) {
            return aMore ? 1 : -1;
        }
        // pacman: a rest that is a word makes a version older (1.0rc < 1.0), any other newer
        if (aMore) {
            return isLetter(a.charAt(i)) ? -1 : 1;
        }
        return isLetter(b.charAt(j)) ? 1 : -1;
    }

    private static int skipSeparators(String s, int from) {
        int i = from;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (isDigit(c) || isLetter(c) || c == '~' || c == '^') {
                break;
            }
            i++;
        }
        return i;
    }

    private static int endOfRun(String s, int from, boolean digits) {
        int i = from;
        while (i < s.length() && (digits ? isDigit(s.charAt(i)) : isLetter(s.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static int compareWords(String a, int i, int iEnd, String b, int j, int jEnd) {
        while (i < iEnd && j < jEnd) {
            int byChar = Character.compare(a.charAt(i++), b.charAt(j++));
            if (byChar != 0) {
                return byChar;
            }
        }
        return Boolean.compare(i < iEnd, j < jEnd);
    }
}
