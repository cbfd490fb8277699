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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How many components a second one core takes from their purl to their matches, a bill of 1,500 at
/// a time, beside 250,000 ranges of 100,000 packages of six systems.
///
/// Harder than a real bill: every component is of a package that has advisories, and their ranges
/// are read from the text of their column for every bill anew, as they come from the database.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class MatcherBenchmark {

    private static final int COMPONENTS = 1_500;
    private static final int BILLS = 50;
    private static final int PACKAGES = 100_000;
    private static final int RANGES = 250_000;

    private List<List<String>> bills;
    private Map<PackageKey, List<String>> texts;
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(42);
        texts = HashMap.newHashMap(PACKAGES);
        for (int i = 0; i < RANGES; i++) {
            int number = i % PACKAGES;
            texts.computeIfAbsent(ManyRanges.key(number), _ -> new ArrayList<>(3))
                    .add(ManyRanges.range(number, random));
        }
        bills = new ArrayList<>(BILLS);
        for (int i = 0; i < BILLS; i++) {
            bills.add(ManyRanges.bill(COMPONENTS, PACKAGES, random));
        }
    }

    @Benchmark
    @OperationsPerInvocation(COMPONENTS)
    public int match() {
        Matcher matcher = new Matcher();
        int matches = 0;
        for (String purl : bill()) {
            Coordinate component = (Coordinate) Coordinate.fromPurl(purl);
            PackageKey key = component.packageKey();
            List<AdvisoryRange> candidates =
                    texts.getOrDefault(key, List.of()).stream()
                            .map(
                                    text ->
                                            new AdvisoryRange(
                                                    "T-1",
                                                    "osv",
                                                    key,
                                                    matcher.affected(text),
                                                    null))
                            .toList();
            matches += matcher.match(component, candidates).matches().size();
        }
        return matches;
    }

    /// What storing a component takes besides: the ids that are derived from it.
    @Benchmark
    @OperationsPerInvocation(COMPONENTS)
    public int identify() {
        int derived = 0;
        for (String purl : bill()) {
            Coordinate component = (Coordinate) Coordinate.fromPurl(purl);
            derived += component.id().version() + component.packageKey().id().version();
        }
        return derived;
    }

    private List<String> bill() {
        next = (next + 1) % BILLS;
        return bills.get(next);
    }

    public static void main(String... args) throws RunnerException {
        new Runner(new OptionsBuilder().include(MatcherBenchmark.class.getName()).build()).run();
    }
}
