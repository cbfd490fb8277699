package dev.plumbline.dashboard.view;

import java.time.Instant;

/// Where what is known today tells another past than the one that was shown.
///
/// @param days how many days of the last 180 show otherwise today, by a twentieth of a point or
///     more
/// @param day of these the one that differs most; `shown` then, `known` today, both overall
public record Hindsight(long days, Instant day, double shown, double known) {}
