package dev.plumbline.model.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Catalogue.EvidenceKind;
import dev.plumbline.model.catalogue.Catalogue.Model;
import dev.plumbline.model.catalogue.Catalogue.Principle;
import dev.plumbline.model.catalogue.Catalogue.Profile;
import dev.plumbline.model.catalogue.Catalogue.Theme;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Coverage.Source;
import dev.plumbline.model.catalogue.Form.Answering;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Due;
import dev.plumbline.model.catalogue.Form.Exemption;
import dev.plumbline.model.catalogue.Form.Filter;
import dev.plumbline.model.catalogue.Form.Item;
import dev.plumbline.model.catalogue.Form.Look;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Form.Term;
import dev.plumbline.model.catalogue.MalformedCatalogue.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a catalogue from YAML.
///
/// The file is held against `catalogue.schema.json` first, then against what a schema cannot say:
/// that ids are unique and that references lead somewhere. All problems are reported at once, each
/// with file, line and key.
public final class CatalogueReader {
    private static final String SCHEMA = "catalogue.schema.json";
    private static final List<String> SHIPPED = List.of("core", "full", "pledge", "sbom-2026");
    private static final Schema FORM = Resource.schema(SCHEMA);

    private final YamlTree tree;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Double> measureWeights = new LinkedHashMap<>();

    private CatalogueReader(YamlTree tree) {
        this.tree = tree;
    }

    /// The catalogue that needs nothing but SBOMs, scans, advisories, releases, VEX and a few
    /// answers.
    public static Catalogue core() {
        return shipped("core");
    }

    /// Ids of the catalogues that come with the product: `core`; `full`, with all measures; and two
    /// other sets of principles over the same evidence, `pledge` and `sbom-2026`.
    public static List<String> shipped() {
        return SHIPPED;
    }

    /// @param id one of [#shipped()]
    /// @throws IllegalArgumentException if none comes under that id
    public static Catalogue shipped(String id) {
        return shipped(id, null);
    }

    /// @param overlay file with an organisation's own changes to it; `null` for none
    /// @throws MalformedCatalogue with everything that is wrong
    public static Catalogue shipped(String id, @Nullable Path overlay) {
        return CatalogueSource.shipped(id, overlay).read();
    }

    /// @param file its name, for messages
    /// @throws MalformedCatalogue with everything that is wrong
    public static Catalogue read(String file, byte[] yaml) {
        return new CatalogueReader(YamlTree.read(file, text(yaml))).catalogue(sha256(yaml));
    }

    /// Reads a catalogue with an organisation's own changes laid over it: objects are merged by
    /// key, lists of things with an `id` by that id, anything else is replaced.
    public static Catalogue read(String file, byte[] yaml, String overlay, byte[] changes) {
        var tree = YamlTree.read(file, text(yaml));
        tree.overlay(YamlTree.read(overlay, text(changes)));
        return new CatalogueReader(tree).catalogue(sha256(yaml, changes));
    }

    private static String text(byte[] yaml) {
        return new String(yaml, StandardCharsets.UTF_8);
    }

    private static String sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private Catalogue catalogue(String sha256) {
        for (Error error : FORM.validate(tree.root())) {
            problems.add(tree.problem(error.getInstanceLocation().toString(), error.getMessage()));
        }
        stopOnProblems();
        var root = new Node(tree.root(), "");
        for (var word : root.at("weights").at("measure").fields()) {
            measureWeights.put(word.key(), word.number());
        }
        var catalogue =
                new Catalogue(
                        root.text("catalogue"),
                        root.text("version"),
                        root.text("title"),
                        sha256,
                        model(root.at("model")),
                        weights(root.at("weights")),
                        profile(root.at("profile")),
                        evidence(root.at("evidence")),
                        principles(root.at("principles")),
                        root.at("gates").list(this::gate),
                        root.at("remedies").list(CatalogueReader::remedy));
        check(root, catalogue);
        stopOnProblems();
        return catalogue;
    }

    private void stopOnProblems() {
        if (!problems.isEmpty()) {
            throw new MalformedCatalogue(problems);
        }
    }

