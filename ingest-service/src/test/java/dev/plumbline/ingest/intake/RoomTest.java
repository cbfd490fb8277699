package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room(100);
    private final List<String> begun = new ArrayList<>();
    private final Map<String, UniEmitter<? super String>> working = new HashMap<>();

    /// Work that ends when the test says so.
    private Cancellable work(String name, long bytes) {
        return room.within(
                        bytes,
                        () -> {
                            begun.add(name);
                            return Uni.createFrom()
                                    .<String>emitter(emitter -> working.put(name, emitter));
                        })
                .subscribe()
                .with(ended -> {}, failure -> {});
    }

    private void end(String name) {
        working.get(name).complete(name);
    }

    @Test
    void shouldLetInWhoeverFindsRoom() {
        // When
        work("one", 40);
        work("two", 60);
        work("three", 1);

        // Then
        assertThat(begun).containsExactly("one", "two");

        // When
        end("one");

        // Then
        assertThat(begun).containsExactly("one", "two", "three");
    }

    @Test
    void shouldNotLetSmallOnesPassByALargeOneThatWaits() {
        // Given
        work("one", 40);
        work("large", 1_000);
        work("small", 1);
        assertThat(begun).containsExactly("one");

        // When
        end("one");

        // Then
        assertThat(begun).containsExactly("one", "large");

        // When
        end("large");

        // Then
        assertThat(begun).containsExactly("one", "large", "small");
    }

    @Test
    void shouldGiveRoomBackWhenWorkFails() {
        // Given
        work("one", 100);
        work("two", 100);

        // When
        working.get("one").fail(new IllegalStateException("broken"));

        // Then
        assertThat(begun).containsExactly("one", "two");
    }

    @Test
    void shouldGiveRoomBackWhenSomebodyLeaves() {
        // Given
        Cancellable one = work("one", 100);
        Cancellable two = work("two", 100);
        work("three", 100);

        // When
        two.cancel();
        one.cancel();

        // Then
        assertThat(begun).containsExactly("one", "three");

        // When
        end("three");
        work("four", 100);

        // Then
        assertThat(begun).containsExactly("one", "three", "four");
    }
}
