package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.csaf.Masthead.Edition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The products of a document, by number.
///
/// A branch may say what it is after its children were read, so that branches are kept with their
/// parents and looked at when all are there.
final class ProductTree {
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_PURL = 2_000;
    private static final int LONGEST_CPE = 500;

    /// Of one product, which differ in their qualifiers only.
    private static final int MOST_PURLS = 20;

    /// What 2.1 allows (6.1.34); in 2.0 only the depth of the JSON itself is limited.
    private static final int MOST_BRANCHES_DEEP = 30;

    private static final int NO_BRANCH = -1;

    /// @param parent number of the branch that it stands in
    /// @param name only where it is a version
    private record Branch(int parent, int category, @Nullable String name, Place place) {}

    /// @param branch number of the branch that it stands in
    private record Defined(Product product, int branch) {}

    private final Names ids;
    private final Names groupIds;
    private final List<@Nullable Defined> products = new ArrayList<>();
    private final List<int @Nullable []> groups = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final Numbers members = new Numbers();
    private @Nullable Subject[] subjects = {};
    private int deepest;
    private boolean present;
    private @Nullable Place brokenPurl;
    private @Nullable Place mixedPurls;
    private @Nullable Place starred;

    ProductTree(Names ids, Names groupIds) {
        this.ids = ids;
        this.groupIds = groupIds;
    }

    boolean isPresent() {
        return present;
    }

    /// How many products are defined.
    int size() {
        int size = 0;
        for (Defined each : products) {
            size += each == null ? 0 : 1;
        }
        return size;
    }

    /// Only after [#check(Edition, Place)], of an id that is defined.
    Product product(int number) {
        Defined defined = products.get(number);
        if (defined == null) {
            throw new IllegalStateException("undefined ids are refused before");
        }
        return defined.product();
    }

    /// What a status of the product is really about.
    Subject subject(int number) {
        if (subjects.length == 0) {
            subjects = new Subject[products.size()];
        }
        Subject subject = subjects[number];
        if (subject == null) {
            subject = Subject.of(this, number);
            subjects[number] = subject;
        }
        return subject;
    }

    int[] group(int number) {
        int[] group = groups.get(number);
        if (group == null) {
            throw new IllegalStateException("undefined ids are refused before");
        }
        return group;
    }

