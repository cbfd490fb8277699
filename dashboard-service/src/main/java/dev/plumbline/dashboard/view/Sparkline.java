package dev.plumbline.dashboard.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A score's way over time, small enough to stand beside its figure.
///
/// Drawn by the server as the coordinates of an SVG polyline, so that it prints, and shows without
/// a script. Steps are steps: a score holds until the next one is computed.
///
/// @param line coordinates `x,y x,y …` in a box of [#WIDTH] by [#HEIGHT]
/// @param area the same, closed along the bottom
/// @param first and `last` value, `low` and `high` the bounds, for the words beside the picture
public record Sparkline(
        String line, String area, double first, double last, double low, double high) {
    public static final int WIDTH = 240;
    public static final int HEIGHT = 44;
    /// a flat line stays flat: differences below this many points do not fill the box
    private static final double LEAST_SPAN = 4;
    private static final double MARGIN = 3;

    /// @param principle id of a principle, or `overall`
    /// @return `null` with fewer than two points, which make no line
    public static @Nullable Sparkline of(
            List<HistoryDot> history, String principle, Instant from, Instant to) {
        List<Point> points = new ArrayList<>();
        for (HistoryDot dot : history) {
            Double value =
                    principle.equals("overall")
                            ? (Double) dot.overall()
                            : dot.principles().get(principle);
            if (value != null && !dot.at().isBefore(from) && !dot.at().isAfter(to)) {
                points.add(new Point(dot.at(), value));
            }
        }
        if (points.size() < 2) {
            return null;
        }
        Instant begin = points.getFirst().at();
        double seconds = Math.max(1, Duration.between(begin, to).toSeconds());
        return drawn(
                points.stream()
                        .map(
                                point ->
                                        new Spot(
                                                Duration.between(begin, point.at()).toSeconds()
                                                        / seconds,
                                                point.value()))
                        .toList());
    }

    /// Values of spans of equal length, such as months, oldest first.
    ///
    /// @return `null` with fewer than two values
    public static @Nullable Sparkline of(List<Double> values) {
        List<Spot> spots = new ArrayList<>();
        for (Double value : values) {
            spots.add(new Spot((double) spots.size() / values.size(), value));
        }
        return spots.size() < 2 ? null : drawn(spots);
    }

    private static Sparkline drawn(List<Spot> points) {
        double low = points.stream().mapToDouble(Spot::value).min().orElseThrow();
        double high = points.stream().mapToDouble(Spot::value).max().orElseThrow();
        double span = Math.max(high - low, LEAST_SPAN);
        double bottom = (low + high) / 2 - span / 2;
        StringBuilder line = new StringBuilder();
        double y = 0;
        for (Spot point : points) {
            double x = point.x() * WIDTH;
            double next = HEIGHT - MARGIN - (point.value() - bottom) / span * (HEIGHT - 2 * MARGIN);
            if (!line.isEmpty()) {
                append(line, x, y);
            }
            append(line, x, next);
            y = next;
        }
        append(line, WIDTH, y);
        String drawn = line.toString();
        return new Sparkline(
                drawn,
                "0," + HEIGHT + " " + drawn + " " + WIDTH + "," + HEIGHT,
                points.getFirst().value(),
                points.getLast().value(),
                low,
                high);
    }

    private static void append(StringBuilder line, double x, double y) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(tenth(x)).append(',').append(tenth(y));
    }

    private static String tenth(double number) {
        return BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    private record Point(Instant at, double value) {}

    /// @param x 0..1 of the width
    private record Spot(double x, double value) {}
}
