package dev.plumbline.test.house.wrong;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;

/// Breaks most of the rules, on purpose.
public class WrongHouse {
    @Inject Connection injected;

    Instant guess() throws InterruptedException {
        Thread.sleep(1);
        return Instant.now();
    }

    static class PurlHelper {}
}
