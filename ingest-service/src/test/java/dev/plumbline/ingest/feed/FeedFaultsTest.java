package dev.plumbline.ingest.feed;

import static dev.plumbline.ingest.feed.Publisher.bytes;
import static dev.plumbline.ingest.feed.Publisher.chunked;
import static dev.plumbline.ingest.feed.Publisher.cutOff;
import static dev.plumbline.ingest.feed.Publisher.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Publisher.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What publishers and the way to them do wrong, and what is said of it. Nothing of a failed fetch
/// stays behind.
class FeedFaultsTest {
    private static final byte[] KEV = Samples.kev("CVE-2020-11023");
    private static final byte[] ZIP =
            Samples.zip("GHSA-1.json", Samples.osv("GHSA-1"), "GHSA-2.json", Samples.osv("GHSA-2"));
    private static final List<String> TABLE = new ArrayList<>();

    @TempDir Path folder;
    private Publisher publisher;
    private Couriers courier;

    @AfterAll
    static void stop() {
        System.out.println("fault -> answer");
        TABLE.forEach(System.out::println);
    }

    @BeforeEach
    void open() {
        publisher = new Publisher();
        courier = new Couriers(folder);
    }

    @AfterEach
    void close() {
        courier.close();
        publisher.close();
    }

    private record Fault(String name, Of on, Answer answer, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    private enum Of {
        KEV,
        OSV
    }

    private static Fault fault(String name, Of on, String said, Answer answer) {
        return new Fault(name, on, answer, said);
    }

    static Stream<Fault> faults() {
        byte[] half = Arrays.copyOf(ZIP, ZIP.length / 2);
        byte[] large = new byte[150_000];
        Arrays.fill(large, (byte) ' ');
        large[0] = '{';
        return Stream.of(
                fault("cut off in the middle", Of.KEV, "was cut off", cutOff(KEV, 10_000)),
                fault(
                        "429 with Retry-After in seconds",
                        Of.KEV,
                        "429 from the publisher [after 120 s]",
                        status(429, "Retry-After", "120")),
                fault(
                        "429 with Retry-After as a date",
                        Of.KEV,
                        "429 from the publisher [after 90 s]",
                        status(429, "Retry-After", "Mon, 23 Nov 2026 09:01:30 GMT")),
                fault(
                        "503 with a broken Retry-After",
                        Of.KEV,
                        "503 from the publisher",
                        status(503, "Retry-After", "soon")),
                fault("500", Of.KEV, "500 from the publisher", status(500)),
                fault("404", Of.KEV, "404 from the publisher", status(404)),
                fault("403", Of.KEV, "it wants a key, or keeps us out", status(403)),
                fault("304 that was not asked for", Of.KEV, "not asked for", status(304)),
                fault(
                        "HTML instead of JSON",
                        Of.KEV,
                        "a page of HTML came instead of JSON",
                        bytes("text/html; charset=utf-8", Samples.utf8("<html>Sign in</html>"))),
                fault(
                        "HTML that says it is JSON",
                        Of.KEV,
                        "does not begin like JSON",
                        bytes("application/json", Samples.utf8("<html>Sign in</html>"))),
                fault(
                        "nothing",
                        Of.KEV,
                        "nothing came instead of JSON",
                        bytes("application/json", new byte[0])),
                fault(
                        "larger than allowed, announced",
                        Of.KEV,
                        "larger than 100000 bytes",
                        bytes("application/json", large)),
                fault(
                        "larger than allowed, not announced",
                        Of.KEV,
                        "larger than 100000 bytes",
                        chunked("application/json", large)),
                fault(
                        "redirect to another port of this machine",
                        Of.KEV,
                        "leads into a private network",
                        status(302, "Location", "http://127.0.0.1:1/kev.json")),
                fault(
                        "redirect to a cloud's metadata",
                        Of.KEV,
                        "leads into a private network",
                        status(302, "Location", "http://169.254.169.254/latest/meta-data/")),
                fault(
                        "redirect to IPv6 loopback in disguise",
                        Of.KEV,
                        "leads into a private network",
                        status(307, "Location", "http://[::ffff:10.0.0.1]/")),
                fault(
                        "redirect to a file",
                        Of.KEV,
                        "neither http nor https",
                        status(302, "Location", "file:///etc/passwd")),
                fault("redirect to nowhere", Of.KEV, "leads nowhere", status(302)),
                fault(
                        "redirects without end",
                        Of.KEV,
                        "more than 5 redirects",
                        status(301, "Location", "/fault")),
                fault(
                        "a zip cut in half",
                        Of.OSV,
                        "the zip archive is cut off or broken",
                        bytes("application/zip", half)),
                fault(
                        "a zip bomb",
                        Of.OSV,
                        "unpacks to more than 200 times its size",
                        bytes("application/zip", bomb())),
                fault(
                        "a zip without records",
                        Of.OSV,
                        "holds no records",
                        bytes("application/zip", Samples.zip("README.md", "hello"))),
                fault(
                        "JSON instead of a zip",
                        Of.OSV,
                        "does not begin like a zip archive",
                        bytes("application/zip", KEV)));
    }

    private static byte[] bomb() {
        String zeros = "0".repeat(20_000_000);
        return Samples.zip("GHSA-1.json", zeros, "GHSA-2.json", zeros);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldSayInOneSentenceWhatIsWrong(Fault fault) throws IOException {
        // Given
        publisher.answer("/fault", fault.answer());
        publisher.answer("/all.zip", fault.answer());

        // When
        String said = said(fault.on());

        // Then
        TABLE.add(fault.name() + " -> " + said);
        assertThat(said).contains(fault.said());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldGiveUpOnPublishersThatFallSilent() throws IOException {
        // Given
        publisher.answer("/fault", publisher.stalled(Samples.utf8("{\"title\":")));

        // When
        String said = said(Of.KEV);

        // Then
        TABLE.add("silent in the middle -> " + said);
        assertThat(said).contains("nothing came from 127.0.0.1 for 400 ms");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldGiveUpOnPublishersThatNeverAnswer() {
        // Given
        publisher.answer("/fault", publisher.silent());

        // When
        String said = said(Of.KEV);

        // Then
        TABLE.add("no answer -> " + said);
        assertThat(said).contains("nothing came from 127.0.0.1 for 400 ms");
    }

    @Test
    void shouldGiveUpOnPublishersThatDrip() {
        // Given
        publisher.answer(
                "/fault",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 100; i++) {
                        exchange.getResponseBody().write('{');
                        exchange.getResponseBody().flush();
                        try {
                            new CompletableFuture<Void>().get(100, TimeUnit.MILLISECONDS);
                        } catch (TimeoutException e) {
                            // the next drop
                        } catch (InterruptedException | ExecutionException e) {
                            return;
                        }
                    }
                });

        // When
        String said = said(Of.KEV);

        // Then
        TABLE.add("drop by drop -> " + said);
        assertThat(said).contains("it took longer than 2 s");
    }

    @Test
    void shouldSayThatNobodyListens() {
        // Given
        URI nobody = publisher.at("/fault");
        publisher.close();

        // When
        String said = said(Of.KEV, nobody);

        // Then
        TABLE.add("nobody listens -> " + said);
        assertThat(said).contains("the connection to 127.0.0.1 failed");
    }

    @Test
    void shouldSayThatAHostIsNotKnown() {
        // When
        String said = said(Of.KEV, URI.create("http://feeds.invalid/kev.json"));

        // Then
        TABLE.add("unknown host -> " + said);
        assertThat(said).contains("feeds.invalid is not known");
    }

    @Test
    void shouldKnowWhatDidNotChange() throws Exception {
        // Given
        publisher.answer("/fault", Publisher.tagged("application/json", "\"a\"", KEV));
        Map<String, String> marks = Map.of(Marks.etag(publisher.at("/fault")), "\"a\"");

        // When
        Fetched fetched =
                courier.fetch(
                        Wanted.document(publisher.at("/fault"), Shape.JSON).ifChanged(marks),
                        publisher.at("/fault"));

        // Then
        assertThat(fetched).isInstanceOf(Fetched.Unchanged.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldFollowRedirectsOfTheFeedsOwnHostAndTellItAloneTheKey() throws Exception {
        // Given
        List<String> keys = new ArrayList<>();
        publisher.answer("/fault", status(302, "Location", "/moved"));
        publisher.answer(
                "/moved",
                exchange -> {
                    keys.add(exchange.getRequestHeaders().getFirst("apiKey"));
                    bytes("application/json", KEV).to(exchange);
                });

        // When
        Fetched fetched =
                courier.fetch(
                        Wanted.document(publisher.at("/fault"), Shape.JSON),
                        publisher.at("/fault"));

        // Then
        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Here.class,
                        here -> {
                            assertThat(here.bytes()).isEqualTo(KEV.length);
                            assertThat(here.file()).hasBinaryContent(KEV);
                        });
        assertThat(keys).containsExactly(Couriers.KEY);
    }

    private String said(Of of) {
        return said(of, publisher.at(of == Of.KEV ? "/fault" : "/"));
    }

    private String said(Of of, URI address) {
        Poll poll =
                of == Of.KEV
                        ? new OneDocumentPoll(
                                address, Shape.JSON, "kev", Feed.KEV, Map.of(), Couriers.NOW)
                        : new OsvPoll(address, List.of(), Map.of(), Couriers.NOW);
        try {
            Fetched fetched = courier.fetch(poll.next(), address);
            try (Pieces pieces = poll.came(fetched)) {
                for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
                    assertThat(piece.format()).isNotEmpty();
                }
            } finally {
                if (fetched instanceof Here here) {
                    Files.delete(here.file());
                }
            }
            return "taken in";
        } catch (FetchFailure e) {
            return e.getMessage()
                    + (e.retryAfter() == null
                            ? ""
                            : " [after " + e.retryAfter().toSeconds() + " s]");
        } catch (Unusable e) {
            return e.getMessage();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
