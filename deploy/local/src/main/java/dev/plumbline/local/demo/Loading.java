package dev.plumbline.local.demo;

import dev.plumbline.local.demo.Call.Stage;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends the calls of a plan, stage after stage, a few at a time, and says how far it is.
final class Loading {
    private static final int AT_A_TIME = 6;
    private static final int STEPS = 4;

    private final FrontDoors doors;
    private final Journal journal;
    private final InstantSource clock;
    private final PrintStream out;

    Loading(FrontDoors doors, Journal journal, InstantSource clock, PrintStream out) {
        this.doors = doors;
        this.journal = journal;
        this.clock = clock;
        this.out = out;
    }

    /// @throws Refused at the first call that was not taken; what was taken stays remembered
    void run(List<Call> calls) throws InterruptedException {
        for (Stage stage : Stage.values()) {
            List<Call> due =
                    calls.stream()
                            .filter(call -> call.stage() == stage && !journal.has(call))
                            .toList();
            if (!due.isEmpty()) {
                Instant from = clock.instant();
                send(stage, due);
                out.printf(
                        "  demo: %s: %d (%.1f s)%n",
                        stage.title(),
                        due.size(),
                        Duration.between(from, clock.instant()).toMillis() / 1000.0);
            }
        }
        journal.finish();
    }

    private void send(Stage stage, List<Call> due) throws InterruptedException {
        ConcurrentLinkedQueue<Call> waiting = new ConcurrentLinkedQueue<>(due);
        ConcurrentLinkedQueue<Refused> refused = new ConcurrentLinkedQueue<>();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch finished = new CountDownLatch(AT_A_TIME);
        for (int worker = 0; worker < AT_A_TIME; worker++) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    for (Call call = waiting.poll();
                                            call != null && refused.isEmpty();
                                            call = waiting.poll()) {
                                        take(call);
                                        report(stage, done.incrementAndGet(), due.size());
                                    }
                                } catch (Refused e) {
                                    refused.add(e);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                    refused.add(new Refused("interrupted"));
                                } catch (RuntimeException e) {
                                    refused.add(new Refused(e.toString(), e));
                                } finally {
                                    finished.countDown();
                                }
                            });
        }
        finished.await();
        Refused first = refused.peek();
        if (first != null) {
            throw first;
        }
    }

    private void take(Call call) throws InterruptedException {
        byte[] body = call.body();
        if (call.needs() != null) {
            String submission =
                    Objects.requireNonNull(
                            journal.submission(call.needs()),
                            () -> call.needs() + " was given no submission");
            doors.awaitShown(submission);
            body =
                    new String(body, StandardCharsets.UTF_8)
                            .replace("{submission}", submission)
                            .getBytes(StandardCharsets.UTF_8);
        }
        journal.remember(call, doors.send(call, body));
    }

    /// A line for each quarter of a long stage.
    private void report(Stage stage, int done, int of) {
        if (of >= 100 && done < of && done * STEPS / of > (done - 1) * STEPS / of) {
            out.printf("  demo: %s: %d of %d%n", stage.title(), done, of);
        }
    }
}