    void read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("product_tree");
        present = true;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "branches" -> branches(in, NO_BRANCH, 1);
                case "full_product_names" -> {
                    in.enterList("product_tree.full_product_names");
                    while (in.element()) {
                        product(in, NO_BRANCH, -1, -1);
                    }
                }
                case "relationships" -> {
                    in.enterList("product_tree.relationships");
                    while (in.element()) {
                        relationship(in);
                    }
                }
                case "product_paths" -> {
                    in.enterList("product_tree.product_paths");
                    while (in.element()) {
                        path(in);
                    }
                }
                case "product_groups" -> {
                    in.enterList("product_tree.product_groups");
                    while (in.element()) {
                        group(in);
                    }
                }
                default -> in.skip();
            }
        }
    }

    /// Recursive, but no deeper than the reader lets JSON be.
    private void branches(JsonReader in, int parent, int depth) throws IOException, Unreadable {
        in.enterList("branches");
        deepest = Math.max(deepest, depth);
        while (in.element()) {
            in.enterObject("a branch");
            Place place = in.place();
            if (branches.size() == Source.MOST_ITEMS) {
                throw in.refuse("there are more than " + Source.MOST_ITEMS + " branches");
            }
            int number = branches.size();
            branches.add(new Branch(parent, 0, null, place));
            int category = 0;
            boolean categorised = false;
            boolean named = false;
            String name = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "category" -> {
                        category = category(in);
                        categorised = true;
                    }
                    case "name" -> {
                        if (!categorised || isVersion(category)) {
                            name = Texts.shortened(in.text(), LONGEST_NAME);
                            named = name != null;
                        } else {
                            named = in.onString();
                        }
                    }
                    case "branches" -> branches(in, number, depth + 1);
                    case "product" -> product(in, number, -1, -1);
                    default -> in.skip();
                }
            }
            if (!categorised || !named) {
                throw place.refuse("a branch must have a category and a name");
            }
            branches.set(
                    number, new Branch(parent, category, isVersion(category) ? name : null, place));
        }
    }

    private static final int PRODUCT_VERSION = 1;
    private static final int PRODUCT_VERSION_RANGE = 2;
    private static final int PRODUCT_FAMILY = 4;

    private static boolean isVersion(int category) {
        return (category & (PRODUCT_VERSION | PRODUCT_VERSION_RANGE)) != 0;
    }

    private static int category(JsonReader in) throws IOException, Unreadable {
        String word = in.text();
        return switch (word == null ? "" : word) {
            case "product_version" -> PRODUCT_VERSION;
            case "product_version_range" -> PRODUCT_VERSION_RANGE;
            case "product_family" -> PRODUCT_FAMILY;
            case "product_name" -> 8;
            case "vendor" -> 16;
            case "architecture" -> 32;
            case "host_name" -> 64;
            case "language" -> 128;
            case "patch_level" -> 256;
            case "platform" -> 512;
            case "service_pack" -> 1024;
            case "specification" -> 2048;
            case "legacy" -> 4096;
            default -> throw in.refuse("the category of a branch is none of CSAF's");
        };
    }

    /// Reads a full product name; gives its number.
    private int product(JsonReader in, int branch, int component, int host)
            throws IOException, Unreadable {
        in.enterObject("a product");
        Place place = in.place();
        int number = -1;
        String name = null;
        List<PurlParts> purls = List.of();
        String cpe = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "product_id" -> number = ids.define(in);
                case "name" -> name = Texts.shortened(in.text(), LONGEST_NAME);
                case "product_identification_helper" -> {
                    in.enterObject("product_identification_helper");
                    for (String each = in.field(); each != null; each = in.field()) {
                        switch (each) {
                            case "purl" -> purls = purls(in, in.text(), purls);
                            case "purls" -> {
                                in.enterList("purls");
                                while (in.element()) {
                                    purls = purls(in, in.text(), purls);
                                }
                            }
                            case "cpe" -> cpe = Texts.shortened(in.text(), LONGEST_CPE);
                            case "model_numbers", "serial_numbers", "skus" -> stars(in);
                            default -> in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (number < 0 || name == null) {
            throw place.refuse("a product must have a product_id and a name");
        }
        checkOnePackage(purls, place);
        put(
                number,
                new Defined(new Product(name, purls, cpe, null, false, component, host), branch));
        return number;
    }

    private List<PurlParts> purls(JsonReader in, @Nullable String said, List<PurlParts> purls) {
        String text = Texts.shortened(said, LONGEST_PURL);
        PurlParts purl = text == null ? null : PurlParts.of(text);
        if (purl == null) {
            brokenPurl = brokenPurl == null ? in.place() : brokenPurl;
            return purls;
        }
        if (purls.isEmpty()) {
            return List.of(purl);
        }
        if (purls.size() == MOST_PURLS || purls.contains(purl)) {
            return purls;
        }
        List<PurlParts> more = new ArrayList<>(purls);
        more.add(purl);
        return more;
    }

    /// Purls of one product may differ in their qualifiers only (6.1.42).
    private void checkOnePackage(List<PurlParts> purls, Place place) {
        for (PurlParts purl : purls) {
            if (mixedPurls == null && !unqualified(purl).equals(unqualified(purls.getFirst()))) {
                mixedPurls = place;
            }
        }
    }

    private static String unqualified(PurlParts purl) {
        int query = purl.text().indexOf('?');
        return query < 0 ? purl.text() : purl.text().substring(0, query);
    }

    /// 2.1 allows one star for "any" in what people read off a device (6.1.43, 44, 61).
    private void stars(JsonReader in) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            String text = in.text();
            int stars = 0;
            for (int i = 0; text != null && i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == '*') {
                    stars++;
                }
            }
            if (stars > 1 && starred == null) {
                starred = in.place();
            }
        }
    }

    private void put(int number, Defined defined) {
        while (products.size() <= number) {
            products.add(null);
        }
        products.set(number, defined);
    }

    /// The product that is defined by a relationship of 2.0.
    private void relationship(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a relationship");
        Place place = in.place();
        int defined = -1;
        int component = -1;
        int host = -1;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "full_product_name" -> defined = product(in, NO_BRANCH, -1, -1);
                case "product_reference" -> component = ids.refer(in);
                case "relates_to_product_reference" -> host = ids.refer(in);
                default -> in.skip();
            }
        }
        combined(place, defined, component, host);
    }

    /// The product that is defined by a path of 2.1: its beginning, within, with or on others.
    private void path(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a product path");
        Place place = in.place();
        int defined = -1;
        int component = -1;
        int host = -1;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "full_product_name" -> defined = product(in, NO_BRANCH, -1, -1);
                case "beginning_product_reference" -> component = ids.refer(in);
                case "subpaths" -> {
                    in.enterList("subpaths");
                    while (in.element()) {
                        in.enterObject("a subpath");
                        for (String each = in.field(); each != null; each = in.field()) {
                            if (each.equals("next_product_reference")) {
                                int next = ids.refer(in);
                                addPathEdge(next);
                                host = next;
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        combined(place, defined, component, host);
        int[] hops = members.take();
        if (hops.length > 1) {
            hopsOf.add(new Hops(defined, hops));
        }
    }

    private record Hops(int product, int[] through) {}

    private final List<Hops> hopsOf = new ArrayList<>();

    private void addPathEdge(int next) {
        members.add(next);
    }

    private void combined(Place place, int defined, int component, int host) throws Unreadable {
        Defined whole = defined < 0 ? null : products.get(defined);
        if (whole == null || component < 0 || host < 0) {
            throw place.refuse("a relationship must name two products and define a third");
        }
        Product said = whole.product();
        put(
                defined,
                new Defined(
                        new Product(
                                said.name(),
                                said.purls(),
                                said.cpe(),
                                null,
                                false,
                                component,
                                host),
                        NO_BRANCH));
    }

    private void group(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a product group");
        Place place = in.place();
        int number = -1;
        int[] of = Numbers.NONE;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "group_id" -> number = groupIds.define(in);
                case "product_ids" -> {
                    in.enterList("product_ids");
                    while (in.element()) {
                        members.add(ids.refer(in));
                    }
                    of = members.take();
                }
                default -> in.skip();
            }
        }
        if (number < 0) {
            throw place.refuse("a product group must have a group_id");
        }
        while (groups.size() <= number) {
            groups.add(null);
        }
        groups.set(number, of);
    }

    /// Checks what needs the whole document, and gives products the version of their branch.
    void check(Edition edition, Place document) throws Unreadable {
        ids.checkDefined(document);
        groupIds.checkDefined(document);
        refuseAt(brokenPurl, "this is no valid purl");
        if (edition == Edition.V2_1) {
            refuseAt(mixedPurls, "the purls of a product name different packages");
            refuseAt(starred, "there is more than one star in a number");
            if (deepest > MOST_BRANCHES_DEEP) {
                throw document.refuse(
                        "branches are nested deeper than " + MOST_BRANCHES_DEEP + " levels");
            }
        }
        checkBranches(edition);
        for (int i = 0; i < products.size(); i++) {
            Defined defined = products.get(i);
            if (defined != null && defined.branch() != NO_BRANCH) {
                products.set(i, versioned(defined));
            }
        }
        checkNoCircle(document);
    }

    private static void refuseAt(@Nullable Place place, String reason) throws Unreadable {
        if (place != null) {
            throw place.refuse(reason);
        }
    }

    private void checkBranches(Edition edition) throws Unreadable {
        int[] above = new int[branches.size()];
        for (int i = 0; i < above.length; i++) {
            Branch branch = branches.get(i);
            int path = branch.parent() == NO_BRANCH ? 0 : above[branch.parent()];
            int own = branch.category();
            String name = branch.name();
            if (own == PRODUCT_VERSION && name != null && VersionRange.isRange(name)) {
                throw branch.place().refuse("a product_version names a range of versions");
            }
            if (edition == Edition.V2_1) {
                if (own != PRODUCT_FAMILY && (path & own) != 0) {
                    throw branch.place().refuse("a path of branches has one category twice");
                }
                if (isVersion(own) && isVersion(path)) {
                    throw branch.place().refuse("a path of branches has a version and a range");
                }
                if (own == PRODUCT_VERSION_RANGE
                        && name != null
                        && !VersionRange.keepsTheRules(name)) {
                    throw branch.place().refuse("a product_version_range is neither VERS nor vls");
                }
            }
            above[i] = path | own;
        }
    }

    private Defined versioned(Defined defined) {
        int at = defined.branch();
        while (at != NO_BRANCH && !isVersion(branches.get(at).category())) {
            at = branches.get(at).parent();
        }
        if (at == NO_BRANCH) {
            return defined;
        }
        Branch branch = branches.get(at);
        Product said = defined.product();
        return new Defined(
                new Product(
                        said.name(),
                        said.purls(),
                        said.cpe(),
                        branch.name(),
                        branch.category() == PRODUCT_VERSION_RANGE,
                        -1,
                        -1),
                NO_BRANCH);
    }

    /// No product may be made of itself. Takes away what depends on nothing, until nothing is left
    /// or all that is left goes round.
    private void checkNoCircle(Place document) throws Unreadable {
        int count = products.size();
        int[] dependsOn = new int[count];
        List<List<Integer>> dependents = new ArrayList<>(Collections.nCopies(count, List.of()));
        boolean any = false;
        for (int i = 0; i < count; i++) {
            Defined defined = products.get(i);
            if (defined != null && defined.product().component() >= 0) {
                any = true;
                depend(i, defined.product().component(), dependsOn, dependents);
                depend(i, defined.product().host(), dependsOn, dependents);
            }
        }
        if (!any) {
            return;
        }
        for (Hops hops : hopsOf) {
            for (int through : hops.through()) {
                depend(hops.product(), through, dependsOn, dependents);
            }
        }
        Numbers ready = new Numbers();
        int seen = 0;
        for (int i = 0; i < count; i++) {
            if (dependsOn[i] == 0) {
                ready.add(i);
            }
        }
        for (int[] free = ready.take(); free.length > 0; free = ready.take()) {
            seen += free.length;
            for (int each : free) {
                for (int dependent : dependents.get(each)) {
                    if (--dependsOn[dependent] == 0) {
                        ready.add(dependent);
                    }
                }
            }
        }
        if (seen < count) {
            throw document.refuse("a product is defined by way of itself");
        }
    }

    private static void depend(
            int product, int on, int[] dependsOn, List<List<Integer>> dependents) {
        dependsOn[product]++;
        if (dependents.get(on).isEmpty()) {
            dependents.set(on, new ArrayList<>(2));
        }
        dependents.get(on).add(product);
    }
}
