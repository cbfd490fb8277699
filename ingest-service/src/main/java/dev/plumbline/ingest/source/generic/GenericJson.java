package dev.plumbline.ingest.source.generic;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One walk over the JSON form. It is strict: whoever writes it reads its refusals.
final class GenericJson {
    private final JsonReader in;
    private boolean versioned;
    private @Nullable String tool;
    private @Nullable String version;
    private String scope = "";
    private boolean complete = true;
    private final EnumSet<ScanKind> kinds = EnumSet.noneOf(ScanKind.class);
    private @Nullable Integer rules;
    private @Nullable Integer files;
    private @Nullable Integer codeLines;
    private @Nullable List<Stated> findings;

    GenericJson(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("the document");
        in.eachField(this::field);
        if (!versioned) {
            throw in.refuse("format is missing: it must be " + GenericSource.VERSION);
        }
        if (tool == null) {
            throw in.refuse("tool is missing: name what scanned");
        }
        if (kinds.isEmpty()) {
            throw in.refuse("kinds is missing: say what the tool looks for");
        }
        if (findings == null) {
            throw in.refuse("findings is missing: list none if none was found");
        }
        ScanCollector collector = new ScanCollector();
        Gathering scan =
                collector
                        .scan(tool, scope)
                        .version(version)
                        .kinds(kinds)
                        .rules(rules)
                        .files(files)
                        .codeLines(codeLines == null ? null : Long.valueOf(codeLines));
        if (!complete) {
            scan.incomplete();
        }
        findings.forEach(finding -> scan.add(finding.found()));
        return collector.report("generic findings JSON");
    }

    private void field(String field) throws IOException, Unreadable {
        switch (field) {
            case "$schema" -> text(field);
            case "format" -> {
                if (!GenericSource.VERSION.equals(text(field))) {
                    throw in.refuse("only " + GenericSource.VERSION + " is read");
                }
                versioned = true;
            }
            case "tool" -> tool = filled(field);
            case "version" -> version = text(field);
            case "kinds" -> kinds();
            case "scope" -> scope = text(field);
            case "complete" -> complete = truth(field);
            case "rules" -> rules = number(field);
            case "files" -> files = number(field);
            case "codeLines" -> codeLines = number(field);
            case "findings" -> findings = findings();
            default -> throw in.refuse("the form has no field " + shown(field));
        }
    }

    private static String shown(String field) {
        return field.length() > 60 ? field.substring(0, 60) + "…" : field;
    }

    private String text(String field) throws IOException, Unreadable {
        if (!in.onString()) {
            throw in.refuse(field + " must be a text");
        }
        String text = in.text();
        return text == null ? "" : text;
    }

    private String filled(String field) throws IOException, Unreadable {
        String text = text(field);
        if (text.isBlank()) {
            throw in.refuse(field + " must not be empty");
        }
        return text;
    }

    private boolean truth(String field) throws IOException, Unreadable {
        if (in.isTrue()) {
            return true;
        }
        if (in.isFalse()) {
            return false;
        }
        throw in.refuse(field + " must be true or false");
    }

    private Integer number(String field) throws IOException, Unreadable {
        Integer number = in.onString() ? null : in.count();
        if (number == null) {
            throw in.refuse(field + " must be a whole number");
        }
        return number;
    }

    private void kinds() throws IOException, Unreadable {
        in.enterList("kinds");
        while (in.element()) {
            ScanKind kind = Stated.kind(in.text());
            if (kind == null) {
                throw in.refuse("a kind must be sast, sca, secrets, dast or config");
            }
            kinds.add(kind);
        }
        if (kinds.isEmpty()) {
            throw in.refuse("kinds must not be empty");
        }
    }

    private List<Stated> findings() throws IOException, Unreadable {
        in.enterList("findings");
        List<Stated> list = new ArrayList<>();
        while (in.element()) {
            in.enterObject("a finding");
            if (list.size() >= Source.MOST_ITEMS) {
                throw in.refuse("more than " + Source.MOST_ITEMS + " findings");
            }
            JsonReader.Place place = in.place();
            Stated finding = new Stated();
            in.eachField(field -> finding(finding, field));
            String fault = finding.fault();
            if (fault != null) {
                throw place.refuse(fault);
            }
            list.add(finding);
        }
        return list;
    }

    private void finding(Stated finding, String field) throws IOException, Unreadable {
        switch (field) {
            case "title" -> finding.title = filled(field);
            case "severity" -> {
                finding.severity = Stated.severity(in.text());
                if (finding.severity == null) {
                    throw in.refuse("severity must be critical, high, medium, low or unknown");
                }
            }
            case "rule" -> finding.rule = text(field);
            case "cwe" -> {
                in.enterList("cwe");
                while (in.element()) {
                    String said = in.scalarText();
                    String cwe = said == null ? null : Stated.cwe(said);
                    if (cwe == null) {
                        throw in.refuse("a CWE must read like CWE-79 or 79");
                    }
                    finding.cwes.add(cwe);
                }
            }
            case "path" -> finding.path = text(field);
            case "line" -> {
                finding.line = number(field);
                if (finding.line == 0) {
                    throw in.refuse("line must be 1 or more");
                }
            }
            case "secret" -> finding.secret = truth(field);
            case "suppressed" -> finding.suppressed = filled(field);
            case "ids" -> {
                in.enterList("ids");
                while (in.element()) {
                    finding.ids.add(filled("an id"));
                }
                if (finding.ids.isEmpty()) {
                    throw in.refuse("ids must not be empty");
                }
            }
            case "purl" -> {
                finding.purl = text(field);
                if (!finding.purl.startsWith("pkg:")) {
                    throw in.refuse("a purl starts with pkg:");
                }
            }
            case "fixedIn" -> finding.fixedIn = filled(field);
            case "fingerprint" -> finding.fingerprint = filled(field);
            case "description" -> finding.description = text(field);
            default -> throw in.refuse("a finding has no field " + shown(field));
        }
    }
}
