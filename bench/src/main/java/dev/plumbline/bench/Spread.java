package dev.plumbline.bench;

import java.util.Arrays;
import java.util.Locale;

/// What repeated measurements of one thing gave.
record Spread(double[] values) {
    Spread {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = values.clone();
        Arrays.sort(values);
    }

    double median() {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    double least() {
        return values[0];
    }

    double most() {
        return values[values.length - 1];
    }

    /// Median with least and most, such as `5,480 (5,210 to 5,660; n = 3)`.
    String inWords(int decimals) {
        String form = "%,." + decimals + "f";
        return String.format(
                Locale.ROOT,
                form + " (" + form + " to " + form + "; n = %d)",
                median(),
                least(),
                most(),
                values.length);
    }
}
