package dev.plumbline.model.catalogue;

import dev.plumbline.model.catalogue.MalformedCatalogue.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A YAML document as a tree that remembers on which line of which file each node stands.
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final JsonNode root;

    private YamlTree(String file, String text) {
        this.file = file;
        try (var parser = new YAMLMapper().createParser(text)) {
            parser.nextToken();
            root = node(parser, "");
        } catch (JacksonException e) {
            var line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new MalformedCatalogue(
                    List.of(new Problem(file, line, "", "not YAML: " + e.getOriginalMessage())));
        }
        if (!problems.isEmpty()) {
            throw new MalformedCatalogue(problems);
        }
    }

    static YamlTree read(String file, String text) {
        return new YamlTree(file, text);
    }

    JsonNode root() {
        return root;
    }

    /// @param pointer JSON pointer; of one that does not exist the nearest parent's place counts
    Problem problem(String pointer, String text) {
        var at = pointer;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        var place = places.getOrDefault(at, new Place(file, 1));
        var key = pointer.isEmpty() ? "(top)" : pointer.substring(1).replace('/', '.');
        return new Problem(place.file(), place.line(), key, text);
    }

    /// Lays another document over this one: objects are merged by key, lists of objects by their
    /// `id`, and anything else is replaced.
    void overlay(YamlTree over) {
        merge(root, over.root, "", "", over);
    }

    private void merge(JsonNode base, JsonNode over, String at, String overAt, YamlTree from) {
        if (base instanceof ObjectNode into && over instanceof ObjectNode with) {
            for (var each : with.properties()) {
                var key = each.getKey();
                var existing = into.get(key);
                if (existing != null && mergeable(existing, each.getValue())) {
                    merge(existing, each.getValue(), at + "/" + key, overAt + "/" + key, from);
                } else {
                    into.set(key, each.getValue());
                    adopt(at + "/" + key, overAt + "/" + key, from);
                }
            }
        } else if (base instanceof ArrayNode into && over instanceof ArrayNode with) {
            for (var i = 0; i < with.size(); i++) {
                var index = indexOf(into, with.get(i).get("id"));
                if (index >= 0) {
                    merge(into.get(index), with.get(i), at + "/" + index, overAt + "/" + i, from);
                } else {
                    into.add(with.get(i));
                    adopt(at + "/" + (into.size() - 1), overAt + "/" + i, from);
                }
            }
        }
    }

    private static boolean mergeable(JsonNode base, JsonNode over) {
        return (base.isObject() && over.isObject())
                || (base.isArray() && over.isArray() && identified(base) && identified(over));
    }

    private static boolean identified(JsonNode list) {
        for (var each : list) {
            if (!each.has("id")) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(ArrayNode list, JsonNode id) {
        for (var i = 0; i < list.size(); i++) {
            if (list.get(i).get("id").equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private void adopt(String at, String overAt, YamlTree from) {
        places.keySet().removeIf(each -> each.equals(at) || each.startsWith(at + "/"));
        from.places.forEach(
                (pointer, place) -> {
                    if (pointer.equals(overAt) || pointer.startsWith(overAt + "/")) {
                        places.put(at + pointer.substring(overAt.length()), place);
                    }
                });
    }

    private JsonNode node(JsonParser parser, String pointer) {
        places.putIfAbsent(pointer, new Place(file, parser.currentTokenLocation().getLineNr()));
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case null, default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, String pointer) {
        var object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var at = pointer + "/" + key;
            var line = parser.currentTokenLocation().getLineNr();
            if (object.has(key)) {
                problems.add(new Problem(file, line, at.substring(1).replace('/', '.'), "twice"));
            }
            places.put(at, new Place(file, line));
            parser.nextToken();
            object.set(key, node(parser, at));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String pointer) {
        var array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(node(parser, pointer + "/" + array.size()));
        }
        return array;
    }

    private record Place(String file, int line) {}
}
