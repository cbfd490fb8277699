package dev.plumbline.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.dashboard.live.LiveFeed.Signal;
import dev.plumbline.dashboard.store.ChangeNotice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    @Test
    void shouldSayAtOnceThatItIsThere() {
        // Given
        List<Signal> heard = new CopyOnWriteArrayList<>();

        // When
        var page =
                feed(10, Duration.ofMinutes(1), 20)
                        .listen(all -> true)
                        .subscribe()
                        .with(heard::add);

        // Then
        await().untilAsserted(() -> assertThat(heard).containsExactly(Signal.HEARTBEAT));
        page.cancel();
    }

    @Test
    void shouldGatherManyChangesIntoOneEvent() {
        // Given
        List<Signal> heard = new CopyOnWriteArrayList<>();
        LiveFeed feed = feed(10, Duration.ofMinutes(1), 150);
        var page = feed.listen(all -> true).subscribe().with(heard::add);
        await().untilAsserted(() -> assertThat(heard).hasSize(1));

        // When
        for (int i = 0; i < 1_000; i++) {
            feed.hear(new ChangeNotice("portal", "commerce", "portal"));
        }

        // Then
        await().untilAsserted(() -> assertThat(heard).contains(Signal.CHANGED));
        assertThat(heard.stream().filter(Signal.CHANGED::equals).count()).isLessThanOrEqualTo(2);
        page.cancel();
    }

    @Test
    void shouldKeepQuietAboutWhatThePageDoesNotCareForOrItsViewerMayNotSee() {
        // Given
        List<Signal> heard = new CopyOnWriteArrayList<>();
        List<Signal> other = new CopyOnWriteArrayList<>();
        LiveFeed feed = feed(10, Duration.ofMinutes(1), 20);
        var page = feed.listen(n -> n.product().equals("ledger")).subscribe().with(heard::add);
        var witness = feed.listen(n -> n.product().equals("portal")).subscribe().with(other::add);

        // When
        feed.hear(new ChangeNotice("portal", "commerce", "portal"));

        // Then
        await().untilAsserted(() -> assertThat(other).contains(Signal.CHANGED));
        assertThat(heard).doesNotContain(Signal.CHANGED);
        page.cancel();
        witness.cancel();
    }

    @Test
    void shouldCountPagesAndLetGoOfThoseThatLeave() {
        // Given
        LiveFeed feed = feed(2, Duration.ofMinutes(1), 20);

        // When
        var one = feed.listen(all -> true).subscribe().with(signal -> {});
        var two = feed.listen(all -> true).subscribe().with(signal -> {});

        // Then
        assertThat(feed.full()).isTrue();
        one.cancel();
        assertThat(feed.full()).isFalse();
        two.cancel();
        assertThat(feed.open()).isZero();
    }

    @Test
    void shouldEndAConnectionAfterItsTimeSoThatRightsAreCheckedAgain() {
        // Given
        LiveFeed feed = feed(2, Duration.ofMillis(100), 20);

        // When
        List<Signal> heard =
                feed.listen(all -> true).collect().asList().await().atMost(Duration.ofSeconds(5));

        // Then
        assertThat(heard).isNotEmpty();
        assertThat(feed.open()).isZero();
    }

    private static LiveFeed feed(int connections, Duration lifetime, long gatherMillis) {
        return new LiveFeed(
                new LiveConfig() {
                    @Override
                    public int connections() {
                        return connections;
                    }

                    @Override
                    public Duration lifetime() {
                        return lifetime;
                    }

                    @Override
                    public Duration heartbeat() {
                        return Duration.ofMinutes(1);
                    }

                    @Override
                    public Duration gather() {
                        return Duration.ofMillis(gatherMillis);
                    }
                });
    }
}
