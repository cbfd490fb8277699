package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.store.Draft;
import dev.plumbline.dashboard.store.EntityId;
import dev.plumbline.dashboard.store.EntityId.Kind;
import dev.plumbline.dashboard.view.CataloguePage;
import dev.plumbline.dashboard.view.EntityForm;
import dev.plumbline.dashboard.view.EntityForm.Choice;
import dev.plumbline.dashboard.view.EntityForm.Field;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.Words;
import dev.plumbline.events.CatalogChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The forms of the catalogue: what can be typed for each kind of entity, and what was meant by it.
///
/// @param catalogue the units and teams to choose from
record EntityForms(CataloguePage catalogue) {
    private static final String KEY = "[a-z0-9][a-z0-9._\\-]{0,99}";
    private static final String LINE = "[A-Za-z0-9][A-Za-z0-9._+\\-]{0,99}";
    private static final Words WORDS = new Words(Instant.EPOCH);

    /// @param product of a line; `null` for all others
    EntityForm blank(Kind kind, @Nullable String product, Form form) {
        String path =
                switch (kind) {
                    case UNIT -> "/admin/units/new";
                    case TEAM -> "/admin/teams/new";
                    case PRODUCT -> "/products/new";
                    case LINE -> "/products/" + product + "/lines/new";
                };
        return new EntityForm(
                "New " + kind.word(),
                path,
                back(kind, product),
                fields(kind),
                form,
                null,
                false,
                "");
    }

    EntityForm editing(EntityId id, CatalogChange.OfOrganisation present, Form form) {
        String path = path(id);
        String move =
                (id.kind() == Kind.PRODUCT ? "/products/" + id.key() : path)
                        + (present.archived() ? "/restore" : "/archive");
        return new EntityForm(
                "Edit " + id.kind().word() + " " + id.key(),
                id.kind() == Kind.PRODUCT || id.kind() == Kind.LINE ? path + "/edit" : path,
                id.kind() == Kind.PRODUCT ? "/products/" + id.key() : back(id.kind(), id.product()),
                fields(id.kind()).stream()
                        .map(field -> field.name().equals("key") ? field.unchangeable() : field)
                        .toList(),
                form,
                move,
                present.archived(),
                present.archived()
                        ? "It comes back as it was; what it owes did not start anew meanwhile."
                        : "It leaves the lists and roll-ups and takes no new evidence. Its history stays, and what it owes goes on counting.");
    }

    static Map<String, String> values(CatalogChange.OfOrganisation present) {
        Map<String, String> values = new TreeMap<>();
        values.put("key", present.key());
        values.put("revision", Long.toString(present.revision()));
        switch (present) {
            case CatalogChange.UnitSaved unit -> values.put("name", unit.name());
            case CatalogChange.TeamSaved team -> {
                values.put("name", team.name());
                values.put("unit", team.unit());
            }
            case CatalogChange.ProductSaved product -> {
                values.put("name", product.name());
                values.put("team", product.team());
                values.put("criticality", Integer.toString(product.criticality()));
                values.put("description", text(product.description()));
            }
            case CatalogChange.LineSaved line -> values.put("note", text(line.note()));
        }
        return values;
    }

    /// What was meant; what can't be read as a number becomes one that is refused.
    static Draft draft(Kind kind, @Nullable String product, Map<String, String> typed) {
        String key = typed.getOrDefault("key", "");
        String name = typed.getOrDefault("name", "");
        return switch (kind) {
            case UNIT -> new Draft.Unit(key, name);
            case TEAM -> new Draft.Team(key, name, typed.getOrDefault("unit", ""));
            case PRODUCT ->
                    new Draft.Product(
                            key,
                            name,
                            typed.getOrDefault("team", ""),
                            number(typed.getOrDefault("criticality", "")),
                            optional(typed, "description"));
            case LINE ->
                    new Draft.Line(product == null ? "" : product, key, optional(typed, "note"));
        };
    }

    private static int number(String typed) {
        return typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : 0;
    }

    private List<Field> fields(Kind kind) {
        Field key =
                Field.text(
                                "key",
                                "Key",
                                "As machines and addresses name it; it can't be changed later.",
                                100)
                        .matching(kind == Kind.LINE ? LINE : KEY);
        Field name = Field.text("name", "Name", "As people name it.", 200);
        return switch (kind) {
            case UNIT ->
                    List.of(
                            key.hinting(
                                    "The key that groups of the sign-in use: members of /units/KEY belong to it. It can't be changed later."),
                            name);
            case TEAM ->
                    List.of(
                            key.hinting(
                                    "The key that groups of the sign-in use: members of /units/UNIT/teams/KEY belong to it. It can't be changed later."),
                            name,
                            Field.choice(
                                    "unit",
                                    "Unit",
                                    "Its products move with the team.",
                                    catalogue.units().stream()
                                            .filter(unit -> !unit.archived())
                                            .map(unit -> new Choice(unit.key(), unit.name()))
                                            .toList()));
            case PRODUCT ->
                    List.of(
                            key,
                            name,
                            Field.choice(
                                    "team",
                                    "Team",
                                    "Who answers for it, and sees it.",
                                    catalogue.units().stream()
                                            .flatMap(
                                                    unit ->
                                                            unit.teams().stream()
                                                                    .filter(
                                                                            team ->
                                                                                    !team
                                                                                            .archived())
                                                                    .map(
                                                                            team ->
                                                                                    new Choice(
                                                                                            team
                                                                                                    .key(),
                                                                                            unit
                                                                                                            .name()
                                                                                                    + " · "
                                                                                                    + team
                                                                                                            .name())))
                                            .toList()),
                            Field.choice(
                                    "criticality",
                                    "Criticality",
                                    "Its weight in the figures of its unit and of the organisation.",
                                    IntStream.rangeClosed(1, 4)
                                            .mapToObj(
                                                    weight ->
                                                            new Choice(
                                                                    Integer.toString(weight),
                                                                    weight
                                                                            + " · "
                                                                            + WORDS.criticality(
                                                                                    weight)))
                                            .toList()),
                            Field.text(
                                            "description",
                                            "Description",
                                            "One line about what it does.",
                                            2_000)
                                    .optional());
            case LINE ->
                    List.of(
                            key.hinting(
                                    "A supported branch that receives fixes, such as 4.x. It can't be changed later."),
                            Field.text("note", "Note", "Such as: long-term support.", 2_000)
                                    .optional());
        };
    }

    private static String path(EntityId id) {
        return switch (id.kind()) {
            case UNIT -> "/admin/units/" + id.key();
            case TEAM -> "/admin/teams/" + id.key();
            case PRODUCT -> "/products/" + id.key();
            case LINE -> "/products/" + id.product() + "/lines/" + WORDS.url(id.key());
        };
    }

    static String back(Kind kind, @Nullable String product) {
        return switch (kind) {
            case UNIT, TEAM -> "/admin";
            case PRODUCT -> "/products";
            case LINE -> "/products/" + product;
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String optional(Map<String, String> typed, String field) {
        String text = typed.getOrDefault(field, "");
        return text.isBlank() ? null : text;
    }
}
