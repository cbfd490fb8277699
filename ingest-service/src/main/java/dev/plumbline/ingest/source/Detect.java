package dev.plumbline.ingest.source;

import dev.plumbline.ingest.source.Detected.Foreign;
import dev.plumbline.ingest.source.Detected.Known;
import dev.plumbline.ingest.source.Opening.Binary;
import dev.plumbline.ingest.source.Opening.Empty;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.Opening.Zip;
import java.util.List;
import java.util.Locale;

/// Tells the format of a document from its content, never from a name or a header.
///
/// Looks at the first [Opening#PREFIX] bytes only, so it may be wrong about documents that say late
/// what they are; the parser has the last word, and `format=` overrides.
public final class Detect {
    private static final int MOST_NAMES = 6;

    private final List<Source> sources;

    /// @param sources the formats that are read; the first one that recognises a document gets it
    public Detect(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    public Detected of(byte[] prefix) {
        Opening opening = Opening.of(prefix);
        for (Source source : sources) {
            if (source.recognises(opening)) {
                return new Known(source);
            }
        }
        return new Foreign(name(opening));
    }

    /// What can be said of a document that no source claims.
    static String name(Opening opening) {
        return switch (opening) {
            case Empty empty ->
                    empty.blank() ? "a document of nothing but white space" : "an empty document";
            case Json json -> json(json);
            case Xml xml -> xml(xml);
            case Text text -> text(text);
            case Binary binary -> "binary data";
            case Zip zip -> zip(zip);
        };
    }

    private static String zip(Zip zip) {
        if (zip.first() != null) {
            return "a zip archive; its first JSON file is " + name(zip.first());
        }
        if (zip.names().isEmpty()) {
            return "a zip archive";
        }
        String name = zip.names().getFirst();
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.length() - dot > 12
                ? "a zip archive without JSON in it"
                : "a zip archive of " + name.substring(dot) + " files";
    }

    private static String xml(Xml xml) {
        return xml.root().toLowerCase(Locale.ROOT).equals("html")
                ? "HTML"
                : "XML with the root element " + xml.root();
    }

    private static String text(Text opening) {
        String text = opening.text();
        if (text.startsWith("%PDF")) {
            return "PDF";
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "HTML";
        }
        if (text.startsWith("<") && text.contains("<!DOCTYPE")) {
            return "XML without a root element behind its document type (DOCTYPE) in the first"
                    + " 64 KiB";
        }
        if (text.startsWith("<")) {
            return "text that starts like XML but is none";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "text that starts like JSON but is none";
        }
        if (text.contains("-----BEGIN")) {
            return "a PEM or PGP file";
        }
        return text.equals("null") || text.equals("true") || text.equals("false")
                ? "the JSON literal " + text
                : "text of an unknown kind";
    }

    private static String json(Json json) {
        if (json.has("runs") && json.has("version")) {
            return "SARIF " + json.text("version");
        }
        if (json.has("artifacts") && json.has("artifactRelationships")) {
            return "Syft JSON";
        }
        if (json.has("canonical_url") && json.has("publisher.namespace")) {
            return "a CSAF provider-metadata.json, an address for feeds";
        }
        if (json.has("csaf_providers") || json.has("csaf_publishers")) {
            return "a CSAF aggregator.json, a list of providers";
        }
        if (json.has("feed.entry") && json.has("feed.link")) {
            return "a ROLIE feed, a list of documents";
        }
        if (json.has("service.workspace")) {
            return "a ROLIE service document, a list of feeds";
        }
        if (json.has("categories.category")) {
            return "a ROLIE category document";
        }
        List<String> names =
                json.texts().keySet().stream()
                        .filter(name -> name.indexOf('.') < 0)
                        .sorted()
                        .limit(MOST_NAMES)
                        .toList();
        if (names.isEmpty()) {
            return json.list() ? "a JSON list without records" : "a JSON object without fields";
        }
        return (json.list() ? "a JSON list of objects with " : "a JSON object with ")
                + String.join(", ", names);
    }
}
