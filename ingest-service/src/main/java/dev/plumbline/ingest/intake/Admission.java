package dev.plumbline.ingest.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
/// its way: an unknown one is looked for again within a second before it is refused. What was
/// looked for in vain is not waited for again at once, or a mistyped name would slow down each line
/// of a bulk.
@ApplicationScoped
class Admission {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LOOKS = 6;
    private static final Duration IN_VAIN = Duration.ofSeconds(10);
    private static final int REMEMBERED = 1_000;

    private final Function<String, Uni<Standing>> standings;
    private final Cache<String, Boolean> lookedForInVain =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(IN_VAIN).build();

    @Inject
    Admission(Organisation organisation) {
        this(organisation::standing);
    }

    Admission(Function<String, Uni<Standing>> standings) {
        this.standings = standings;
    }

    /// Answers on the event loop of the request.
    Uni<Standing> of(Hop hop, String product) {
        return lookedForInVain.getIfPresent(product) != null
                ? look(hop, product, 1)
                : look(hop, product, LOOKS).invoke(standing -> remember(product, standing));
    }

    private void remember(String product, Standing standing) {
        if (standing == Standing.UNKNOWN) {
            lookedForInVain.put(product, true);
        }
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
