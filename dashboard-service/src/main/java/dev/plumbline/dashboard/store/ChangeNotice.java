package dev.plumbline.dashboard.store;

/// The page of a product shows something else than before.
///
/// @param unit and `team` to which the product belongs: who may hear of it is decided without
///     asking the database
public record ChangeNotice(String product, String unit, String team) {}
