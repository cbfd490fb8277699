package dev.plumbline.ingest.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Paths and addresses, freed of what differs between two runs over the same thing.
public final class Paths {
    private static final int LONGEST = 1_000;

    private Paths() {}

    /// A file's path: no scheme, no leading `./`, forward slashes, nothing percent-encoded.
    public static String normal(@Nullable String uri) {
        if (uri == null) {
            return "";
        }
        String path = uri.strip().replace('\\', '/');
        if (path.regionMatches(true, 0, "file:", 0, 5)) {
            path = path.substring(5);
            while (path.startsWith("//")) {
                path = path.substring(1);
            }
        }
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.indexOf('%') >= 0) {
            try {
                path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // a percent sign that encodes nothing stays as it is
                path = path.strip();
            }
        }
        path = path.replace('\u0000', '\uFFFD');
        return path.length() > LONGEST ? path.substring(path.length() - LONGEST) : path;
    }

    /// An image's name without tag and digest, which change from release to release.
    public static @Nullable String withoutTag(@Nullable String image) {
        if (image == null) {
            return null;
        }
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        int tag = name.lastIndexOf(':');
        return tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
    }

    /// A repository's address without user name and password.
    public static @Nullable String withoutUser(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int scheme = address.indexOf("://");
        int at = address.indexOf('@', scheme < 0 ? 0 : scheme);
        int slash = scheme < 0 ? -1 : address.indexOf('/', scheme + 3);
        return scheme >= 0 && at >= 0 && (slash < 0 || at < slash)
                ? address.substring(0, scheme + 3) + address.substring(at + 1)
                : address;
    }

    /// A folder or file as the scope of a scan: forward slashes, no `./` before and no slash behind
    /// it; `""` is the folder in which the tool ran.
    public static String scope(@Nullable String path) {
        if (path == null) {
            return "";
        }
        String plain = path.strip().replace('\\', '/');
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        while (plain.length() > 1 && plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.equals(".") ? "" : plain;
    }
}
