package dev.plumbline.dashboard.store;

import org.jspecify.annotations.Nullable;

/// Names an entity of the catalogue.
///
/// @param product of a line; `null` for all others
public record EntityId(Kind kind, @Nullable String product, String key) {

    public enum Kind {
        UNIT,
        TEAM,
        PRODUCT,
        LINE;

        /// As it is called in messages.
        public String word() {
            return switch (this) {
                case UNIT -> "unit";
                case TEAM -> "team";
                case PRODUCT -> "product";
                case LINE -> "line";
            };
        }

        String table() {
            return word();
        }
    }

    public static EntityId unit(String key) {
        return new EntityId(Kind.UNIT, null, key);
    }

    public static EntityId team(String key) {
        return new EntityId(Kind.TEAM, null, key);
    }

    public static EntityId product(String key) {
        return new EntityId(Kind.PRODUCT, null, key);
    }

    public static EntityId line(String product, String key) {
        return new EntityId(Kind.LINE, product, key);
    }

    public static EntityId of(Draft draft) {
        return switch (draft) {
            case Draft.Unit unit -> unit(unit.key());
            case Draft.Team team -> team(team.key());
            case Draft.Product product -> product(product.key());
            case Draft.Line line -> line(line.product(), line.key());
        };
    }
}
