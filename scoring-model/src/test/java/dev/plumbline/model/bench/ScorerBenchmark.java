package dev.plumbline.model.bench;

import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How many scores a second one core computes under the full catalogue, for a product with 1,000
/// obligations, and with 2,100.
///
/// A concern is mostly owed under two measures: 410 of them, and the duties of a year, make a
/// thousand obligations of a score.
///
/// `score` is the whole thing: fold the entries, compute every figure, describe every obligation.
/// `rescore` has the posture folded already; `figures` wants the bare numbers of it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScorerBenchmark {
    private static final int OBLIGATIONS = 1_000;

    @Param({"410", "930"})
    private int concerns;

    private Scorer scorer;
    private List<Entry> entries;
    private Posture posture;
    private Instant now;

    @Setup
    public void setUp() {
        var catalogue = CatalogueReader.shipped("full");
        scorer = new Scorer(catalogue);
        entries = LargeProduct.full(catalogue, concerns, 360);
        posture = scorer.posture(entries);
        now = LargeProduct.now();
        var obligations = score().obligations().size();
        if (obligations < OBLIGATIONS) {
            throw new IllegalStateException("only " + obligations + " obligations");
        }
    }

    @Benchmark
    public Score score() {
        return scorer.score(entries, now);
    }

    @Benchmark
    public Score rescore() {
        return scorer.score(posture, now);
    }

    @Benchmark
    public Figures figures() {
        return scorer.figures(posture, now);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(ScorerBenchmark.class.getSimpleName())
                                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
                                .build())
                .run();
    }
}
