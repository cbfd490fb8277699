package dev.plumbline.dashboard.catalog;

import dev.plumbline.dashboard.store.Draft;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong with a draft, as far as the draft alone can tell.
final class Mistakes {
    static final int LONGEST_NAME = 200;
    static final int LONGEST_TEXT = 2_000;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    private final Map<String, String> found = new TreeMap<>();

    private Mistakes() {}

    /// Field → what to mend; empty if all is well.
    static Map<String, String> in(Draft draft) {
        Mistakes mistakes = new Mistakes();
        switch (draft) {
            case Draft.Unit unit -> mistakes.key(unit.key()).name(unit.name());
            case Draft.Team team ->
                    mistakes.key(team.key()).name(team.name()).parent("unit", team.unit());
            case Draft.Product product -> {
                mistakes.key(product.key()).name(product.name()).parent("team", product.team());
                mistakes.text("description", product.description());
                if (product.criticality() < 1 || product.criticality() > 4) {
                    mistakes.found.put(
                            "criticality", "must be 1 (low), 2 (normal), 3 (high) or 4 (vital)");
                }
            }
            case Draft.Line line -> {
                mistakes.text("note", line.note());
                if (!LINE.matcher(line.key()).matches()) {
                    mistakes.found.put(
                            "key",
                            "must be a name such as 4.x: letters, digits, . _ + -, at most 100");
                }
            }
        }
        return mistakes.found;
    }

    private Mistakes key(String key) {
        if (!KEY.matcher(key).matches()) {
            found.put(
                    "key",
                    "must begin with a lower-case letter or digit and go on with those, . _ or -, at most 100");
        }
        return this;
    }

    private Mistakes name(String name) {
        if (name.isBlank()) {
            found.put("name", "is missing");
        } else if (name.length() > LONGEST_NAME) {
            found.put("name", "is longer than " + LONGEST_NAME + " characters");
        } else if (unstorable(name)) {
            found.put("name", "holds control characters");
        }
        return this;
    }

    private void parent(String field, String key) {
        if (key.isBlank()) {
            found.put(field, "is missing");
        }
    }

    private void text(String field, @Nullable String text) {
        if (text != null && text.length() > LONGEST_TEXT) {
            found.put(field, "is longer than " + LONGEST_TEXT + " characters");
        } else if (text != null && text.indexOf('\0') >= 0) {
            found.put(field, "holds control characters");
        }
    }

    private static boolean unstorable(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
