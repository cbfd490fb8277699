package dev.plumbline.dashboard.store;

/// A page shows something else than before: that of a product, or those that sum up a team.
///
/// @param product `""` where only sums changed
/// @param unit and `team` to which the product belongs: who may hear of it is decided without
///     asking the database
public record ChangeNotice(String product, String unit, String team) {}
