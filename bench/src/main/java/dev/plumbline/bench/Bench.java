package dev.plumbline.bench;

import dev.plumbline.bench.Sboms.Sbom;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures the road and prints the table of `docs/benchmarks.md`.
///
/// `Bench ROOT DATA PORT OSV MODEL PARSING MATCHING`: the project, a folder for an install of its
/// own (deleted first), its first port, a folder of OSV JSON Lines with at least 5,000 records, the
/// file with the scores per second of the model's own benchmark, one figure a line, the results of
/// the parsers' benchmark as JMH's JSON, and the components per second of matching's own benchmark,
/// one figure a line.
public final class Bench {
    private static final int LEAST_ADVISORIES = 5_000;
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 5;
    // the compilers of three young services take as much as the work itself for some 600 documents
    private static final int WARM_ROUNDS = 4;
    // what was there before takes ways of its own, and little of each: compilers notice it late
    private static final int AGAIN_WARM_PASSES = 4;
    private static final int SINGLE_SBOMS = 15;
    private static final int INTAKE_ROUNDS = 3;
    private static final int INTAKE_WARM_ROUNDS = 3;
    private static final int INTAKE_CLIENTS = 8;
    private static final int INTAKE_DOCUMENTS = 2_000;
    private static final int INTAKE_PRODUCTS = 200;
    private static final int SMALL = 10;
    private static final int MANY_ADVISORIES = 100_000;
    private static final int PORTFOLIO = 2_000;
    private static final int PORTFOLIO_COMPONENTS = 500;
    private static final int PORTFOLIO_AT_ONCE = 200;
    private static final int HIT_ROUNDS = 6;
    private static final Map<String, String> REACH_OF_PARSERS =
            Map.of("cyclonedx-json", "≥ 250", "cyclonedx-xml", "≥ 60", "spdx-tag-value", "≥ 60");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration TO_SETTLE = Duration.ofSeconds(20);

    private final Path root;
    private final Platform platform;
    private final Road road;
    private final ShownScores shown;
    private final Sboms sboms;
    private final List<String> table = new ArrayList<>();

    private Bench(Path root, Platform platform, Road road, ShownScores shown, Sboms sboms) {
        this.root = root;
        this.platform = platform;
        this.road = road;
        this.shown = shown;
        this.sboms = sboms;
    }

    /// How the documents of a round are cut: `documents` of `components` each.
    private record Load(String name, int documents, int components) {}

