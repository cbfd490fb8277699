package dev.plumbline.dashboard.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A secret of a webhook, shown once after it was made.
///
/// @param address where the sender is to call
/// @param oldUntil until when an older one is accepted, too; `null` if there is none
public record SecretPage(String key, String address, String secret, @Nullable Instant oldUntil) {}
