package dev.plumbline.dashboard.deadletter;

import dev.plumbline.dashboard.store.DeadLetterReplays;
import dev.plumbline.dashboard.store.DeadLetterReplays.Place;
import dev.plumbline.dashboard.store.DeadLetterReplays.Replay;
import dev.plumbline.dashboard.view.DeadLettersPage;
import dev.plumbline.dashboard.view.DeadLettersPage.Letter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Shows dead letters, and sends one once more after its cause was mended.
@ApplicationScoped
public class DeadLetterBox {
    private static final Logger LOG = Logger.getLogger(DeadLetterBox.class);

    private final DeadLetterTopics topics;
    private final DeadLetterReplays replays;
    private final Clock clock;

    DeadLetterBox(DeadLetterTopics topics, DeadLetterReplays replays, Clock clock) {
        this.topics = topics;
        this.replays = replays;
        this.clock = clock;
    }

    public Uni<DeadLettersPage> page() {
        return replays.all().chain(done -> onWorker(() -> noted(topics.newest(), done)));
    }

    private static DeadLettersPage noted(DeadLettersPage page, Map<Place, Replay> done) {
        return new DeadLettersPage(
                page.letters().stream().map(letter -> noted(letter, done)).toList(), page.more());
    }

    private static Letter noted(Letter letter, Map<Place, Replay> done) {
        Replay replay = done.get(new Place(letter.topic(), letter.partition(), letter.offset()));
        return replay == null
                ? letter
                : new Letter(
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        letter.source(),
                        letter.consumer(),
                        letter.key(),
                        letter.type(),
                        letter.cause(),
                        letter.at(),
                        letter.sizeBytes(),
                        replay.at(),
                        replay.by());
    }

    /// Sends a letter once more; `false` if there is none at this place.
    ///
    /// The letter goes first and the note of it follows: a note that is lost shows a letter as not
    /// sent, and sending it twice does no harm, for consumers know its id.
    public Uni<Boolean> replay(Place place, String by) {
        return onWorker(() -> topics.replay(place.topic(), place.partition(), place.offset()))
                .chain(
                        sent -> {
                            if (!sent) {
                                return Uni.createFrom().item(false);
                            }
                            LOG.infof(
                                    "%s sent the dead letter %s-%d@%d once more.",
                                    by, place.topic(), place.partition(), place.offset());
                            return replays.note(
                                            place,
                                            clock.instant().truncatedTo(ChronoUnit.MICROS),
                                            by)
                                    .replaceWith(true);
                        });
    }

    /// Blocking work on a worker thread; what follows goes on where it was asked.
    private static <T> Uni<T> onWorker(Supplier<T> work) {
        Context asked = Vertx.currentContext();
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(
                        step -> {
                            if (asked == null) {
                                step.run();
                            } else {
                                asked.runOnContext(ignored -> step.run());
                            }
                        });
    }
}
