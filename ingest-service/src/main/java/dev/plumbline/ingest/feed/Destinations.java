package dev.plumbline.ingest.feed;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a fetch may go: to http and https, and into private networks only where the feed's own
/// address lies there, host and port.
///
/// Addresses come from publishers' lists and redirects. They must not be a way into the house.
final class Destinations {
    private final URI own;

    /// @param own the address that an operator gave the feed
    Destinations(URI own) {
        this.own = own;
    }

    /// Why this can't be fetched, whatever it resolves to; `null` if it may.
    static @Nullable String mistake(URI address) {
        String scheme =
                address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return "leads to something that is neither http nor https";
        }
        return address.getHost() == null || address.getUserInfo() != null
                ? "leads to something that is no plain address"
                : null;
    }

    /// The first of the addresses of a host that may be connected to; `null` if none may.
    @Nullable InetAddress choose(URI address, List<InetAddress> resolved) {
        if (isOwn(address)) {
            return resolved.isEmpty() ? null : resolved.getFirst();
        }
        // one that leads inside is enough to distrust them all
        return !resolved.isEmpty() && resolved.stream().allMatch(Destinations::isPublic)
                ? resolved.getFirst()
                : null;
    }

    /// Whether it is the host and port that the operator named, to which its key may be told.
    boolean isOwn(URI address) {
        return address.getHost().equalsIgnoreCase(own.getHost())
                && port(address) == port(own)
                && String.valueOf(own.getScheme()).equalsIgnoreCase(address.getScheme());
    }

    static int port(URI address) {
        return address.getPort() >= 0
                ? address.getPort()
                : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /// Not loopback, link-local, private (RFC 1918, 4193, 6598), multicast, unspecified or a
    /// transition of one of those.
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        if (address instanceof Inet6Address) {
            int first = b[0] & 0xff;
            boolean uniqueLocal = (first & 0xfe) == 0xfc;
            boolean translated =
                    first == 0 && (b[1] & 0xff) == 0x64 && (b[2] & 0xff) == 0xff
                            || first == 0x20 && b[1] == 0x02
                            || first == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0
                            || first == 0 && b[1] == 0;
            return !uniqueLocal && !translated;
        }
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        return !(first == 0
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && b[2] == 0)
                || (first == 198 && (second == 18 || second == 19))
                || first >= 240);
    }
}
