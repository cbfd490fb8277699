package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.csaf.Masthead.Edition;
import dev.plumbline.ingest.source.csaf.Masthead.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `/document`, and checks what can be checked of it alone.
final class MastheadReading {
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAMESPACE = 120;
    private static final int LONGEST_TITLE = 300;
    private static final String MAX_UUID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    private static final String NIL_UUID = "00000000-0000-0000-0000-000000000000";

    private final JsonReader in;
    private final Place place;
    private final Revisions revisions = new Revisions();
    private final Set<String> noteCategories = new HashSet<>();
    private final Set<String> referenceCategories = new HashSet<>();
    private final List<String> aliases = new ArrayList<>();
    private @Nullable String version;
    private @Nullable String category;
    private @Nullable String title;
    private @Nullable String publisher;
    private @Nullable String publisherCategory;
    private @Nullable String namespace;
    private @Nullable String id;
    private @Nullable String status;
    private @Nullable String number;
    private @Nullable Instant initial;
    private @Nullable Instant current;
    private @Nullable String tool;
    private @Nullable String severity;
    private @Nullable String label;
    private @Nullable String group;
    private @Nullable String groupName;
    private @Nullable String language;
    private @Nullable String sourceLanguage;
    private boolean tracked;

    private MastheadReading(JsonReader in) {
        this.in = in;
        this.place = in.place();
    }

