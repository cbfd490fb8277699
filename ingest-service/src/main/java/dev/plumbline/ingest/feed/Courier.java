package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Wanted.Missing;
import dev.plumbline.ingest.feed.Wanted.Size;
import dev.plumbline.ingest.intake.Hop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Fetches one thing into a file: whole, in time, not larger than allowed, of the kind that was
/// expected, and from nowhere that it should not come from.
///
/// The host is resolved here and the connection goes to exactly that address, so that a name can't
/// mean another machine a moment later. Redirects are followed with the same questions asked anew.
@ApplicationScoped
class Courier {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_HEADERS = 32 * 1024;
    private static final String AGENT = "plumbline (feeds)";

    private final Vertx vertx;
    private final FeedsConfig config;
    private final Clock clock;
    private final HttpClient client;

    Courier(Vertx vertx, FeedsConfig config, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
                                .setMaxHeaderSize(MOST_HEADERS));
    }

    @PreDestroy
    void stop() {
        // what is under way fails with a closed connection, and begins again elsewhere
        client.close();
    }

    /// What a feed's fetches have in common.
    ///
    /// @param headers told to the host that the operator named, and to no other
    record Route(Destinations destinations, Map<String, String> headers, Path folder) {}

    /// Fails with a [FetchFailure] where the publisher or the way to it is to blame.
    Uni<Fetched> fetch(Hop hop, Wanted wanted, Route route) {
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> Files.createTempFile(route.folder(), "plumbline-", ".feed"))
                .chain(
                        file ->
                                fetch(hop, wanted, route, wanted.address(), file, MOST_REDIRECTS)
                                        .onFailure(failure -> isTold(wanted, failure))
                                        .recoverWithItem(
                                                failure ->
                                                        new Fetched.Unfit(
                                                                String.valueOf(
                                                                        failure.getMessage())))
                                        .onItemOrFailure()
                                        .call(
                                                (fetched, failure) ->
                                                        fetched instanceof Here
                                                                ? Uni.createFrom().voidItem()
                                                                : deleted(hop, file)));
    }

    private static boolean isTold(Wanted wanted, Throwable failure) {
        return wanted.unfit() == Missing.IS_TOLD
                && failure instanceof FetchFailure fetch
                && fetch.isUnfit();
    }

    private static Uni<Boolean> deleted(Hop hop, Path file) {
        return hop.onWorker(
                Infrastructure.getDefaultWorkerPool(), () -> Files.deleteIfExists(file));
    }

    private Uni<Fetched> fetch(
            Hop hop, Wanted wanted, Route route, URI address, Path file, int redirects) {
        String mistake = Destinations.mistake(address);
        if (mistake != null) {
            return unfit(shown(address) + " " + mistake);
        }
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> resolve(route.destinations(), address))
                .chain(
                        at ->
                                hop.onLoop(
                                        () ->
                                                Uni.createFrom()
                                                        .completionStage(
                                                                () ->
                                                                        exchange(
                                                                                        wanted,
                                                                                        route,
                                                                                        address, at,
                                                                                        file)
                                                                                .toCompletionStage())))
                .onFailure(failure -> !(failure instanceof FetchFailure))
                .transform(failure -> new FetchFailure(why(address, failure)))
                .chain(answer -> answered(hop, wanted, route, answer, address, file, redirects));
    }

    private static InetAddress resolve(Destinations destinations, URI address) {
        try {
            InetAddress at =
                    destinations.choose(
                            address, List.of(InetAddress.getAllByName(address.getHost())));
            if (at != null) {
                return at;
            }
        } catch (UnknownHostException e) {
            throw new FetchFailure("the host " + address.getHost() + " is not known");
        }
        throw FetchFailure.unfit(
                shown(address) + " leads into a private network, where the feed itself is not");
    }

    /// The head of an answer, and of a good one the file beside it is whole.
    private record Answer(
            int status,
            @Nullable String location,
            @Nullable String retryAfter,
            @Nullable String type,
            @Nullable String etag,
            @Nullable String lastModified,
            long bytes) {}

    private Future<Answer> exchange(
            Wanted wanted, Route route, URI address, InetAddress at, Path file) {
        Promise<Answer> ended = Promise.promise();
        boolean archive = wanted.size() == Size.ARCHIVE;
        Duration whole = archive ? config.archiveTimeout() : config.documentTimeout();
        long most = archive ? config.mostArchiveBytes() : config.mostDocumentBytes();
        client.request(options(wanted, route, address, at))
                .onFailure(ended::tryFail)
                .onSuccess(
                        request -> {
                            long timer =
                                    vertx.setTimer(
                                            whole.toMillis(),
                                            late -> giveUp(request, ended, whole));
                            ended.future().onComplete(done -> vertx.cancelTimer(timer));
                            request.send()
                                    .onFailure(ended::tryFail)
                                    .onSuccess(
                                            response -> take(response, request, most, file, ended));
                        });
        return ended.future();
    }

    private static void giveUp(HttpClientRequest request, Promise<Answer> ended, Duration after) {
        if (ended.tryFail(new FetchFailure("it took longer than " + words(after)))) {
            request.reset();
        }
    }

    private RequestOptions options(Wanted wanted, Route route, URI address, InetAddress at) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        Map<String, String> headers = new HashMap<>(wanted.conditions());
        if (route.destinations().isOwn(address)) {
            headers.putAll(route.headers());
        }
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        new InetSocketAddress(at, Destinations.port(address))))
                        .setHost(address.getHost())
                        .setPort(Destinations.port(address))
                        .setSsl("https".equalsIgnoreCase(address.getScheme()))
                        .setURI(
                                address.getRawQuery() == null
                                        ? path
                                        : path + "?" + address.getRawQuery())
                        .setFollowRedirects(false)
                        .setConnectTimeout(CONNECT.toMillis())
                        .setIdleTimeout(config.idleTimeout().toMillis())
                        .putHeader("User-Agent", AGENT)
                        .putHeader("Accept", "*/*");
        headers.forEach(options::putHeader);
        return options;
    }

    private void take(
            HttpClientResponse response,
            HttpClientRequest request,
            long most,
            Path file,
            Promise<Answer> ended) {
        response.exceptionHandler(ended::tryFail);
        if (response.statusCode() != 200) {
            // whatever else it says does not matter, and may be long
            ended.tryComplete(answer(response, 0));
            request.reset();
            return;
        }
        long announced = announced(response);
        if (announced > most) {
            ended.tryFail(FetchFailure.unfit("it is larger than " + most + " bytes"));
            request.reset();
            return;
        }
        response.pause();
        vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setCreate(false).setTruncateExisting(true))
                .onFailure(
                        failure -> {
                            ended.tryFail(failure);
                            request.reset();
                        })
                .onSuccess(open -> pour(response, request, open, announced, most, ended));
    }

    private void pour(
            HttpClientResponse response,
            HttpClientRequest request,
            AsyncFile file,
            long announced,
            long most,
            Promise<Answer> ended) {
        long[] bytes = {0};
        long[] before = {-1};
        long watch =
                vertx.setPeriodic(
                        config.idleTimeout().toMillis(),
                        tick -> {
                            if (bytes[0] == before[0]
                                    && ended.tryFail(new TimeoutException("idle"))) {
                                request.reset();
                            }
                            before[0] = bytes[0];
                        });
        ended.future().onComplete(done -> vertx.cancelTimer(watch));
        ended.future().onFailure(failed -> file.close());
        file.exceptionHandler(ended::tryFail);
        response.handler(
                piece -> {
                    if (ended.future().isComplete()) {
                        return;
                    }
                    bytes[0] += piece.length();
                    if (bytes[0] > most) {
                        ended.tryFail(FetchFailure.unfit("it is larger than " + most + " bytes"));
                        request.reset();
                        return;
                    }
                    file.write(piece);
                    if (file.writeQueueFull()) {
                        response.pause();
                        file.drainHandler(drained -> response.resume());
                    }
                });
        response.endHandler(
                end -> {
                    if (ended.future().isComplete()) {
                        return;
                    }
                    if (announced >= 0 && bytes[0] != announced) {
                        ended.tryFail(
                                new FetchFailure(
                                        "only " + bytes[0] + " of " + announced + " bytes came"));
                        return;
                    }
                    file.close()
                            .onSuccess(closed -> ended.tryComplete(answer(response, bytes[0])))
                            .onFailure(ended::tryFail);
                });
        response.resume();
    }

    /// What `Content-Length` says; -1 if it says nothing.
    private static long announced(HttpClientResponse response) {
        String length = response.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Answer answer(HttpClientResponse response, long bytes) {
        return new Answer(
                response.statusCode(),
                response.getHeader("Location"),
                response.getHeader("Retry-After"),
                response.getHeader("Content-Type"),
                response.getHeader("ETag"),
                response.getHeader("Last-Modified"),
                bytes);
    }

    private Uni<Fetched> answered(
            Hop hop,
            Wanted wanted,
            Route route,
            Answer answer,
            URI address,
            Path file,
            int redirects) {
        int status = answer.status();
        return switch (status) {
            case 200 ->
                    hop.onWorker(
                            Infrastructure.getDefaultWorkerPool(),
                            () -> here(wanted, address, answer, file));
            case 304 ->
                    wanted.conditions().isEmpty()
                            ? failed(status + " from the publisher, which was not asked for")
                            : Uni.createFrom().item(new Fetched.Unchanged());
            case 404, 410 ->
                    wanted.missing() == Missing.IS_TOLD
                            ? Uni.createFrom().item(new Fetched.Missing())
                            : failed(
                                    status
                                            + " from the publisher: "
                                            + shown(address)
                                            + " is not there");
            case 301, 302, 303, 307, 308 -> {
                URI next = next(address, answer.location());
                if (redirects == 0) {
                    yield unfit("there were more than " + MOST_REDIRECTS + " redirects");
                }
                if ("https".equalsIgnoreCase(address.getScheme())
                        && "http".equalsIgnoreCase(next.getScheme())) {
                    yield unfit("a redirect leads from https to http");
                }
                yield fetch(hop, wanted, route, next, file, redirects - 1);
            }
            case 401, 403 ->
                    failed(status + " from the publisher: it wants a key, or keeps us out");
            default ->
                    Uni.createFrom()
                            .failure(
                                    new FetchFailure(
                                            status + " from the publisher",
                                            retryAfter(answer.retryAfter())));
        };
    }

    private static Fetched here(Wanted wanted, URI address, Answer answer, Path file)
            throws IOException {
        byte[] prefix;
        try (InputStream in = Files.newInputStream(file)) {
            prefix = in.readNBytes(Shape.PREFIX);
        }
        String mistake = wanted.shape().mistake(answer.type(), prefix);
        if (mistake != null) {
            throw new FetchFailure(mistake + " (" + shown(address) + ")");
        }
        return new Here(file, answer.bytes(), answer.etag(), answer.lastModified());
    }

    private static URI next(URI address, @Nullable String location) {
        try {
            if (location != null) {
                return address.resolve(location.strip());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw FetchFailure.unfit("a redirect leads nowhere");
    }

    /// Seconds or a date, RFC 9110 section 10.2.3.
    private @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, Integer.MAX_VALUE))
                    : positive(
                            Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Uni<Fetched> failed(String why) {
        return Uni.createFrom().failure(new FetchFailure(why));
    }

    private static Uni<Fetched> unfit(String why) {
        return Uni.createFrom().failure(FetchFailure.unfit(why));
    }

    private String why(URI address, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return "nothing came from "
                        + address.getHost()
                        + " for "
                        + words(config.idleTimeout());
            }
        }
        String message = failure.getMessage();
        return "the connection to "
                + address.getHost()
                + " failed or was cut off ("
                + Words.line(message == null ? failure.getClass().getSimpleName() : message)
                + ")";
    }

    private static String words(Duration duration) {
        return duration.toSeconds() >= 120
                ? duration.toMinutes() + " minutes"
                : duration.toMillis() >= 1_000
                        ? duration.toSeconds() + " s"
                        : duration.toMillis() + " ms";
    }

    /// Without its query, which may hold what is nobody's business.
    private static String shown(URI address) {
        String text = address.toString();
        int query = text.indexOf('?');
        return Words.line(query < 0 ? text : text.substring(0, query));
    }
}
