package dev.plumbline.dashboard.view;

/// A secret of a webhook, shown once after it was made.
///
/// @param address where the sender is to call
public record SecretPage(String key, String address, String secret) {}
