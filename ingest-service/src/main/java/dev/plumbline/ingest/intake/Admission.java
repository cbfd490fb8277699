package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.store.Organisation;
import dev.plumbline.ingest.store.Organisation.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Function;

/// Tells whether evidence of a product is taken in.
///
/// The catalogue comes here by event, so a product that was created a moment ago may still be on
/// its way: an unknown one is looked for again within a second before it is refused.
@ApplicationScoped
class Admission {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LOOKS = 6;

    private final Function<String, Uni<Standing>> standings;

    @Inject
    Admission(Organisation organisation) {
        this(organisation::standing);
    }

    Admission(Function<String, Uni<Standing>> standings) {
        this.standings = standings;
    }

    /// Answers on the event loop of the request.
    Uni<Standing> of(Hop hop, String product) {
        return look(hop, product, LOOKS);
    }

    private Uni<Standing> look(Hop hop, String product, int looks) {
        return hop.onLoop(() -> standings.apply(product))
                .chain(
                        standing ->
                                standing != Standing.UNKNOWN || looks == 1
                                        ? Uni.createFrom().item(standing)
                                        : Uni.createFrom()
                                                .voidItem()
                                                .onItem()
                                                .delayIt()
                                                .by(PAUSE)
                                                .chain(() -> look(hop, product, looks - 1)));
    }
}
