package dev.plumbline.ingest.source.openvex;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads OpenVEX documents.
///
/// A statement speaks of the subcomponents that it names, else of the products that it names by
/// purl; where it names products by anything else, it speaks of the product that the document was
/// handed in for.
public final class OpenVexSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "openvex",
                    "OpenVEX 0.0.x and 0.2, JSON",
                    Speaks.OF_A_PRODUCT,
                    "Statements: vulnerability and aliases, status, justification, impact and action statements,"
                            + " products and subcomponents by purl (as id or identifier), and when each was made or last"
                            + " changed, else the document. `not_affected` without justification and impact statement"
                            + " decides nothing (`undecidedStatements`).",
                    "Products that are named by anything but a purl: the statement then speaks of the product that"
                            + " it was handed in for. A statement whose subcomponents have no purl speaks of nothing that"
                            + " can be found (`unresolvedStatements`). Hashes, CPEs, notes on a status, authors.",
                    "A statement without a vulnerability or with an unknown status; more than 250,000 statements or"
                            + " named components.",
                    "two.openvex.json");
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_ID = 100;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && (json.text("@context").contains("openvex")
                        || (json.has("@context")
                                && json.has("statements.vulnerability")
                                && json.has("statements.status")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, OpenVexSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("an OpenVEX document");
        String version = null;
        String tool = null;
        Instant issued = null;
        Instant updated = null;
        boolean stated = false;
        int named = 0;
        int unresolved = 0;
        List<VexStatement> statements = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "@context" -> version = version(in);
                case "tooling" -> tool = Texts.firstLine(in.text(), LONGEST_ID);
                case "timestamp" -> issued = Moments.instant(in.text());
                case "last_updated" -> updated = Moments.instant(in.text());
                case "statements" -> {
                    stated = true;
                    if (!in.onNull()) {
                        in.enterList("statements");
                        while (in.element()) {
                            Statement said = statement(in);
                            named += said.statement().purls().size();
                            if (statements.size() == MOST_ITEMS || named > MOST_ITEMS) {
                                throw in.refuse(
                                        "there are more than "
                                                + MOST_ITEMS
                                                + " statements or components");
                            }
                            if (said.resolved()) {
                                statements.add(said.statement());
                            } else {
                                unresolved++;
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (version == null) {
            throw in.refuse("@context does not name OpenVEX");
        }
        if (!stated) {
            throw in.refuse("statements is missing");
        }
        Instant documentDate = updated != null ? updated : issued;
        return new VexDocument(
                version.isEmpty() ? "OpenVEX JSON" : "OpenVEX " + version + " JSON",
                tool,
                statements.stream().map(s -> dated(s, documentDate)).toList(),
                unresolved);
    }

    private static VexStatement dated(VexStatement statement, @Nullable Instant documentDate) {
        return statement.statedAt() != null
                ? statement
                : new VexStatement(
                        statement.vulnerabilities(),
                        statement.status(),
                        statement.justification(),
                        statement.impactStatement(),
                        statement.actionStatement(),
                        statement.purls(),
                        documentDate);
    }

    /// The version in `https://openvex.dev/ns/v0.2.0`, empty if it names none, `null` if the
    /// context is another.
    private static @Nullable String version(JsonReader in) throws IOException, Unreadable {
        String found = null;
        if (in.onList()) {
            while (in.element()) {
                String one = versionIn(in.text());
                found = one != null ? one : found;
            }
            return found;
        }
        return versionIn(in.text());
    }

    private static @Nullable String versionIn(@Nullable String context) {
        if (context == null || !context.contains("openvex.dev/ns")) {
            return null;
        }
        int slash = context.lastIndexOf("/v");
        String version = slash < 0 ? "" : context.substring(slash + 2);
        return version.length() <= 12
                        && version.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
                ? version
                : "";
    }

    /// @param resolved whether it can be told what it speaks of
    private record Statement(VexStatement statement, boolean resolved) {}

    private static Statement statement(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a statement");
        Place place = in.place();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> products = new LinkedHashSet<>();
        Set<String> subcomponents = new LinkedHashSet<>();
        VexStatus status = null;
        VexJustification justification = null;
        String impact = null;
        String action = null;
        Instant issued = null;
        Instant updated = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "vulnerability" -> vulnerability(in, ids);
                case "products" -> components(in, products, subcomponents);
                case "subcomponents" -> components(in, subcomponents, subcomponents);
                case "status" -> status = status(in);
                case "justification" -> justification = justification(in);
                case "impact_statement" -> impact = Texts.shortened(in.text(), LONGEST_TEXT);
                case "action_statement" -> action = Texts.shortened(in.text(), LONGEST_TEXT);
                case "timestamp" -> issued = Moments.instant(in.text());
                case "last_updated" -> updated = Moments.instant(in.text());
                default -> in.skip();
            }
        }
        if (ids.isEmpty()) {
            throw place.refuse("a statement must name a vulnerability");
        }
        if (status == null) {
            throw place.refuse("a statement must have a status");
        }
        Set<String> named = subcomponents.isEmpty() ? products : subcomponents;
        List<String> about = named.stream().filter(each -> each.startsWith("pkg:")).toList();
        return new Statement(
                new VexStatement(
                        List.copyOf(ids),
                        status,
                        justification,
                        impact,
                        action,
                        about,
                        updated != null ? updated : issued),
                !about.isEmpty() || subcomponents.isEmpty());
    }

    /// The name and aliases, or the bare id of the first drafts.
    private static void vulnerability(JsonReader in, Set<String> ids)
            throws IOException, Unreadable {
        if (in.onString()) {
            addId(ids, in.text());
            return;
        }
        if (!in.inObject()) {
            return;
        }
        String address = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> addId(ids, in.text());
                case "@id" -> address = in.text();
                case "aliases" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            addId(ids, in.text());
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (ids.isEmpty() && address != null) {
            addId(ids, address.substring(address.lastIndexOf('/') + 1));
        }
    }

    private static void addId(Set<String> ids, @Nullable String id) {
        String bare = Texts.shortened(id, LONGEST_ID);
        if (bare != null) {
            ids.add(bare);
        }
    }

    private static void components(JsonReader in, Set<String> components, Set<String> subcomponents)
            throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            String id = null;
            String purl = null;
            if (in.onString()) {
                id = in.text();
            } else if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    switch (field) {
                        case "@id" -> id = in.text();
                        case "identifiers" -> purl = purl(in);
                        case "subcomponents" -> components(in, subcomponents, subcomponents);
                        default -> in.skip();
                    }
                }
            }
            String best = Texts.shortened(purl != null ? purl : id, LONGEST_TEXT);
            if (best != null) {
                if (components.size() == MOST_ITEMS) {
                    throw in.refuse("a statement names more than " + MOST_ITEMS + " components");
                }
                components.add(best);
            }
        }
    }

    private static @Nullable String purl(JsonReader in) throws IOException, Unreadable {
        String purl = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("purl")) {
                    purl = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return purl;
    }

    private static VexStatus status(JsonReader in) throws IOException, Unreadable {
        String word = in.text();
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "not_affected" -> VexStatus.NOT_AFFECTED;
            case "affected" -> VexStatus.AFFECTED;
            case "fixed" -> VexStatus.FIXED;
            case "under_investigation" -> VexStatus.UNDER_INVESTIGATION;
            default ->
                    throw in.refuse(
                            "status must be not_affected, affected, fixed or under_investigation");
        };
    }

    private static @Nullable VexJustification justification(JsonReader in)
            throws IOException, Unreadable {
        String word = in.text();
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "component_not_present" -> VexJustification.COMPONENT_NOT_PRESENT;
            case "vulnerable_code_not_present" -> VexJustification.VULNERABLE_CODE_NOT_PRESENT;
            case "vulnerable_code_not_in_execute_path" ->
                    VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH;
            case "vulnerable_code_cannot_be_controlled_by_adversary" ->
                    VexJustification.VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY;
            case "inline_mitigations_already_exist" ->
                    VexJustification.INLINE_MITIGATIONS_ALREADY_EXIST;
            default -> throw in.refuse("justification must be one of the five of VEX");
        };
    }
}
