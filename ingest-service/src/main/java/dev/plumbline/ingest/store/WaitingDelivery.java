package dev.plumbline.ingest.store;

import java.time.Instant;
import java.util.Map;

/// A verified delivery that waits until its hook goes on.
///
/// @param nth its place in the order of the hook; 0 before it has one
/// @param identity SHA-256 of what makes it what it is
/// @param headers those that matter, by lower-case name
/// @param zstd its bytes as a zstd stream
public record WaitingDelivery(
        String hook,
        long nth,
        byte[] identity,
        Map<String, String> headers,
        Instant receivedAt,
        byte[] zstd) {
    public WaitingDelivery {
        headers = Map.copyOf(headers);
    }
}
