package dev.plumbline.dashboard.api;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An entity as it is sent; what is missing reads as empty, so that one answer names all mistakes.
public final class EntityJson {
    private EntityJson() {}

    /// @param revision the revision that was changed; without it the newest is replaced
    @Schema(name = "Unit", examples = "{\"key\": \"commerce\", \"name\": \"Commerce\"}")
    public record Unit(@Nullable String key, @Nullable String name, @Nullable Long revision) {}

    @Schema(
            name = "Team",
            examples = "{\"key\": \"portal\", \"name\": \"Portal\", \"unit\": \"commerce\"}")
    public record Team(
            @Nullable String key,
            @Nullable String name,
            @Nullable String unit,
            @Nullable Long revision) {}

    @Schema(
            name = "Product",
            examples =
                    "{\"key\": \"portal\", \"name\": \"Portal\", \"team\": \"portal\", \"criticality\": 3,"
                            + " \"description\": \"What customers sign in to\"}")
    public record Product(
            @Nullable String key,
            @Nullable String name,
            @Nullable String team,
            @Nullable Integer criticality,
            @Nullable String description,
            @Nullable Long revision) {}

    @Schema(name = "Line", examples = "{\"key\": \"4.x\", \"note\": \"long-term support\"}")
    public record Line(@Nullable String key, @Nullable String note, @Nullable Long revision) {}

    static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    static @Nullable String optional(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