    private static Model model(Node node) {
        return new Model(
                node.number("shift"),
                node.days("window"),
                node.days("recovery"),
                node.days("corroboration"),
                node.number("rated-from"),
                node.number("gate-trust"));
    }

    private static Weights weights(Node node) {
        var severity = new EnumMap<Severity, Double>(Severity.class);
        for (var each : node.at("severity").fields()) {
            severity.put(severity(each.key()), each.number());
        }
        return new Weights(
                severity,
                node.at("tier")
                        .list(tier -> new Weights.Tier(tier.days("up-to"), tier.number("weight"))),
                node.number("beyond-tiers"));
    }

    private static Severity severity(String word) {
        return Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Profile profile(Node node) {
        return node.present()
                ? new Profile(
                        node.number("trust"),
                        node.at("facts").list(CatalogueReader::item),
                        answering(node.at("answering")))
                : null;
    }

    private static Map<String, EvidenceKind> evidence(Node node) {
        var kinds = new LinkedHashMap<String, EvidenceKind>();
        for (var each : node.fields()) {
            kinds.put(
                    each.key(),
                    new EvidenceKind(
                            each.text("title"),
                            each.text("per").equals("release"),
                            each.number("trust"),
                            each.at("attributes").texts(),
                            each.text("connect"),
                            each.text("renew"),
                            each.text("how"),
                            each.text("who")));
        }
        return kinds;
    }

    private List<Principle> principles(Node node) {
        var total = node.list(each -> each.number("omega", 1)).stream().mapToDouble(d -> d).sum();
        return node.list(
                each ->
                        new Principle(
                                each.text("id"),
                                each.text("title"),
                                each.textOr("short", each.text("title")),
                                each.number("omega", 1) / total,
                                themes(each.at("themes"))));
    }

    private List<Theme> themes(Node node) {
        var total = node.list(each -> each.number("omega", 1)).stream().mapToDouble(d -> d).sum();
        return node.list(
                each ->
                        new Theme(
                                each.text("id"),
                                each.text("title"),
                                each.number("omega", 1) / total,
                                each.at("measures").list(this::measure)));
    }

    private Measure measure(Node node) {
        var word = node.text("weight");
        var weight = measureWeights.get(word);
        if (weight == null) {
            node.at("weight").problem("no such word in weights.measure: " + word);
            weight = 1.0;
        }
        var coverage = coverage(node.at("coverage"));
        return new Measure(
                node.text("id"),
                node.text("title"),
                node.text("why"),
                node.at("noun").text("one"),
                node.at("noun").text("many"),
                weight,
                word,
                form(node),
                coverage,
                node.has("recovery") ? coverage(node.at("recovery")) : coverage,
                exemption(node.at("applies-unless")),
                node.at("maps").textLists());
    }

    private static @Nullable Exemption exemption(Node node) {
        return node.present() ? new Exemption(node.text("fact"), node.number("value")) : null;
    }

    private static Coverage coverage(Node node) {
        if (!node.present()) {
            return Coverage.NONE;
        }
        var freshness = freshness(node);
        return new Coverage(
                node.text("per").equals("release") ? Coverage.Per.RELEASE : Coverage.Per.PRODUCT,
                node.at("any-of").list(source -> source(source, freshness)));
    }

    private static Source source(Node node, Freshness otherwise) {
        return new Source(
                node.text("evidence"),
                node.at("feeds").textList(),
                node.has("grace") ? freshness(node) : otherwise);
    }

    private static Freshness freshness(Node node) {
        return node.has("grace")
                ? new Freshness(node.days("grace"), node.days("half-life"))
                : Freshness.FOREVER;
    }

    private Form form(Node node) {
        return switch (node.text("form")) {
            case "timed" ->
                    new Form.Timed(
                            demand(node.at("obligation"), node.at("closes")),
                            due(node.at("due")),
                            node.days("half-life-late"),
                            node.at("half-life-by-kind").daysByKey(),
                            node.number("kappa"));
            case "windowed" ->
                    new Form.Windowed(
                            demand(node.at("obligation"), node.at("closes")),
                            node.days("window"),
                            node.number("kappa"),
                            node.at("met-by").textList(),
                            node.at("broken-by").oneOrMore(each -> demand(each, each.at("closes"))),
                            Form.Unmet.valueOf(node.text("unmet").toUpperCase(Locale.ROOT)));
            case "density" ->
                    new Form.Density(
                            demand(node.at("obligation"), node.at("closes")),
                            node.number("half"),
                            node.has("size")
                                    ? new Form.Size(
                                            node.number("per-lines"),
                                            node.at("size").text("evidence"),
                                            node.at("size").text("attribute"))
                                    : null);
            case "saturating" ->
                    new Form.Saturating(
                            item(node.at("figure")),
                            node.number("floor"),
                            node.number("target"),
                            atLeast(node.at("at-least")),
                            freshness(node.at("freshness")),
                            answering(node.at("answering")));
            case "checklist" ->
                    new Form.Checklist(
                            node.at("items").list(CatalogueReader::item),
                            freshness(node.at("freshness")),
                            answering(node.at("answering")));
            default -> new Form.Share(population(node.at("population")));
        };
    }

    private static Form.@Nullable AtLeast atLeast(Node node) {
        return node.present()
                ? new Form.AtLeast(node.number("credit"), node.text("list"), node.text("item"))
                : null;
    }

    private Population population(Node node) {
        return switch (node.text("of")) {
            case "release-looks" -> {
                var freshness = freshness(node);
                yield new Population.ReleaseLooks(
                        node.at("looks")
                                .list(
                                        look ->
                                                new Look(
                                                        look.text("id"),
                                                        look.text("title"),
                                                        look.at("any-of")
                                                                .list(
                                                                        each ->
                                                                                source(
                                                                                        each,
                                                                                        freshness)))));
            }
            case "release-artefacts" ->
                    new Population.ReleaseArtefacts(
                            node.text("evidence"),
                            node.text("attribute"),
                            node.at("credits").numbers());
            case "release-items", "line-items" ->
                    new Population.Items(
                            node.text("of").equals("line-items") ? Form.Per.LINE : Form.Per.RELEASE,
                            node.at("items").list(CatalogueReader::item),
                            freshness(node.at("freshness")),
                            answering(node.at("answering")));
            default ->
                    new Population.Scopes(
                            node.text("evidence"),
                            node.text("attribute"),
                            freshness(node),
                            demand(node.at("dirty"), node.at("dirty").at("closes")));
        };
    }

    private static Item item(Node node) {
        return new Item(node.text("id"), node.text("title"), exemption(node.at("applies-unless")));
    }

    private static Answering answering(Node node) {
        return new Answering(
                node.number("trust"),
                node.text("title"),
                node.text("how"),
                node.text("who"),
                node.has("by") ? node.text("by") : null);
    }

    private static Demand demand(Node node, Node closes) {
        var weight = node.at("weight");
        return new Demand(
                node.at("when").textList(),
                filter(node.at("filter")),
                weight.isNumber()
                        ? new Form.Weight.Fixed(weight.number())
                        : weight.textOr("severity").equals("tier")
                                ? new Form.Weight.ByTier()
                                : new Form.Weight.BySeverity(),
                node.at("opened").textOr("at").equals("due") ? Form.Opened.DUE : Form.Opened.AT,
                closes.textList());
    }

    private static Filter filter(Node node) {
        if (!node.present()) {
            return Filter.ALL;
        }
        var attributes = new LinkedHashMap<String, Set<String>>();
        node.at("attributes")
                .textLists()
                .forEach((name, values) -> attributes.put(name, Set.copyOf(values)));
        var severities = new HashSet<Severity>();
        node.at("severity").textList().forEach(word -> severities.add(severity(word)));
        return new Filter(
                attributes,
                severities,
                node.at("from").textOr("").equals("world"),
                condition(node.at("condition")));
    }

    private static @Nullable Condition condition(Node node) {
        if (!node.present()) {
            return null;
        }
        try {
            return Condition.of(node.textOr(""));
        } catch (Condition.Unusable e) {
            node.problem("no condition over a concern: " + e.getMessage());
            return null;
        }
    }

    private static Due due(Node node) {
        var bySeverity = new EnumMap<Severity, Double>(Severity.class);
        for (var each : node.at("days-by-severity").fields()) {
            bySeverity.put(severity(each.key()), each.days());
        }
        return new Due(
                terms(node.at("first-of")),
                terms(node.at("or-shorter")),
                node.has("days") ? node.days("days") : Double.POSITIVE_INFINITY,
                node.at("days-by-kind").daysByKey(),
                bySeverity,
                node.has("at-most") ? node.days("at-most") : Double.POSITIVE_INFINITY,
                node.at("fair").textOr("no").equals("yes"),
                Form.OnRepeat.valueOf(
                        node.at("on-repeat").textOr("each").toUpperCase(Locale.ROOT)));
    }

    private static List<Term> terms(Node node) {
        return node.textList().stream()
                .map(word -> Term.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT)))
                .toList();
    }

    private Gate gate(Node node) {
        var cause = node.at("when");
        return new Gate(
                node.text("id"),
                node.text("title"),
                node.text("principle"),
                cause(cause, node),
                node.has("trust")
                        ? node.number("trust")
                        : tree.root().get("model").get("gate-trust").doubleValue(),
                node.at("because").text("one"),
                node.at("because").textOr("many", node.at("because").text("one")),
                node.text("lift"));
    }

    private static Gate.Cause cause(Node cause, Node gate) {
        return switch (cause.text("cause")) {
            case "overdue" ->
                    new Gate.Overdue(
                            cause.text("measure"),
                            filter(cause.at("filter")),
                            Set.copyOf(cause.at("filter").at("kind").textList()),
                            cause.at("closes").textList(),
                            cause.at("steps")
                                    .list(
                                            step ->
                                                    new Gate.Step(
                                                            step.days("late"),
                                                            step.number("cap") / 100)),
                            metLate(cause.at("met-late")));
            case "open" ->
                    new Gate.Open(demand(cause, cause.at("closes")), gate.number("cap") / 100);
            case "absent-item" ->
                    new Gate.AbsentItem(
                            cause.text("list"), cause.text("item"), gate.number("cap") / 100);
            default -> new Gate.AbsentEvidence(cause.text("evidence"), gate.number("cap") / 100);
        };
    }

    private static Gate.@Nullable MetLate metLate(Node node) {
        return node.present()
                ? new Gate.MetLate(node.number("cap") / 100, node.days("until-seen"))
                : null;
    }

    private static Remedy remedy(Node node) {
        return new Remedy(
                node.text("id"),
                node.text("kind"),
                node.at("concerns").textList(),
                node.text("how"),
                node.number("trust"),
                node.at("group-by").textList(),
                node.at("titles").textList(),
                node.text("instruction"),
                node.text("who"));
    }

    /// What a schema cannot say.
    private void check(Node root, Catalogue catalogue) {
        var ids = new HashSet<String>();
        var facts = new HashSet<String>();
        root.at("profile").at("facts").elements().forEach(fact -> facts.add(fact.text("id")));
        var timed = new HashMap<String, Form.Timed>();
        var items = new HashSet<String>();
        catalogue.measures().forEach(measure -> note(measure, timed, items));
        for (var principle : root.at("principles").elements()) {
            unique(ids, principle);
            for (var theme : principle.at("themes").elements()) {
                checkTheme(theme, facts, items, ids, catalogue);
            }
        }
        for (var gate : root.at("gates").elements()) {
            unique(ids, gate);
            checkGate(gate, catalogue, timed, items);
        }
        var closed = closed(catalogue);
        root.at("remedies").elements().forEach(remedy -> checkRemedy(remedy, closed));
    }

    /// Kind of concern → the words that close it somewhere.
    private static Map<String, Set<String>> closed(Catalogue catalogue) {
        var closed = new HashMap<String, Set<String>>();
        catalogue
                .demands()
                .forEach(
                        demand ->
                                demand.when()
                                        .forEach(
                                                kind ->
                                                        closed.computeIfAbsent(
                                                                        kind,
                                                                        any -> new HashSet<>())
                                                                .addAll(demand.closes())));
        return closed;
    }

    private static void checkRemedy(Node remedy, Map<String, Set<String>> closed) {
        for (var concern : remedy.at("concerns").elements()) {
            var kind = concern.textOr("");
            var words = closed.get(kind);
            if (words == null) {
                concern.problem("no measure or gate is about " + kind);
            } else if (!words.contains(remedy.text("how"))) {
                remedy.at("how").problem("does not close " + kind + ": " + remedy.text("how"));
            }
        }
    }

    private static void note(Measure measure, Map<String, Form.Timed> timed, Set<String> items) {
        if (measure.form() instanceof Form.Timed form) {
            timed.put(measure.id(), form);
        } else if (measure.form() instanceof Form.Checklist checklist) {
            checklist.items().forEach(item -> items.add(measure.id() + "/" + item.id()));
        }
    }

    private static void checkTheme(
            Node theme,
            Set<String> facts,
            Set<String> items,
            Set<String> ids,
            Catalogue catalogue) {
        var measures = theme.at("measures").elements();
        for (var measure : measures) {
            unique(ids, measure);
            checkEvidence(measure, catalogue);
            checkExemption(measure, facts);
            checkExemptions(measure.at("items").elements(), facts);
            checkExemptions(measure.at("population").at("items").elements(), facts);
            checkAtLeast(measure.at("at-least"), items);
            checkSaturating(measure);
        }
        if (measures.stream().allMatch(measure -> measure.has("applies-unless"))) {
            theme.at("measures").problem("one of a theme's measures has to concern every product");
        }
    }

    private static void checkExemptions(List<Node> items, Set<String> facts) {
        items.forEach(item -> checkExemption(item, facts));
        if (!items.isEmpty() && items.stream().allMatch(item -> item.has("applies-unless"))) {
            items.getFirst().problem("one of the items has to concern every product");
        }
    }

    private static void checkExemption(Node node, Set<String> facts) {
        var unless = node.at("applies-unless");
        if (unless.present() && !facts.contains(unless.text("fact"))) {
            unless.at("fact").problem("no such fact under profile: " + unless.text("fact"));
        }
    }

    private static void checkAtLeast(Node atLeast, Set<String> items) {
        if (atLeast.present()
                && !items.contains(atLeast.text("list") + "/" + atLeast.text("item"))) {
            atLeast.at("item").problem("no such item of " + atLeast.text("list"));
        }
    }

    private static void checkSaturating(Node measure) {
        if (measure.has("target") && measure.number("target") <= measure.number("floor")) {
            measure.at("target").problem("not above the floor");
        }
    }

    private static void unique(Set<String> ids, Node node) {
        if (!ids.add(node.text("id"))) {
            node.at("id").problem("there is another " + node.text("id"));
        }
    }

    /// Everything that a measure calls evidence has to be told of under `evidence`.
    private static void checkEvidence(Node measure, Catalogue catalogue) {
        checkSources(measure.at("coverage"), catalogue);
        checkSources(measure.at("recovery"), catalogue);
        measure.at("met-by").elements().forEach(kind -> known(kind, catalogue));
        var population = measure.at("population");
        population.at("looks").elements().forEach(look -> checkSources(look, catalogue));
        for (var kind :
                List.of(
                        measure.at("size").at("evidence"),
                        population.at("evidence"),
                        measure.at("answering").at("by"),
                        population.at("answering").at("by"))) {
            if (kind.present()) {
                known(kind, catalogue);
            }
        }
    }

    private static void checkSources(Node coverage, Catalogue catalogue) {
        for (var source : coverage.at("any-of").elements()) {
            known(source.at("evidence"), catalogue);
            for (var feed : source.at("feeds").elements()) {
                known(feed, catalogue);
            }
        }
    }

    private static void known(Node kind, Catalogue catalogue) {
        if (!catalogue.evidence().containsKey(kind.textOr(""))) {
            kind.problem("no such kind under evidence: " + kind.textOr(""));
        }
    }

    private static void checkGate(
            Node gate, Catalogue catalogue, Map<String, Form.Timed> timed, Set<String> items) {
        var principle = gate.text("principle");
        if (catalogue.principles().stream().noneMatch(each -> each.id().equals(principle))) {
            gate.at("principle").problem("no such principle: " + principle);
        }
        var when = gate.at("when");
        if (when.has("measure")) {
            var measure = timed.get(when.text("measure"));
            if (measure == null) {
                when.at("measure").problem("no timed measure of that id: " + when.text("measure"));
            } else {
                when.at("filter")
                        .at("kind")
                        .elements()
                        .forEach(kind -> checkKind(kind, measure, when.text("measure")));
            }
        }
        if (when.has("list") && !items.contains(when.text("list") + "/" + when.text("item"))) {
            when.at("item").problem("no such item of " + when.text("list"));
        }
        if (when.text("cause").equals("absent-evidence")) {
            known(when.at("evidence"), catalogue);
        }
    }

    private static void checkKind(Node kind, Form.Timed measure, String id) {
        if (!measure.demand().when().contains(kind.textOr(""))) {
            kind.problem(id + " is not about " + kind.textOr(""));
        }
    }

    /// A node of the tree with its place. What the schema asks for is there; the rest may be
    /// missing.
    private final class Node {
        private final @Nullable JsonNode json;
        private final String pointer;

        Node(@Nullable JsonNode json, String pointer) {
            this.json = json;
            this.pointer = pointer;
        }

        Node at(String key) {
            return new Node(json == null ? null : json.get(key), pointer + "/" + key);
        }

        boolean present() {
            return json != null;
        }

        boolean has(String key) {
            return json != null && json.has(key);
        }

        boolean isNumber() {
            return json != null && json.isNumber();
        }

        String key() {
            return pointer.substring(pointer.lastIndexOf('/') + 1);
        }

        String text(String key) {
            return at(key).textOr("");
        }

        String textOr(String otherwise) {
            return json == null ? otherwise : json.asString();
        }

        String textOr(String key, String otherwise) {
            return at(key).textOr(otherwise);
        }

        double number() {
            return json == null ? 0 : json.doubleValue();
        }

        double number(String key) {
            return at(key).number();
        }

        double number(String key, double otherwise) {
            return has(key) ? number(key) : otherwise;
        }

        /// Days of a span such as `7d`, `36h` or `never`.
        double days() {
            var span = textOr("never");
            if (span.equals("never")) {
                return Double.POSITIVE_INFINITY;
            }
            var count = Double.parseDouble(span.substring(0, span.length() - 1));
            return span.endsWith("h") ? count / 24 : count;
        }

        double days(String key) {
            return at(key).days();
        }

        List<Node> elements() {
            var nodes = new ArrayList<Node>();
            if (json != null) {
                for (var i = 0; i < json.size(); i++) {
                    nodes.add(new Node(json.get(i), pointer + "/" + i));
                }
            }
            return nodes;
        }

        List<Node> fields() {
            var nodes = new ArrayList<Node>();
            if (json != null) {
                json.properties().forEach(each -> nodes.add(at(each.getKey())));
            }
            return nodes;
        }

        /// What stands there alone or as a list.
        <T> List<T> oneOrMore(Function<Node, T> each) {
            return json != null && json.isObject() ? List.of(each.apply(this)) : list(each);
        }

        <T> List<T> list(Function<Node, T> each) {
            return elements().stream().map(each).toList();
        }

        List<String> textList() {
            return list(each -> each.textOr(""));
        }

        Map<String, String> texts() {
            var map = new LinkedHashMap<String, String>();
            fields().forEach(each -> map.put(each.key(), each.textOr("")));
            return map;
        }

        Map<String, Double> numbers() {
            var map = new LinkedHashMap<String, Double>();
            fields().forEach(each -> map.put(each.key(), each.number()));
            return map;
        }

        Map<String, Double> daysByKey() {
            var map = new LinkedHashMap<String, Double>();
            fields().forEach(each -> map.put(each.key(), each.days()));
            return map;
        }

        Map<String, List<String>> textLists() {
            var map = new LinkedHashMap<String, List<String>>();
            fields().forEach(each -> map.put(each.key(), each.textList()));
            return map;
        }

        void problem(String text) {
            problems.add(tree.problem(pointer, text));
        }
    }
}
