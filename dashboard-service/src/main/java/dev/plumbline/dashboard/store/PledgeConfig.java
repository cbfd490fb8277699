package dev.plumbline.dashboard.store;

import io.smallrye.config.ConfigMapping;
import java.time.LocalDate;
import java.util.Optional;

/// What the organisation says of CISA's Secure by Design Pledge.
@ConfigMapping(prefix = "plumbline.pledge")
interface PledgeConfig {

    /// The day on which it took the pledge, as `2026-05-08`; without it the year counts from the
    /// first snapshot.
    Optional<LocalDate> since();
}
