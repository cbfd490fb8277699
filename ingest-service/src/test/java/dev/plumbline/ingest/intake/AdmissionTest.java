package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.store.Organisation.Standing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static Vertx vertx;

    private final AtomicInteger looks = new AtomicInteger();

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    /// The standing of a product of which each look finds what is next in the list.
    private Standing standing(List<Standing> found) {
        Admission admission =
                new Admission(
                        product ->
                                Uni.createFrom()
                                        .item(
                                                found.get(
                                                        Math.min(
                                                                looks.getAndIncrement(),
                                                                found.size() - 1))));
        CompletableFuture<Standing> answer = new CompletableFuture<>();
        vertx.runOnContext(
                ignored ->
                        admission
                                .of(Hop.here(), "atlas-portal")
                                .subscribe()
                                .with(answer::complete, answer::completeExceptionally));
        return answer.join();
    }

    @Test
    void shouldTakeAProductWhoseCreationIsOnTheWay() {
        // When
        Standing standing = standing(List.of(Standing.UNKNOWN, Standing.UNKNOWN, Standing.ACTIVE));

        // Then
        assertThat(standing).isEqualTo(Standing.ACTIVE);
        assertThat(looks).hasValue(3);
    }

    @Test
    void shouldGiveUpOnAProductThatNobodyCreates() {
        // When
        Standing standing = standing(List.of(Standing.UNKNOWN));

        // Then
        assertThat(standing).isEqualTo(Standing.UNKNOWN);
        assertThat(looks).hasValue(6);
    }

    @Test
    void shouldLookOnceForWhatIsKnown() {
        // When
        Standing standing = standing(List.of(Standing.ARCHIVED));

        // Then
        assertThat(standing).isEqualTo(Standing.ARCHIVED);
        assertThat(looks).hasValue(1);
    }
}
