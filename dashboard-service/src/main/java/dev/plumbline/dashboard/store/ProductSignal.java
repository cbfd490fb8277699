package dev.plumbline.dashboard.store;

/// What is shown about a product has changed.
public record ProductSignal(String unit, String team, String product) {
    private static final char SEPARATOR = '/';

    static ProductSignal parse(String payload) {
        int first = payload.indexOf(SEPARATOR);
        int second = payload.indexOf(SEPARATOR, first + 1);
        return new ProductSignal(
                payload.substring(0, first),
                payload.substring(first + 1, second),
                payload.substring(second + 1));
    }
}
