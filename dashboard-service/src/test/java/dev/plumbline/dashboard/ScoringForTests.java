package dev.plumbline.dashboard;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Stands where scoring-service stands: says what one action is worth, and falls silent for a
/// product that is called so.
public final class ScoringForTests implements QuarkusTestResourceLifecycleManager {
    public static final String SILENT = "silent";

    private static final String WHAT_IF =
            """
            {"product": "p", "now": {"at": "2026-11-22T00:00:00Z", "overall": 40.0,
              "principles": {"1": 40.0}, "gates": ["kev-overdue"]},
             "after": {"at": "2026-11-22T00:00:00Z", "overall": %s, "principles": {"1": %s}, "gates": %s},
             "later": {"at": "2027-02-20T00:00:00Z", "overall": 20.0, "principles": {}, "gates": []},
             "laterAfter": {"at": "2027-02-20T00:00:00Z", "overall": 55.5, "principles": {}, "gates": []},
             "measures": {"kev-fix-on-time": 21.0}, "capped": 0.25,
             "offers": [{"id": "abc", "kind": "fix", "title": "Release 3.x with jquery 3.5.0",
               "how": "Publish it.", "who": "engineer", "principle": "1", "measure": "kev-fix-on-time",
               "gain": 21.25, "gainLater": 35.5, "liftsCap": true, "chosen": %s}],
             "unknown": [], "toldLater": 1}
            """;
    private static final String DIFFERENCE =
            """
            {"from": {"product": "p", "at": "2026-11-01T00:00:00Z", "overall": 50.0, "raw": 50.0, "gates": []},
             "to": {"product": "p", "at": "2026-11-22T00:00:00Z", "overall": 40.0, "raw": 48.5,
               "gates": ["kev-overdue"]},
             "shown": -9.0, "raw": -1.5, "capped": -8.5,
             "method": {"from": "core 1.0", "to": "core 1.0+acme", "shown": 1.0, "capped": 0.0,
               "principles": {"1": 1.0}},
             "principles": [{"id": "1", "title": "Own", "shown": -10.0, "raw": -2.0, "capped": -8.0,
               "overall": -1.5, "measures": [{"id": "kev-fix-on-time", "title": "KEV fixed by the day",
                 "points": -2.0, "overall": -1.5, "byConduct": -1.25, "byEvidence": -0.75}]}]}
            """;
    private static final String METHODS =
            """
            {"product": "p", "at": "2026-11-22T00:00:00Z",
             "counts": {"catalogue": {"id": "core", "version": "1.0", "title": "Core",
                 "sha256": "aaaaaaaaaa", "since": "2026-10-01T00:00:00Z", "counts": true},
               "overall": {"shown": 60.0, "raw": 71.6, "headroom": 92.9, "confidence": 0.577,
                 "caps": [{"gate": "kev-overdue", "at": 60.0, "because": "1 KEV is overdue", "concerns": []}]},
               "rated": true,
               "principles": [{"id": "1", "title": "Own outcomes", "shortTitle": "Own",
                 "figure": {"shown": 60.0, "raw": 71.6, "headroom": 92.9, "confidence": 0.5, "caps": []}}]},
             "other": %s,
             "measures": [{"id": "kev-fix-on-time", "title": "KEV fixed by the day",
                 "counts": {"principle": "1", "share": 0.25, "value": 0.909091, "headroom": 1, "confidence": 0.5,
                   "words": "2 known exploited vulnerabilities, 1 open"}, "other": %s}],
             "choices": [
               {"id": "core", "version": "1.0", "title": "Core", "sha256": "aaaaaaaaaa",
                 "since": "2026-10-01T00:00:00Z", "counts": true},
               {"id": "full", "version": "1.0", "title": "Full", "sha256": "bbbbbbbbbb", "since": null,
                 "counts": false}]}
            """;
    private static final String OTHER =
            """
            {"catalogue": {"id": "full", "version": "1.0", "title": "Full", "sha256": "bbbbbbbbbb",
                "since": null, "counts": false},
              "overall": {"shown": 12.5, "raw": 12.5, "headroom": 99.0, "confidence": 0.1, "caps": []},
              "rated": false, "principles": []}
            """;
    private static final String SHARE =
            """
            {"principle": "1", "share": 0.04, "value": 0.5, "headroom": 1, "confidence": 0.5,
              "words": "2 known exploited vulnerabilities, 2 open"}
            """;

    private static final String UNDECIDED =
            """
            {"product": "p", "components": 1204, "concerned": 1, "undecided": 501,
             "rows": [{"component": "pkg:npm/lib@current-build", "releases": ["4.9.2", "4.9.3"],
               "source": "osv", "advisory": "GHSA-1", "text": "current-build"}]}
            """;

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/api/v1/products/",
                exchange -> {
                    try (exchange) {
                        String path = exchange.getRequestURI().getPath();
                        String query = String.valueOf(exchange.getRequestURI().getQuery());
                        String token = exchange.getRequestHeaders().getFirst("Authorization");
                        if (path.contains(SILENT)) {
                            exchange.sendResponseHeaders(500, -1);
                            return;
                        }
                        if (token == null || query.contains("with=hidden")) {
                            exchange.sendResponseHeaders(404, -1);
                            return;
                        }
                        byte[] answer = answer(path, query).getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
        return Map.of("plumbline.scoring.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String answer(String path, String query) {
        if (path.endsWith("/what-if")) {
            boolean done = query.contains("action=abc");
            return WHAT_IF.formatted(
                    done ? "61.26" : "40.0",
                    done ? "63.0" : "40.0",
                    done ? "[]" : "[\"kev-overdue\"]",
                    done);
        }
        if (path.endsWith("/undecided")) {
            return UNDECIDED;
        }
        if (path.endsWith("/methods")) {
            boolean full = query.contains("catalogue=full");
            return METHODS.formatted(full ? OTHER : "null", full ? SHARE : "null");
        }
        return DIFFERENCE;
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
