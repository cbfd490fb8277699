package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.intake.Hop;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.spi.Converter;

/// A courier with short patience and nothing around it. It knows a key.
final class Couriers implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    static final String KEY = "the-key";

    private final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private final Courier courier;

    Couriers(Path folder) {
        this.folder = folder;
        this.courier = new Courier(vertx, config(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static FeedsConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(FeedsConfig.class)
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withSources(
                        new PropertiesConfigSource(
                                Map.of(
                                        "plumbline.feeds.idle-timeout", "400ms",
                                        "plumbline.feeds.document-timeout", "2s",
                                        "plumbline.feeds.archive-timeout", "2s",
                                        "plumbline.feeds.most-document-bytes", "100000",
                                        "plumbline.feeds.most-archive-bytes", "1000000"),
                                "test",
                                500))
                .build()
                .getConfigMapping(FeedsConfig.class);
    }

    /// @param own the address that the operator gave the feed
    Fetched fetch(Wanted wanted, URI own) throws Exception {
        CompletableFuture<Fetched> answer = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(
                        go ->
                                courier.fetch(
                                                Hop.here(),
                                                wanted,
                                                new Courier.Route(
                                                        new Destinations(own),
                                                        Map.of("apiKey", KEY),
                                                        folder))
                                        .subscribe()
                                        .with(answer::complete, answer::completeExceptionally));
        try {
            return answer.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        courier.stop();
        vertx.close();
    }
}
