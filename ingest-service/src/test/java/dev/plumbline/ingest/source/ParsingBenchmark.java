package dev.plumbline.ingest.source;

import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference;
import dev.plumbline.ingest.canonical.EvidenceParts;
import dev.plumbline.ingest.canonical.ReferenceParts;
import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.Detected.Known;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/// How many megabytes (10⁶ bytes) a second one core reads, from bytes to the parts that go to the
/// outbox, of documents of 5 MB.
///
/// What the world says is checked and then sent; documents of this size are held in between, so
/// that they are read once.
///
/// A kind is a document that [LargeDocuments] makes; the figure is the counter `megabytes`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParsingBenchmark {
    private static final int SIZE_BYTES = 5_000_000;
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Provenance PROVENANCE =
            new Provenance(new UUID(1, 2), "plumbline-ci", 0.9, NOW, NOW, "00".repeat(32), "made");

    @Param({
        "cyclonedx-json",
        "cyclonedx-xml",
        "spdx-json",
        "spdx-tag-value",
        "csaf",
        "osv",
        "sarif"
    })
    private String kind;

    private Content content;
    private Source source;
    private double megabytes;

    /// What was read in one iteration.
    @AuxCounters
    @State(Scope.Thread)
    public static class Read {
        /// in 10⁶ bytes
        public double megabytes;
    }

    @Setup
    public void setUp() throws IOException {
        byte[] document = LargeDocuments.of(kind, SIZE_BYTES);
        megabytes = document.length / 1e6;
        content = Content.of(document);
        byte[] prefix = Arrays.copyOf(document, Opening.PREFIX);
        if (!(new Detect(Sources.all(1L << 30)).of(prefix) instanceof Known known)) {
            throw new IllegalStateException("nobody reads " + kind);
        }
        source = known.source();
        if (parse(new Read()) < 2) {
            throw new IllegalStateException(kind + " says nothing");
        }
    }

    @Benchmark
    public int parse(Read read) throws IOException {
        if (!(source.parse(content) instanceof Parsed parsed)) {
            throw new IllegalStateException(kind + " is refused");
        }
        read.megabytes += megabytes;
        return switch (parsed.document()) {
            case WorldDocument world -> events(world);
            case Either either -> events(either.ofWorld());
            case ParsedDocument document ->
                    EvidenceParts.of(document, "atlas", "4.9.2", PROVENANCE).size();
        };
    }

    private static int events(WorldDocument world) throws IOException {
        int events = 0;
        try (ReferenceParts parts = ReferenceParts.of(world, null, PROVENANCE)) {
            for (List<Reference> batch = parts.next(); !batch.isEmpty(); batch = parts.next()) {
                events += batch.size();
            }
        }
        return events;
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(ParsingBenchmark.class.getSimpleName())
                                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
                                .build())
                .run();
    }
}
