package dev.plumbline.scoring.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How many components a second one core identifies, and holds against the advisories of their
/// package read from the text of a column; three advisories with up to three ranges each for every
/// package.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class MatcherBenchmark {

    private static final int COMPONENTS = 10_000;
    private static final int PACKAGES = 500;

    @Param({"maven", "npm", "pypi", "golang", "deb", "rpm"})
    public String type;

    private List<String> purls;
    private List<Coordinate> coordinates;
    private Map<PackageKey, List<String>> texts;

    @Setup
    public void fill() {
        Random random = new Random(42);
        purls = new ArrayList<>();
        coordinates = new ArrayList<>();
        texts = new HashMap<>();
        for (int i = 0; i < COMPONENTS; i++) {
            String purl = purl(random.nextInt(PACKAGES), version(random));
            Coordinate coordinate = (Coordinate) Coordinate.fromPurl(purl);
            purls.add(purl);
            coordinates.add(coordinate);
            texts.computeIfAbsent(coordinate.packageKey(), _ -> ranges(random));
        }
    }

    @Benchmark
    @OperationsPerInvocation(COMPONENTS)
    public int identify() {
        int matchable = 0;
        for (String purl : purls) {
            matchable +=
                    Coordinate.fromPurl(purl) instanceof Coordinate c && c.id().version() == 8
                            ? 1
                            : 0;
        }
        return matchable;
    }

    @Benchmark
    @OperationsPerInvocation(COMPONENTS)
    public int match() {
        Matcher matcher = new Matcher();
        Map<PackageKey, List<AdvisoryRange>> candidates = new HashMap<>();
        int matches = 0;
        for (Coordinate coordinate : coordinates) {
            List<AdvisoryRange> ranges =
                    candidates.computeIfAbsent(coordinate.packageKey(), key -> read(matcher, key));
            matches += matcher.match(coordinate, ranges).matches().size();
        }
        return matches;
    }

    private List<AdvisoryRange> read(Matcher matcher, PackageKey key) {
        return texts.get(key).stream()
                .map(text -> new AdvisoryRange("T-1", "osv", key, matcher.affected(text), null))
                .toList();
    }

    private String purl(int number, String version) {
        return switch (type) {
            case "maven" -> "pkg:maven/org.example.group" + number + "/artifact@" + version;
            case "golang" -> "pkg:golang/github.com/example/module" + number + "@v" + version;
            case "deb" ->
                    "pkg:deb/debian/package"
                            + number
                            + "@"
                            + version
                            + "-1?arch=amd64&distro=debian-12";
            case "rpm" ->
                    "pkg:rpm/almalinux/package"
                            + number
                            + "@"
                            + version
                            + "-1.el8?distro=almalinux-8.9";
            default -> "pkg:" + type + "/package" + number + "@" + version;
        };
    }

    private List<String> ranges(Random random) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ranges.add(
                    "vers:%s/<1.%d.3|>=2.0.0|<2.%d.0|>=3.1.0|<3.%d.1"
                            .formatted(
                                    type,
                                    random.nextInt(9),
                                    1 + random.nextInt(9),
                                    2 + random.nextInt(9)));
        }
        return ranges;
    }

    private static String version(Random random) {
        return random.nextInt(5) + "." + random.nextInt(20) + "." + random.nextInt(20);
    }

    public static void main(String... args) throws RunnerException {
        new Runner(new OptionsBuilder().include(MatcherBenchmark.class.getName()).build()).run();
    }
}
