package dev.plumbline.dashboard.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.dashboard.view.Difference;
import dev.plumbline.dashboard.view.SideBySide;
import dev.plumbline.dashboard.view.Undecided;
import dev.plumbline.dashboard.view.WhatIf;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks scoring-service. Which products may be asked about is decided there, by the token.
@ApplicationScoped
public class AskScoring {
    private static final Logger LOG = Logger.getLogger(AskScoring.class);
    private static final int CONNECT_MILLIS = 2_000;

    private final ScoringConfig config;
    private final ObjectMapper json;
    private final WebClient client;

    AskScoring(Vertx vertx, ScoringConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.client =
                WebClient.create(vertx, new WebClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    void stop(@Observes ShutdownEvent stopping) {
        client.close();
    }

    /// @param actions ids of offered actions that are supposed to be done
    /// @param token of the person who asks
    /// @return empty if there is no such product in their sight
    public Uni<Optional<WhatIf>> whatIf(String product, Collection<String> actions, String token) {
        HttpRequest<Buffer> request = request(product, "what-if", token);
        actions.forEach(action -> request.addQueryParam("action", action));
        return answer(request, WhatIf.class);
    }

    /// @param from `null` for now, like `to`
    /// @param with the other product; `null` for the same one
    public Uni<Optional<Difference>> difference(
            String product,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String with,
            String token) {
        HttpRequest<Buffer> request = request(product, "difference", token);
        add(request, "from", from);
        add(request, "to", to);
        add(request, "with", with);
        return answer(request, Difference.class);
    }

    /// @param catalogue id of the one to hold against the one that counts; `null` for none
    /// @param version any if `null`; `sha256` how the digest begins, where two are called alike
    /// @param at `null` for now
    public Uni<Optional<SideBySide>> methods(
            String product,
            @Nullable String catalogue,
            @Nullable String version,
            @Nullable String sha256,
            @Nullable Instant at,
            String token) {
        HttpRequest<Buffer> request = request(product, "methods", token);
        add(request, "catalogue", catalogue);
        add(request, "version", version);
        add(request, "sha256", sha256);
        add(request, "at", at);
        return answer(request, SideBySide.class);
    }

    public Uni<Optional<Undecided>> undecided(String product, String token) {
        return answer(request(product, "undecided", token), Undecided.class);
    }

    private static void add(HttpRequest<Buffer> request, String name, @Nullable Object value) {
        if (value != null) {
            request.addQueryParam(name, value.toString());
        }
    }

    private HttpRequest<Buffer> request(String product, String question, String token) {
        String key = URLEncoder.encode(product, StandardCharsets.UTF_8);
        return client.getAbs(config.url() + "/api/v1/products/" + key + "/" + question)
                .bearerTokenAuthentication(token)
                .timeout(config.patience().toMillis());
    }

    private <T> Uni<Optional<T>> answer(HttpRequest<Buffer> request, Class<T> type) {
        return request.send()
                .onFailure()
                .transform(failure -> new NoAnswer(config.url(), failure))
                .map(response -> read(response, type));
    }

    private <T> Optional<T> read(HttpResponse<Buffer> response, Class<T> type) {
        switch (response.statusCode()) {
            case 200 -> {
                try {
                    return Optional.of(json.readValue(response.body().getBytes(), type));
                } catch (IOException e) {
                    throw new NoAnswer(config.url(), e);
                }
            }
            case 401, 403, 404 -> {
                return Optional.empty();
            }
            default -> {
                LOG.warnf("scoring-service answered %d to a question.", response.statusCode());
                throw new NoAnswer(config.url(), null);
            }
        }
    }
}