    public static void main(String[] args) throws Exception {
        if (args.length != 7) {
            throw new IllegalArgumentException("Bench ROOT DATA PORT OSV MODEL PARSING MATCHING");
        }
        Path root = Path.of(args[0]).toAbsolutePath();
        Path data = Path.of(args[1]).toAbsolutePath();
        int port = Integer.parseInt(args[2]);
        Advisories advisories = Advisories.in(Path.of(args[3]));
        if (advisories.records() < LEAST_ADVISORIES) {
            throw new IllegalArgumentException(
                    "%s holds %d advisories; the figures are defined with at least %d"
                            .formatted(args[3], advisories.records(), LEAST_ADVISORIES));
        }
        delete(data);
        try (Platform platform = new Platform(root, data, port)) {
            Duration first = platform.up("--demo");
            Thread.sleep(TO_SETTLE);
            long resident = platform.residentBytes();
            platform.down();
            double[] starts = new double[3];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = platform.up().toMillis() / 1000.0;
                if (i < starts.length - 1) {
                    platform.down();
                }
            }
            try (ShownScores shown = new ShownScores(platform.bootstrapServers())) {
                Bench bench =
                        new Bench(
                                root,
                                platform,
                                new Road(platform.credentials()),
                                shown,
                                new Sboms(42, advisories.packages()));
                bench.row(
                        "`up` from built state to the page answering, s",
                        new Spread(starts),
                        1,
                        "≤ 60");
                bench.row(
                        "resident memory of the whole stack, idle, after `--demo`, GiB",
                        new Spread(new double[] {resident / (double) (1L << 30)}),
                        2,
                        "≤ 2.5");
                bench.measure(advisories, figures(Path.of(args[4])));
                bench.row(
                        "matching: bills of 1,500 beside 250,000 ranges in memory,"
                                + " components/s on one core (JMH)",
                        figures(Path.of(args[6])),
                        0,
                        "≥ 100,000");
                bench.parsing(ParsingFigures.in(Path.of(args[5])));
                bench.print(advisories.records(), first);
            }
        }
    }

    private static Spread figures(Path lines) throws IOException {
        return new Spread(
                Files.readAllLines(lines).stream().mapToDouble(Double::parseDouble).toArray());
    }

    private void measure(Advisories advisories, Spread modelScores) throws Exception {
        UUID reference = road.submit("format=osv&feed=osv", advisories.document()).submission();
        shown.lastOf(List.of(reference), PATIENCE);

        List<List<Sent>> warm = new ArrayList<>();
        rounds(WARM_ROUNDS, new Load("warm-many", 200, 150), warm);
        rounds(1, new Load("warm-large", 20, 1500), new ArrayList<>());
        for (int i = 0; i < AGAIN_WARM_PASSES; i++) {
            again(warm);
        }

        row(
                "one SBOM of 1,500 components, POST to the new score on the page, s",
                single(),
                2,
                "p50 ≤ 2");
        List<List<Sent>> sent = new ArrayList<>();
        row(
                "200 SBOMs of 150 components, 4 clients, components/s",
                rounds(ROUNDS, new Load("many", 200, 150), sent),
                0,
                "≥ 5,000");
        row(
                "20 SBOMs of 1,500 components, likewise, components/s",
                rounds(ROUNDS, new Load("large", 20, 1500), new ArrayList<>()),
                0,
                "≥ 8,000");
        row("the same SBOMs again (200 of 150), components/s", again(sent), 0, "≥ 20,000");
        intake();
        portfolio();
        row(
                "%,d advisories as one zip, from the request to matched, s"
                        .formatted(MANY_ADVISORIES),
                new Spread(new double[] {manyAdvisories(advisories)}),
                0,
                "≤ 120");
        platform.settle();
        System.out.println(platform.verify());
        row(
                "`scoring-model`: one product with 1,000 obligations under the full catalogue,"
                        + " scores/s on one core (JMH)",
                modelScores,
                0,
                "≥ 5,000");
    }

    private record Sent(String product, Sbom sbom) {}

    private Spread single() throws Exception {
        List<String> products =
                IntStream.range(0, SINGLE_SBOMS).mapToObj(i -> "bench-single-" + i).toList();
        road.createProducts("bench-team", products);
        platform.settle();
        double[] seconds = new double[SINGLE_SBOMS];
        for (int i = 0; i < SINGLE_SBOMS; i++) {
            Sbom sbom = sboms.next(products.get(i), 1500);
            long start = System.nanoTime();
            UUID id = road.submit(query(products.get(i)), sbom.bytes()).submission();
            seconds[i] = (shown.lastOf(List.of(id), PATIENCE) - start) / 1e9;
        }
        return new Spread(seconds);
    }

    /// How fast small documents are taken in while the rest of the stack works on them.
    private void intake() throws Exception {
        double[] rates = new double[INTAKE_ROUNDS];
        double[] slow = new double[INTAKE_ROUNDS];
        for (int i = -INTAKE_WARM_ROUNDS; i < INTAKE_ROUNDS; i++) {
            String round = "bench-intake-" + (i + INTAKE_WARM_ROUNDS) + "-";
            List<String> products =
                    IntStream.range(0, INTAKE_PRODUCTS).mapToObj(n -> round + n).toList();
            road.createProducts("bench-team", products);
            List<Sbom> documents =
                    IntStream.range(0, INTAKE_DOCUMENTS)
                            .mapToObj(n -> sboms.next(products.get(n % INTAKE_PRODUCTS), SMALL))
                            .toList();
            platform.settle();
            Intake intake = send(products, documents);
            shown.lastOf(intake.ids(), PATIENCE);
            if (i >= 0) {
                rates[i] = INTAKE_DOCUMENTS / intake.seconds();
                slow[i] = intake.p99Millis();
            }
        }
        row(
                "HTTP intake of 2,000 small documents, 8 clients, accepted documents/s",
                new Spread(rates),
                0,
                "≥ 150");
        row("the same, p99 of one answer, ms", new Spread(slow), 0, "≤ 250");
    }

    private record Intake(double seconds, double p99Millis, List<UUID> ids) {}

    private Intake send(List<String> products, List<Sbom> documents)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        List<UUID> ids = Collections.synchronizedList(new ArrayList<>());
        long[] nanos = new long[documents.size()];
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(INTAKE_CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < INTAKE_CLIENTS; c++) {
                running.add(
                        clients.submit(
                                () -> {
                                    for (int i = next.getAndIncrement();
                                            i < nanos.length;
                                            i = next.getAndIncrement()) {
                                        long sent = System.nanoTime();
                                        Road.Answer answer =
                                                road.submit(
                                                        "product=%s&release=1.0.%d"
                                                                .formatted(
                                                                        products.get(
                                                                                i
                                                                                        % products
                                                                                                .size()),
                                                                        i / products.size()),
                                                        documents.get(i).bytes());
                                        nanos[i] = System.nanoTime() - sent;
                                        ids.add(answer.submission());
                                    }
                                    return null;
                                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        return new Intake(seconds, nanos[nanos.length * 99 / 100] / 1e6, List.copyOf(ids));
    }

    /// Two thousand products, and what becomes of them when the world learns of a flaw in something
    /// that 200, 1,000 or all of them hold.
    private void portfolio() throws Exception {
        for (int from = 0; from < PORTFOLIO; from += PORTFOLIO_AT_ONCE) {
            List<String> products =
                    IntStream.range(from, from + PORTFOLIO_AT_ONCE)
                            .mapToObj(n -> "bench-portfolio-" + n)
                            .toList();
            road.createProducts("bench-team", products);
            List<Sent> documents = new ArrayList<>();
            for (int i = 0; i < products.size(); i++) {
                String product = products.get(i);
                documents.add(
                        new Sent(
                                product,
                                sboms.next(product, PORTFOLIO_COMPONENTS, marks(from + i))));
            }
            seconds(documents, 202);
        }
        row(
                "a new advisory that hits 200 of 2,000 products, request to the last page, s",
                hits(200),
                2,
                "p50 ≤ 1");
        row("the same, 1,000 of 2,000 products, s", hits(1_000), 2, "≤ 4");
        double[] all = hits(PORTFOLIO).values();
        row(
                "2,000 products of 500 components scored anew, products/s",
                new Spread(Arrays.stream(all).map(seconds -> PORTFOLIO / seconds).toArray()),
                0,
                "≥ 300");
        row(
                "heap that scoring-service has taken after all that, MiB",
                new Spread(new double[] {platform.scoringHeap() / (1 << 20)}),
                0,
                "≤ 512");
    }

    /// What a product of the portfolio holds that an advisory will be about.
    private static List<String> marks(int product) {
        return IntStream.of(200, 1_000, PORTFOLIO)
                .filter(hits -> product < hits)
                .boxed()
                .flatMap(
                        hits ->
                                IntStream.range(0, HIT_ROUNDS)
                                        .mapToObj(
                                                round -> "pkg:npm/" + mark(hits, round) + "@1.0.0"))
                .toList();
    }

    private static String mark(int hits, int round) {
        return "bench-held-by-" + hits + "-" + round;
    }

    /// The first round is for the compilers.
    private Spread hits(int products) throws Exception {
        double[] seconds = new double[HIT_ROUNDS - 1];
        for (int round = 0; round < HIT_ROUNDS; round++) {
            platform.settle();
            byte[] advisory =
                    """
                    {"schema_version": "1.6.0", "id": "BENCH-%d-%d", "modified": "2026-11-20T10:00:00Z",
                     "published": "2026-11-20T10:00:00Z", "summary": "A flaw for the benchmark",
                     "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N"}],
                     "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
                       "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]}]}
                    """
                            .formatted(products, round, mark(products, round))
                            .getBytes(StandardCharsets.UTF_8);
            long start = System.nanoTime();
            UUID submission = road.submit("format=osv", advisory).submission();
            double took = (shown.lastOf(List.of(submission), PATIENCE) - start) / 1e9;
            if (round > 0) {
                seconds[round - 1] = took;
            }
        }
        return new Spread(seconds);
    }

    private double manyAdvisories(Advisories advisories) throws Exception {
        byte[] zip = advisories.zip(MANY_ADVISORIES);
        platform.settle();
        long start = System.nanoTime();
        UUID submission = road.submit("format=osv", zip).submission();
        return (shown.lastOf(List.of(submission), PATIENCE.multipliedBy(2)) - start) / 1e9;
    }

    private void parsing(Map<String, Spread> figures) {
        figures.forEach(
                (kind, spread) ->
                        row(
                                "reading "
                                        + kind
                                        + ", 5 MB, bytes to events, MB/s on one core (JMH)",
                                spread,
                                0,
                                REACH_OF_PARSERS.getOrDefault(kind, "≥ 150")));
    }

    private Spread rounds(int rounds, Load load, List<List<Sent>> sent) throws Exception {
        double[] rates = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            List<Sent> documents = new ArrayList<>();
            rates[i] =
                    round(
                            new Load(load.name() + "-" + i, load.documents(), load.components()),
                            documents);
            sent.add(documents);
        }
        return new Spread(rates);
    }

    private double round(Load load, List<Sent> sent) throws Exception {
        List<String> products =
                IntStream.range(0, load.documents())
                        .mapToObj(i -> "bench-" + load.name() + "-" + i)
                        .toList();
        road.createProducts("bench-team", products);
        int fresh = 0;
        int components = 0;
        for (String product : products) {
            Sbom sbom = sboms.next(product, load.components());
            sent.add(new Sent(product, sbom));
            fresh += sbom.fresh();
            components += sbom.components();
        }
        if (fresh * 2 < components) {
            throw new IllegalStateException(
                    "only " + fresh + " of " + components + " coordinates are new");
        }
        platform.settle();
        return components / seconds(sent, 202);
    }

    private Spread again(List<List<Sent>> sent) throws Exception {
        double[] rates = new double[sent.size()];
        for (int i = 0; i < rates.length; i++) {
            int components = sent.get(i).stream().mapToInt(s -> s.sbom().components()).sum();
            platform.settle();
            rates[i] = components / seconds(sent.get(i), 200);
        }
        return new Spread(rates);
    }

    /// Sends with four clients and gives the time from the first request to the last score shown;
    /// for documents that were there before, to the last answer.
    private double seconds(List<Sent> sent, int expected)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        List<UUID> ids = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                running.add(
                        clients.submit(
                                () -> {
                                    for (int i = next.getAndIncrement();
                                            i < sent.size();
                                            i = next.getAndIncrement()) {
                                        Sent document = sent.get(i);
                                        Road.Answer answer =
                                                road.submit(
                                                        query(document.product()),
                                                        document.sbom().bytes());
                                        if (answer.status() != expected) {
                                            throw new IllegalStateException(
                                                    "status "
                                                            + answer.status()
                                                            + " instead of "
                                                            + expected);
                                        }
                                        ids.add(answer.submission());
                                    }
                                    return null;
                                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        long end = expected == 202 ? shown.lastOf(ids, PATIENCE) : System.nanoTime();
        return (end - start) / 1e9;
    }

    private static String query(String product) {
        return "product=" + product + "&release=1.0.0";
    }

    private void row(String what, Spread spread, int decimals, String reach) {
        String line = "| " + what + " | " + spread.inWords(decimals) + " | " + reach + " |";
        table.add(line);
        System.out.println(line);
    }

    private void print(int advisories, Duration first) throws IOException, InterruptedException {
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%s · %s · %d cores · commit %s%n",
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                commit());
        System.out.printf(
                Locale.ROOT,
                "fsync on; %,d real advisories loaded; half of the coordinates new; every last score checked by"
                        + " `./plumbline verify`; first start with `--demo` took %.0f s%n%n",
                advisories,
                first.toMillis() / 1000.0);
        System.out.println("| what | median (least to most) | reach |");
        System.out.println("|---|---|---|");
        table.forEach(System.out::println);
    }

    private static String processor() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (Files.notExists(cpuinfo)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.filter(l -> l.startsWith("model name"))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private String commit() throws IOException, InterruptedException {
        Process git =
                new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                        .directory(root.toFile())
                        .start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(git.getInputStream(), StandardCharsets.UTF_8))) {
            String commit = said.readLine();
            return git.waitFor() == 0 && commit != null ? commit : "unknown";
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
