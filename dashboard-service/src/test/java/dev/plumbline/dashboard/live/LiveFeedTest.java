package dev.plumbline.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.dashboard.live.LiveFeed.Signal;
import dev.plumbline.dashboard.store.ChangeNotice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final int REMEMBERED = 3;
    private static final ChangeNotice PORTAL = new ChangeNotice("portal", "commerce", "portal");

    @Test
    void shouldTellAPageWhatChangedBetweenItsRenderingAndItsConnection() {
        // Given
        LiveFeed feed = feed(10, Duration.ofMinutes(1), 20);
        feed.hear(PORTAL);

        // When
        List<Signal> before = heard(feed, NOW, all -> true);
        List<Signal> after = heard(feed, NOW.plusMillis(1), all -> true);
        List<Signal> other = heard(feed, NOW, n -> n.product().equals("ledger"));

        // Then
        assertThat(before).containsOnlyOnce(Signal.CHANGED);
        assertThat(after).doesNotContain(Signal.CHANGED);
        assertThat(other).doesNotContain(Signal.CHANGED);
    }

    @Test
    void shouldTakeAPageForChangedOfWhichItNoLongerKnows() {
        // Given
        LiveFeed young = feed(10, Duration.ofMinutes(1), 20);
        LiveFeed busy = feed(10, Duration.ofMinutes(1), 20);

        // When
        for (int i = 0; i <= REMEMBERED; i++) {
            busy.hear(PORTAL);
        }

        // Then
        assertThat(heard(young, NOW.minusMillis(1), none -> false)).contains(Signal.CHANGED);
        assertThat(heard(busy, NOW.minusMillis(1), none -> false)).contains(Signal.CHANGED);
        assertThat(heard(busy, NOW, none -> false)).doesNotContain(Signal.CHANGED);
    }

    @Test
    void shouldSayAtOnceThatItIsThere() {
        // Given
        List<Signal> heard = new CopyOnWriteArrayList<>();

        // When
        var page =
                feed(10, Duration.ofMinutes(1), 20)
                        .listen(NOW, all -> true)
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
        var page = feed.listen(NOW, all -> true).subscribe().with(heard::add);
        await().untilAsserted(() -> assertThat(heard).hasSize(1));

        // When
        for (int i = 0; i < 1_000; i++) {
            feed.hear(PORTAL);
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
        var page = feed.listen(NOW, n -> n.product().equals("ledger")).subscribe().with(heard::add);
        var witness =
                feed.listen(NOW, n -> n.product().equals("portal")).subscribe().with(other::add);

        // When
        feed.hear(PORTAL);

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
        var one = feed.listen(NOW, all -> true).subscribe().with(signal -> {});
        var two = feed.listen(NOW, all -> true).subscribe().with(signal -> {});

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
                feed.listen(NOW, all -> true)
                        .collect()
                        .asList()
                        .await()
                        .atMost(Duration.ofSeconds(5));

        // Then
        assertThat(heard).isNotEmpty();
        assertThat(feed.open()).isZero();
    }

    /// What a page hears within its first moment.
    private static List<Signal> heard(
            LiveFeed feed, Instant rendered, Predicate<ChangeNotice> sees) {
        return feed.listen(rendered, sees)
                .select()
                .first(Duration.ofMillis(200))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(5));
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

                    @Override
                    public int remembered() {
                        return REMEMBERED;
                    }
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
