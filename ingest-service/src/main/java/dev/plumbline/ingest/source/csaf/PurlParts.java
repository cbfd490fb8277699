package dev.plumbline.ingest.source.csaf;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A purl taken apart, as far as advisories need it (*purl specification*, "How to parse").
///
/// @param text the purl as it is written
/// @param namespace decoded, `""` if there is none
/// @param name decoded
/// @param version decoded, with the epoch of an RPM in front; `null` if there is none
/// @param distro qualifier of that name, as it is written; `""` if there is none
/// @param bare type, namespace and name as they are written
/// @param versioned the same with the version
record PurlParts(
        String text,
        String type,
        String namespace,
        String name,
        @Nullable String version,
        String distro,
        String bare,
        String versioned) {

    private static final int LONGEST = 2_000;

    /// `null` if the text is no purl.
    static @Nullable PurlParts of(String purl) {
        if (!purl.startsWith("pkg:") || purl.length() > LONGEST) {
            return null;
        }
        int end = cut(purl, '#', purl.length());
        int query = purl.indexOf('?');
        int path = query >= 0 && query < end ? query : end;
        int from = 4;
        while (from < path && purl.charAt(from) == '/') {
            from++;
        }
        int slash = purl.indexOf('/', from);
        if (slash <= from || slash >= path || !isType(purl, from, slash)) {
            return null;
        }
        int lastSlash = purl.lastIndexOf('/', path - 1);
        int at = purl.lastIndexOf('@', path - 1);
        // a bare @ at the start of a name is an npm scope
        int nameEnd = at > slash + 1 && (at > lastSlash || isDigest(purl, at)) ? at : path;
        int nameStart = purl.lastIndexOf('/', nameEnd - 1) + 1;
        if (nameStart >= nameEnd || purl.charAt(nameStart) == '@' || hasWhitespace(purl)) {
            return null;
        }
        String type = purl.substring(from, slash).toLowerCase(Locale.ROOT);
        String namespace =
                nameStart > slash + 1 ? decoded(purl.substring(slash + 1, nameStart - 1)) : "";
        String name = decoded(purl.substring(nameStart, nameEnd));
        String version = nameEnd < path - 1 ? decoded(purl.substring(nameEnd + 1, path)) : null;
        String qualifiers = path < end ? purl.substring(path + 1, end) : "";
        if (name == null || namespace == null || name.isBlank()) {
            return null;
        }
        String epoch = qualifier(qualifiers, "epoch=");
        boolean epochs = version != null && !epoch.isEmpty() && version.indexOf(':') < 0;
        return new PurlParts(
                purl,
                type,
                namespace,
                name,
                epochs ? epoch + ':' + version : version,
                qualifier(qualifiers, "distro="),
                "pkg:" + type + purl.substring(slash, nameEnd),
                "pkg:" + type + purl.substring(slash, path));
    }

    private static int cut(String text, char mark, int end) {
        int at = text.indexOf(mark);
        return at < 0 ? end : at;
    }

    /// A version may hold a slash only where it is badly encoded; digests of images have none.
    private static boolean isDigest(String purl, int at) {
        return purl.startsWith("@sha256", at);
    }

    private static boolean isType(String purl, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = purl.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
            if (!letter && (!other || i == from)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasWhitespace(String purl) {
        for (int i = 4; i < purl.length(); i++) {
            if (purl.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String qualifier(String qualifiers, String start) {
        int from = qualifiers.startsWith(start) ? 0 : qualifiers.indexOf('&' + start) + 1;
        if (from == 0 && !qualifiers.startsWith(start)) {
            return "";
        }
        int value = from + start.length();
        int end = qualifiers.indexOf('&', value);
        return qualifiers.substring(value, end < 0 ? qualifiers.length() : end);
    }
}
