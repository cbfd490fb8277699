package dev.plumbline.dashboard.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A page's address with its parameters; what is absent or blank is left out.
final class Address {
    private final StringBuilder text;
    private char separator = '?';

    Address(String path) {
        text = new StringBuilder(path);
    }

    Address with(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append(separator)
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            separator = '&';
        }
        return this;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
