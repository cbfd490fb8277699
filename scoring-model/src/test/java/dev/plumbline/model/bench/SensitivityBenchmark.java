package dev.plumbline.model.bench;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.explain.Sensitivity;
import dev.plumbline.model.explain.Sensitivity.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How long it takes to move every weight of the full catalogue up and down over 2,000 products.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SensitivityBenchmark {
    private Catalogue catalogue;
    private List<Subject> subjects;

    @Setup
    public void setUp() {
        catalogue = CatalogueReader.shipped("full");
        var random = new Random(5);
        subjects = IntStream.range(0, 2_000).mapToObj(i -> subject("p" + i, random)).toList();
    }

    private Subject subject(String key, Random random) {
        var values = new HashMap<String, Double>();
        catalogue.measures().forEach(each -> values.put(each.id(), random.nextDouble()));
        return new Subject(key, values, random.nextInt(5) == 0 ? 0.6 : 1);
    }

    @Benchmark
    public Sensitivity.Result sensitivity() {
        return Sensitivity.of(catalogue, subjects);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(SensitivityBenchmark.class.getSimpleName())
                                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
                                .build())
                .run();
    }
}
