package dev.plumbline.ingest.source.sbom;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Package URLs as far as a parser must know them; what they mean is the matcher's part.
public final class Purls {
    /// Longer ones name nothing and only fill tables.
    private static final int LONGEST = 2_000;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Purls() {}

    /// Whether the text has the shape `pkg:type/name`.
    public static boolean plausible(String purl) {
        if (purl.length() > LONGEST || !purl.startsWith("pkg:")) {
            return false;
        }
        int at = 4;
        while (at < purl.length() && purl.charAt(at) == '/') {
            at++;
        }
        int type = at;
        while (at < purl.length() && isTypeCharacter(purl.charAt(at))) {
            at++;
        }
        if (at == type || at + 1 >= purl.length() || purl.charAt(at) != '/') {
            return false;
        }
        char name = purl.charAt(at + 1);
        // npm scopes are often written with a bare @, which then is no version
        boolean named = name != '@' || purl.indexOf('/', at + 2) > 0;
        return named && name != '?' && name != '#' && !hasWhitespace(purl);
    }

    private static boolean isTypeCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '+';
    }

    private static boolean hasWhitespace(String purl) {
        for (int i = 4; i < purl.length(); i++) {
            if (purl.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    /// The purl with the component's version put in, if it has none itself: some tools write the
    /// version only beside the purl, and a purl without a version can't be matched.
    public static String versioned(String purl, @Nullable String version) {
        if (version == null || Claim.of(version) != Claim.REAL) {
            return purl;
        }
        int end = purl.length();
        int query = purl.indexOf('?');
        if (query >= 0) {
            end = query;
        }
        int subpath = purl.indexOf('#');
        if (subpath >= 0 && subpath < end) {
            end = subpath;
        }
        int name = purl.lastIndexOf('/', end - 1);
        int at = purl.lastIndexOf('@', end - 1);
        if (at > name + 1) {
            return purl;
        }
        return purl.substring(0, end) + '@' + encoded(version) + purl.substring(end);
    }

    private static String encoded(String version) {
        StringBuilder encoded = new StringBuilder(version.length() + 8);
        for (byte b : version.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || ".-_~:".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
