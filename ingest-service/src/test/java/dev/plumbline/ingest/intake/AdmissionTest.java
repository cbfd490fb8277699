package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.store.Organisation.Standing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
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
        return ask(admission(found), "atlas-portal");
    }

    private Admission admission(List<Standing> found) {
        return new Admission(
                product ->
                        Uni.createFrom()
                                .item(
                                        found.get(
                                                Math.min(
                                                        looks.getAndIncrement(),
                                                        found.size() - 1))));
    }

    private static Standing ask(Admission admission, String product) {
        CompletableFuture<Standing> answer = new CompletableFuture<>();
        vertx.runOnContext(
                ignored ->
                        admission
                                .of(Hop.here(), product)
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

    @Test
    void shouldNotWaitAgainForAProductThatItLookedForInVain() {
        // Given
        Admission admission = admission(List.of(Standing.UNKNOWN));
        ask(admission, "atlas-prtal");
        looks.set(0);

        // When
        ask(admission, "atlas-prtal");
        int again = looks.getAndSet(0);
        ask(admission, "atlas-other");

        // Then
        assertThat(again).isEqualTo(1);
        assertThat(looks).hasValue(6);
    }

    @Test
    void shouldTakeAProductThatWasCreatedSinceItWasLookedForInVain() {
        // Given
        List<Standing> found = new ArrayList<>(Collections.nCopies(6, Standing.UNKNOWN));
        found.add(Standing.ACTIVE);
        Admission admission = admission(found);
        ask(admission, "atlas-portal");

        // When
        Standing standing = ask(admission, "atlas-portal");

        // Then
        assertThat(standing).isEqualTo(Standing.ACTIVE);
    }
}
