package dev.plumbline.dashboard.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A form as a person filled it in, and what is wrong with it.
///
/// @param values field → what was typed, shown again after an error
/// @param errors field → what to mend; the empty name speaks of the whole form
public record Form(Map<String, String> values, Map<String, String> errors) {
    public static final Form EMPTY = new Form(Map.of(), Map.of());

    public Form {
        values = Map.copyOf(values);
        errors = Map.copyOf(errors);
    }

    public static Form of(Map<String, String> values) {
        return new Form(values, Map.of());
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }

    public boolean is(String field, String value) {
        return value(field).equals(value);
    }

    public boolean failed() {
        return !errors.isEmpty();
    }

    /// What is wrong with the form as a whole; `null` where only fields are.
    public @Nullable String wrong() {
        return errors.get("");
    }
}
