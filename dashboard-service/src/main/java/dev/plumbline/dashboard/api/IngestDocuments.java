package dev.plumbline.dashboard.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.dashboard.view.SubmissionPage;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/// Passes the raw bytes of a document on from ingest-service, as they come and with the viewer's
/// own token.
///
/// The one place where a service asks another one, read-only and on a person's click
/// (ARCHITECTURE.md section 1).
@ApplicationScoped
class IngestDocuments {
    private static final Logger LOG = Logger.getLogger(IngestDocuments.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int DOWNLOADS_AT_ONCE = 20;

    private final IngestConfig config;
    private final ObjectMapper json;
    private final HttpClient client;

    IngestDocuments(Vertx vertx, IngestConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                .setIdleTimeout(Math.toIntExact(config.patience().toMillis()))
                                .setMaxPoolSize(DOWNLOADS_AT_ONCE)
                                .setMaxWaitQueueSize(DOWNLOADS_AT_ONCE));
    }

    void stop(@Observes ShutdownEvent stopping) {
        client.closeAndForget();
    }

    /// What is answered: the bytes, or why not.
    private record Answer(@Nullable HttpClientResponse found, @Nullable Problem problem) {
        static Answer of(ProblemType type) {
            return new Answer(null, Problem.of(type, null));
        }
    }

    RestMulti<Buffer> stream(Uni<Optional<SubmissionPage>> submission, UUID id, String token) {
        return RestMulti.fromUniResponse(
                submission.chain(
                        page ->
                                page.isEmpty()
                                        ? Uni.createFrom().item(Answer.of(ProblemType.UNKNOWN))
                                        : ask(id, token)),
                this::body,
                answer -> headers(answer, id),
                answer -> answer.problem() == null ? 200 : answer.problem().status());
    }

    private Uni<Answer> ask(UUID id, String token) {
        return client.request(
                        new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setAbsoluteURI(
                                        config.url() + "/api/v1/submissions/" + id + "/document")
                                .putHeader("Authorization", "Bearer " + token))
                .chain(request -> request.send())
                .map(IngestDocuments::answer)
                // a connection of the pool, closed by the other end before the question reached it
                .onFailure(HttpClosedException.class)
                .retry()
                .atMost(1)
                .onFailure(f -> f instanceof IOException || f instanceof HttpClosedException)
                .recoverWithItem(
                        failure -> {
                            LOG.warnf(
                                    "Documents can't be fetched from %s: %s. Check plumbline.ingest.url.",
                                    config.url(), failure.getMessage());
                            return Answer.of(ProblemType.GATEWAY);
                        });
    }

    private static Answer answer(HttpClientResponse response) {
        response.pause();
        if (response.statusCode() == 200) {
            return new Answer(response, null);
        }
        response.resume();
        return switch (response.statusCode()) {
            case 401, 403, 404 -> Answer.of(ProblemType.UNKNOWN);
            default -> {
                LOG.warnf("ingest-service answered %d for a document.", response.statusCode());
                yield Answer.of(ProblemType.GATEWAY);
            }
        };
    }

    private Multi<Buffer> body(Answer answer) {
        if (answer.found() == null) {
            return Multi.createFrom().item(() -> Buffer.buffer(bytes(answer.problem())));
        }
        AtomicLong passed = new AtomicLong();
        return answer.found()
                .toMulti()
                .map(io.vertx.mutiny.core.buffer.Buffer::getDelegate)
                .invoke(
                        chunk -> {
                            if (passed.addAndGet(chunk.length()) > config.longestDocument()) {
                                throw new IllegalStateException("document longer than allowed");
                            }
                        });
    }

    private byte[] bytes(@Nullable Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can't be written", e);
        }
    }

    private static Map<String, List<String>> headers(Answer answer, UUID id) {
        return answer.problem() == null
                ? Map.of(
                        "Content-Type",
                        List.of("application/octet-stream"),
                        "Content-Disposition",
                        List.of("attachment; filename=\"" + id + "\""))
                : Map.of("Content-Type", List.of(Problem.MEDIA_TYPE));
    }
}