    static Masthead read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("document");
        return new MastheadReading(in).read();
    }

    private Masthead read() throws IOException, Unreadable {
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "csaf_version" -> version = in.scalarText();
                case "category" -> category = Texts.shortened(in.text(), LONGEST_TITLE);
                case "title" -> title = Texts.firstLine(in.text(), LONGEST_TITLE);
                case "lang" -> language = in.text();
                case "source_lang" -> sourceLanguage = in.text();
                case "aggregate_severity" -> {
                    in.enterObject("document.aggregate_severity");
                    for (String each = in.field(); each != null; each = in.field()) {
                        if (each.equals("text")) {
                            severity = Texts.shortened(in.text(), 40);
                        } else {
                            in.skip();
                        }
                    }
                }
                case "distribution" -> distribution();
                case "publisher" -> publisher();
                case "tracking" -> tracking();
                case "notes" -> categories("document.notes", noteCategories, "");
                case "references" ->
                        categories("document.references", referenceCategories, "external");
                default -> in.skip();
            }
        }
        return checked();
    }

    private void categories(String what, Set<String> into, String absent)
            throws IOException, Unreadable {
        in.enterList(what);
        while (in.element()) {
            in.enterObject("an element of " + what);
            String said = absent;
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("category")) {
                    String word = Texts.shortened(in.text(), 40);
                    said = word == null ? absent : word;
                } else {
                    in.skip();
                }
            }
            if (into.size() < 20) {
                into.add(said);
            }
        }
    }

    private void distribution() throws IOException, Unreadable {
        in.enterObject("document.distribution");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "tlp" -> {
                    in.enterObject("document.distribution.tlp");
                    for (String each = in.field(); each != null; each = in.field()) {
                        if (each.equals("label")) {
                            label = Texts.shortened(in.text(), 40);
                        } else {
                            in.skip();
                        }
                    }
                }
                case "sharing_group" -> {
                    in.enterObject("document.distribution.sharing_group");
                    for (String each = in.field(); each != null; each = in.field()) {
                        switch (each) {
                            case "id" -> group = in.text();
                            case "name" -> groupName = in.text();
                            default -> in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void publisher() throws IOException, Unreadable {
        in.enterObject("document.publisher");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> publisher = Texts.shortened(in.text(), LONGEST_TITLE);
                case "category" -> publisherCategory = Texts.shortened(in.text(), 40);
                case "namespace" -> namespace = Texts.shortened(in.text(), 2_000);
                default -> in.skip();
            }
        }
    }

    private void tracking() throws IOException, Unreadable {
        in.enterObject("document.tracking");
        tracked = true;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> {
                    id = Texts.shortened(in.text(), 2_000);
                    if (id != null && id.length() > LONGEST_ID) {
                        throw in.refuse("document.tracking.id is too long");
                    }
                }
                case "status" -> status = Texts.shortened(in.text(), 40);
                case "version" -> number = Texts.shortened(in.text(), 2_000);
                case "initial_release_date" ->
                        initial = date(in, "document.tracking.initial_release_date");
                case "current_release_date" ->
                        current = date(in, "document.tracking.current_release_date");
                case "aliases" -> {
                    in.enterList("document.tracking.aliases");
                    while (in.element()) {
                        String alias = Texts.shortened(in.text(), LONGEST_ID);
                        if (alias != null && aliases.size() < 100) {
                            aliases.add(alias);
                        }
                    }
                }
                case "generator" -> generator();
                case "revision_history" -> revisions.read(in);
                default -> in.skip();
            }
        }
    }

    private void generator() throws IOException, Unreadable {
        in.enterObject("document.tracking.generator");
        for (String field = in.field(); field != null; field = in.field()) {
            if (!field.equals("engine") || !in.inObject()) {
                in.skip();
                continue;
            }
            String name = null;
            String engineVersion = null;
            for (String each = in.field(); each != null; each = in.field()) {
                switch (each) {
                    case "name" -> name = Texts.firstLine(in.text(), 80);
                    case "version" -> engineVersion = Texts.firstLine(in.scalarText(), 40);
                    default -> in.skip();
                }
            }
            tool = name == null || engineVersion == null ? name : name + ' ' + engineVersion;
        }
    }

    /// The date that the walk stands on.
    static Instant date(JsonReader in, String what) throws IOException, Unreadable {
        String text = in.text();
        Instant date = text == null ? null : Dates.read(text);
        if (date == null) {
            throw in.refuse(what + " must be a date with time and offset (RFC 3339)");
        }
        return date;
    }

    private Masthead checked() throws Unreadable {
        Edition edition =
                switch (version == null ? "" : version) {
                    case "2.0" -> Edition.V2_0;
                    case "2.1" -> Edition.V2_1;
                    case "" -> throw missing("csaf_version");
                    default -> throw place.refuse("document.csaf_version must be 2.0 or 2.1");
                };
        if (!tracked) {
            throw missing("tracking");
        }
        Masthead masthead =
                new Masthead(
                        edition,
                        there(category, "category"),
                        there(title, "title"),
                        there(publisher, "publisher.name"),
                        there(publisherCategory, "publisher.category"),
                        shortened(there(namespace, "publisher.namespace")),
                        there(id, "tracking.id"),
                        aliases,
                        status(),
                        there(initial, "tracking.initial_release_date"),
                        there(current, "tracking.current_release_date"),
                        revisions.checked(place, there(number, "tracking.version"), status()),
                        revisions.count(),
                        tool,
                        severity,
                        label == null ? "" : label,
                        language == null || language.regionMatches(true, 0, "en", 0, 2),
                        noteCategories,
                        referenceCategories,
                        place);
        checkCategory(masthead);
        checkLanguages(masthead);
        if (edition == Edition.V2_1) {
            checkDistribution();
        }
        return masthead;
    }

    private <T> T there(@Nullable T value, String name) throws Unreadable {
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private Unreadable missing(String name) {
        return place.refuse("document." + name + " is missing");
    }

    private Status status() throws Unreadable {
        return switch (there(status, "tracking.status")) {
            case "draft" -> Status.DRAFT;
            case "interim" -> Status.INTERIM;
            case "final" -> Status.FINAL;
            default ->
                    throw place.refuse("document.tracking.status must be draft, interim or final");
        };
    }

    /// `https://www.example.com/psirt/` as `example.com/psirt`.
    private static String shortened(String address) {
        int scheme = address.indexOf("://");
        String bare = scheme < 0 ? address : address.substring(scheme + 3);
        bare = bare.startsWith("www.") ? bare.substring(4) : bare;
        while (bare.endsWith("/")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare.length() <= LONGEST_NAMESPACE
                ? bare
                : bare.substring(0, LONGEST_NAMESPACE - 17)
                        + '~'
                        + Long.toHexString(JsonReader.hashOf(bare));
    }

    /// A category that is nearly that of a profile leaves open whether its rules hold (6.1.26).
    private void checkCategory(Masthead masthead) throws Unreadable {
        String written = masthead.category();
        boolean newer = masthead.edition() == Edition.V2_1;
        switch (written) {
            case "csaf_base",
                    "csaf_security_incident_response",
                    "csaf_informational_advisory",
                    "csaf_security_advisory",
                    "csaf_vex" -> {
                return;
            }
            case "csaf_deprecated_security_advisory", "csaf_withdrawn", "csaf_superseded" -> {
                if (newer) {
                    return;
                }
            }
            default -> {
                // not a profile: it must not look like one
            }
        }
        StringBuilder letters = new StringBuilder();
        written.codePoints()
                .filter(
                        c ->
                                !Character.isWhitespace(c)
                                        && !Character.isSpaceChar(c)
                                        && Character.getType(c) != Character.DASH_PUNCTUATION
                                        && Character.getType(c) != Character.CONNECTOR_PUNCTUATION
                                        && c != 0x2212)
                .forEach(letters::appendCodePoint);
        String folded = letters.toString().toLowerCase(Locale.ROOT);
        String name = folded.startsWith("csaf") ? folded.substring(4) : folded;
        boolean near =
                switch (name) {
                    case "securityincidentresponse",
                            "informationaladvisory",
                            "securityadvisory",
                            "vex" ->
                            true;
                    case "deprecatedsecurityadvisory", "withdrawn", "superseded" -> newer;
                    default -> false;
                };
        if (near || written.regionMatches(true, 0, "csaf_", 0, 5)) {
            throw place.refuse("document.category is nearly, but not, the name of a profile");
        }
    }

    private void checkLanguages(Masthead masthead) throws Unreadable {
        if (masthead.publisherCategory().equals("translator") && sourceLanguage == null) {
            throw place.refuse("document.source_lang is missing from a translation");
        }
        if (sourceLanguage != null && sourceLanguage.equalsIgnoreCase(language)) {
            throw place.refuse("document.lang and document.source_lang are the same");
        }
    }

    private void checkDistribution() throws Unreadable {
        switch (there(label, "distribution.tlp.label")) {
            case "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" -> {
                // one of TLP 2.0
            }
            default -> throw place.refuse("document.distribution.tlp.label must be one of TLP 2.0");
        }
        if (group == null) {
            return;
        }
        boolean isPublic = group.equals(MAX_UUID);
        boolean isNobody = group.equals(NIL_UUID);
        boolean isClear = "CLEAR".equals(label);
        boolean isDraft = "draft".equals(status);
        if ((isPublic && !isClear)
                || (isClear && !isPublic && !(isNobody && isDraft))
                || isPublic != "Public".equals(groupName)
                || isNobody != "No sharing allowed".equals(groupName)) {
            throw place.refuse(
                    "document.distribution.sharing_group contradicts its TLP label or its name");
        }
    }
}
