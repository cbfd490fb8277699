package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loader against an HTTP server that answers as the front doors do.
class LoadDemoTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String TAKEN = "{\"id\":\"0198f000-0000-7000-8000-%012d\"}";

    @TempDir Path data;

    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicReference<Function<Sent, Answer>> door = new AtomicReference<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;
    private Path credentials;

    private record Sent(String path, String body, String authorization) {}

    private record Answer(int status, String body) {}

    @BeforeEach
    void openTheDoors() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        door.set(any -> taken());
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        credentials = data.resolve("credentials");
        Files.writeString(
                credentials,
                "ingest.url="
                        + base
                        + "\ndashboard.url="
                        + base
                        + "\nidentity.url="
                        + base
                        + "/realms/plumbline\nclient.plumbline-backfill.secret=s3\n");
    }

    @AfterEach
    void closeTheDoors() {
        server.stop(0);
    }

    @Test
    void shouldSendEveryCallOnceWithTheTokenOfTheBackfillClient() throws Exception {
        // When
        int exit = load();

        // Then
        assertThat(exit).isZero();
        assertThat(sent).hasSameSizeAs(LoadDemo.calls(TODAY));
        assertThat(sent).allSatisfy(s -> assertThat(s.authorization()).isEqualTo("Bearer t1"));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("demo: units: 3", "demo: loaded");
    }

    @Test
    void shouldSendNothingTheSecondTime() throws Exception {
        // Given
        load();
        sent.clear();

        // When
        int exit = load();

        // Then
        assertThat(exit).isZero();
        assertThat(sent).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("loaded already, for 2026-11-22");
    }

    @Test
    void shouldMakeUnitsBeforeTeamsAndTeamsBeforeProducts() throws Exception {
        // When
        load();

        // Then
        List<String> paths = sent.stream().map(Sent::path).toList();
        assertThat(paths.lastIndexOf("/api/v1/units")).isLessThan(paths.indexOf("/api/v1/teams"));
        assertThat(paths.lastIndexOf("/api/v1/teams"))
                .isLessThan(paths.indexOf("/api/v1/products"));
    }

    @Test
    void shouldStopWithOneLineThatSaysWhatWasRefusedAndGoOnThereNextTime() throws Exception {
        // Given
        door.set(
                s ->
                        s.path().contains("feed=kev")
                                ? new Answer(
                                        403,
                                        "{\"title\":\"Forbidden\",\"detail\":\"role reference\"}")
                                : taken());

        // When
        int refused = load();
        int before = sent.size();
        door.set(any -> taken());
        int resumed = load();

        // Then
        assertThat(refused).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "not loaded: feed kev [0-9-]+: /api/v1/submissions answered 403, role reference");
        assertThat(resumed).isZero();
        assertThat(before).isLessThan(200);
        assertThat(sent.stream().filter(s -> s.path().equals("/api/v1/units"))).hasSize(3);
    }

    @Test
    void shouldAskAgainWhereAServiceIsNotReadyYet() throws Exception {
        // Given
        AtomicInteger failures = new AtomicInteger(2);
        door.set(
                s ->
                        s.path().contains("/releases?") && failures.getAndDecrement() > 0
                                ? new Answer(404, "{\"detail\":\"no such product\"}")
                                : taken());

        // When
        int exit = load();

        // Then
        assertThat(exit).isZero();
        assertThat(sent.stream().filter(s -> s.path().contains("/releases?"))).hasSize(42);
    }

    @Test
    void shouldGiveUpOnAServiceThatNeverGetsReady() throws Exception {
        // Given
        door.set(s -> new Answer(503, "{\"detail\":\"starting\"}"));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));

        // When
        int exit =
                LoadDemo.run(
                        arguments(),
                        () -> now.updateAndGet(t -> t.plus(Duration.ofMinutes(1))),
                        out());

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("503, starting; gave up");
    }

    @Test
    void shouldNameTheSubmissionThatAPersonCallsErroneous() throws Exception {
        // When
        load();

        // Then
        assertThat(sent.stream().filter(s -> s.path().endsWith("/erroneous")))
                .isNotEmpty()
                .allSatisfy(
                        s ->
                                assertThat(s.body())
                                        .contains("0198f000")
                                        .doesNotContain("{submission}"));
    }

    @Test
    void shouldGoOnForTheDayOnWhichItBegan() throws Exception {
        // Given
        Files.writeString(data.resolve("demo.journal"), "2026-11-20\n");

        // When
        load();

        // Then
        assertThat(sent.stream().map(Sent::path))
                .anyMatch(path -> path.contains("observedAt=2026-11-19T"))
                .noneMatch(path -> path.contains("observedAt=2026-11-20T"));
    }

    @Test
    void shouldBeginWithTheEmptyJournalThatTheLauncherOpened() throws Exception {
        // Given
        Files.createFile(data.resolve("demo.journal"));

        // When
        load();

        // Then
        assertThat(sent).hasSameSizeAs(LoadDemo.calls(TODAY));
    }

    @Test
    void shouldTakeAddressesFromTheCommandLineBeforeThoseOfTheFile() throws Exception {
        // Given
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(
                credentials,
                "ingest.url=http://127.0.0.1:1\ndashboard.url=http://127.0.0.1:1\n"
                        + "identity.url=http://127.0.0.1:1\nclient.plumbline-backfill.secret=s3\n");

        // When
        int exit =
                LoadDemo.run(
                        List.of(
                                "--ingest",
                                address,
                                "--dashboard",
                                address,
                                "--identity",
                                address + "/realms/plumbline",
                                "--credentials",
                                credentials.toString(),
                                "--day",
                                TODAY.toString()),
                        InstantSource.system(),
                        out());

        // Then
        assertThat(exit).isZero();
        assertThat(data.resolve("demo.journal")).exists();
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLine() throws Exception {
        assertThat(LoadDemo.run(List.of("--speed", "9"), InstantSource.system(), out()))
                .isEqualTo(2);
        assertThat(LoadDemo.run(List.of(), InstantSource.system(), out())).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("cannot use --speed", "--credentials must name the file");
    }

    @Test
    void shouldSendAgainWhatAKillCutShort() throws Exception {
        // Given
        Files.writeString(data.resolve("demo.journal"), "2026-11-22\nunit commerce\t\nunit plat");

        // When
        load();

        // Then
        assertThat(sent.stream().filter(s -> s.path().equals("/api/v1/units")))
                .extracting(Sent::body)
                .hasSize(2)
                .anyMatch(body -> body.contains("platform"));
    }

    private int load() throws Exception {
        return LoadDemo.run(arguments(), InstantSource.system(), out());
    }

    private List<String> arguments() {
        return List.of("--credentials", credentials.toString(), "--day", TODAY.toString());
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private static Answer shown() {
        return new Answer(200, "{\"steps\":[{\"step\":\"RECEIVED\"},{\"step\":\"SHOWN\"}]}");
    }

    private Answer taken() {
        return new Answer(202, TAKEN.formatted(numbers.incrementAndGet()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer;
        if (exchange.getRequestURI().getPath().endsWith("/openid-connect/token")) {
            answer = new Answer(200, "{\"access_token\":\"t1\",\"expires_in\":300}");
        } else {
            Sent one =
                    new Sent(
                            exchange.getRequestURI().toString(),
                            body,
                            exchange.getRequestHeaders().getFirst("Authorization"));
            if (exchange.getRequestMethod().equals("GET")) {
                asked.add(one.path());
                answer = shown();
            } else {
                sent.add(one);
                answer = door.get().apply(one);
            }
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
