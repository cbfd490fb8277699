package dev.plumbline.dashboard.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened and is written into a chart.
///
/// @param product where it happened; `null` if everywhere
/// @param points change of the overall score on the chart
public record Marker(Instant at, String title, @Nullable String product, double points) {}
