package dev.plumbline.ingest.source.testssl;

import org.jspecify.annotations.Nullable;

/// One row of a report.
///
/// @param host as the sender named it; `null` where only `ip` says it
/// @param ip address, or `name/address`
record Check(
        String id,
        @Nullable String host,
        @Nullable String ip,
        @Nullable String port,
        @Nullable String severity,
        @Nullable String finding,
        @Nullable String cves,
        @Nullable String cwes) {

    Check of(@Nullable String host, @Nullable String ip, @Nullable String port) {
        return new Check(id, host, ip, port, severity, finding, cves, cwes);
    }

    /// Name and port of the server, such as `shop.example:443`.
    static String server(@Nullable String host, @Nullable String ip, @Nullable String port) {
        String name = host == null ? ip : host;
        if (name == null) {
            return "";
        }
        int slash = name.indexOf('/');
        String bare = slash < 0 ? name : slash == 0 ? name.substring(1) : name.substring(0, slash);
        return port == null ? bare : bare + ":" + port;
    }

    String server() {
        return server(host, ip, port);
    }
}
