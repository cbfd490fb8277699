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
             "shown": -10.0, "raw": -1.5, "capped": -8.5,
             "principles": [{"id": "1", "title": "Own", "shown": -10.0, "raw": -2.0, "capped": -8.0,
               "overall": -1.5, "measures": [{"id": "kev-fix-on-time", "title": "KEV fixed by the day",
                 "points": -2.0, "overall": -1.5, "byConduct": -1.25, "byEvidence": -0.75}]}]}
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
                        boolean done = query.contains("action=abc");
                        byte[] answer =
                                (path.endsWith("/what-if")
                                                ? WHAT_IF.formatted(
                                                        done ? "61.26" : "40.0",
                                                        done ? "63.0" : "40.0",
                                                        done ? "[]" : "[\"kev-overdue\"]",
                                                        done)
                                                : DIFFERENCE)
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
        return Map.of("plumbline.scoring.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
