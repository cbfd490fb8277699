package dev.plumbline.dashboard;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Stands where ingest-service stands and gives documents away: the token it was asked with, then a
/// mebibyte.
public final class IngestForTests implements QuarkusTestResourceLifecycleManager {
    public static final int LENGTH = 1 << 20;
    public static final String GONE = "00000000-0000-4000-8000-000000000000";

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
                "/api/v1/submissions",
                exchange -> {
                    try (exchange) {
                        if (exchange.getRequestURI().getPath().contains(GONE)) {
                            exchange.sendResponseHeaders(500, -1);
                            return;
                        }
                        byte[] token =
                                exchange.getRequestHeaders()
                                        .getFirst("Authorization")
                                        .getBytes(StandardCharsets.US_ASCII);
                        exchange.getResponseHeaders().set("Content-Type", "text/html");
                        exchange.sendResponseHeaders(200, token.length + LENGTH);
                        exchange.getResponseBody().write(token);
                        exchange.getResponseBody().write(new byte[LENGTH]);
                    }
                });
        server.start();
        return Map.of("plumbline.ingest.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
