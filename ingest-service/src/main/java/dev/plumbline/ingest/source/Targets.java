package dev.plumbline.ingest.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Addresses that were probed, without what is secret in them and without what the next run would
/// write differently.
public final class Targets {
    private Targets() {}

    /// Scheme, host and port of an address such as `https://user:pw@Shop.example:8443/cart?id=7`:
    /// `https://shop.example:8443`; empty if none is named. What has no scheme gets none.
    public static String site(@Nullable String address) {
        if (address == null) {
            return "";
        }
        String bare = address.strip();
        int from = authority(bare);
        int end = endOfAuthority(bare, from);
        return (bare.substring(0, from) + host(bare, from, end)).toLowerCase(Locale.ROOT);
    }

    /// The same with its path, without the parameters of the path and without query and fragment:
    /// those carry session numbers, tokens and what a fuzzer tried. `null` if nothing is left.
    public static @Nullable String page(@Nullable String address) {
        if (address == null) {
            return null;
        }
        String bare = address.strip();
        int from = authority(bare);
        int end = endOfAuthority(bare, from);
        StringBuilder page = new StringBuilder(site(bare));
        boolean parameters = false;
        for (int i = end; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '?' || c == '#') {
                break;
            }
            parameters = c == ';' || (parameters && c != '/');
            if (!parameters) {
                page.append(c);
            }
        }
        return page.isEmpty() ? null : page.toString();
    }

    private static int authority(String address) {
        int scheme = address.indexOf("://");
        return scheme < 0 || scheme > 20 ? 0 : scheme + 3;
    }

    private static int endOfAuthority(String address, int from) {
        for (int i = from; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '/' || c == '?' || c == '#' || c == ';') {
                return i;
            }
        }
        return address.length();
    }

    private static String host(String address, int from, int end) {
        int credentials = address.lastIndexOf('@', end - 1);
        return address.substring(credentials < from ? from : credentials + 1, end);
    }
}
