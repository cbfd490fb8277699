package dev.plumbline.dashboard.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened and is written into a chart.
///
/// @param product key, and `productName`, where it happened; the name is `null` where the page
///     names it already
/// @param points change of the overall score on the chart
public record Marker(
        Instant at,
        String title,
        @Nullable String product,
        @Nullable String productName,
        double points) {}
