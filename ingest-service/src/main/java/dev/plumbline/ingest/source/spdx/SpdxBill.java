package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import dev.plumbline.ingest.source.sbom.Listed;
import dev.plumbline.ingest.source.sbom.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an SPDX document of any version says of packages, kept until its end: only then is known
/// which of them is the product itself.
///
/// What the document describes is the product. Where it describes several packages, those that hold
/// or need another package are the product, and the others its parts: lists without a product
/// describe each of their packages. References to nothing are borne; a relationship with a file
/// says nothing of components.
public final class SpdxBill {
    /// Name, then a version that starts with a number, such as `syft-1.13.0` or `trivy 0.50`.
    private static final Pattern TOOL =
            Pattern.compile("(?<name>.{1,200}?)[-@/ ](?<version>v?\\d+(?:[.\\-+_][^ ]{1,100})?)");

    private static final Pattern SBOM_TYPE =
            Pattern.compile(
                    "\\bSBOM[ -]type\\s*[:=]\\s*"
                            + "(?:design|source|build|analy[sz]ed|deployed|runtime)\\b",
                    Pattern.CASE_INSENSITIVE);

    private final Function<String, Unreadable> refusal;
    private final BillCollector bill;
    private final List<Listed> packages = new ArrayList<>();
    private final References described = new References();
    private final References files = new References();
    private final Pairs needs = new Pairs();
    private final Pairs holdings = new Pairs();
    private final Pairs lineage = new Pairs();
    private final Pairs unknown = new Pairs();
    private final Pairs nothing = new Pairs();
    private int pairs;

    /// @param refusal makes a refusal of a reason, at the place where the walk stands
    public SpdxBill(Function<String, Unreadable> refusal) {
        this.refusal = refusal;
        this.bill = new BillCollector(refusal);
    }

    /// What the document says of itself, by the names of the minimum elements.
    public void element(String name, double worth) {
        bill.document(name, worth);
    }

    /// A creator as SPDX 2 writes it: `Tool: name-version`, `Organization: name`, `Person: name
    /// (address)`.
    public void creator(@Nullable String creator) {
        if (creator == null) {
            return;
        }
        String name = bare(creator);
        if (creator.regionMatches(true, 0, "Tool:", 0, 5)) {
            tool(name);
        } else {
            element("author", Claim.of(name));
        }
    }

    /// A tool's name with its version at the end, if it has one.
    public void tool(@Nullable String name) {
        String bare = name == null ? null : bare(name);
        Matcher parts = bare == null ? null : TOOL.matcher(bare);
        if (parts != null && parts.matches()) {
            bill.tool(parts.group("name"), parts.group("version"));
        } else {
            bill.tool(bare, null);
        }
    }

    /// A remark, in which some say of which type the SBOM is; SPDX 2 has no field for that.
    public void remark(@Nullable String text) {
        if (text != null && SBOM_TYPE.matcher(text).find()) {
            element("generation-context", Claim.REAL);
        }
    }

    /// The name of who made, supplied or created something, without the word that says what kind of
    /// party it is; `null` if no name is left.
    public static @Nullable String bare(@Nullable String party) {
        if (party == null) {
            return null;
        }
        int colon = party.indexOf(':');
        String name = party;
        if (colon > 0) {
            switch (party.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "person", "organization", "tool" -> name = party.substring(colon + 1);
                default -> {}
            }
        }
        name = name.strip();
        return name.isEmpty() ? null : name;
    }

    /// Adds a package; refuses the document when there are too many.
    public void add(Listed listed) throws Unreadable {
        if (packages.size() == Source.MOST_ITEMS) {
            throw refusal.apply("more than " + Source.MOST_ITEMS + " packages");
        }
        packages.add(listed);
    }

    /// How many packages were seen, the product among them.
    public int size() {
        return packages.size();
    }

    /// A file of the document, by the hash of its id.
    public void file(long ref) {
        if (ref != 0) {
            files.number(ref);
        }
    }

    /// The document describes this.
    public void describes(long ref) {
        if (ref != 0) {
            described.number(ref);
        }
    }

    /// One depends on the other.
    public void needs(long whole, long part) throws Unreadable {
        add(needs, whole, part);
    }

    /// One contains the other. This tells where a component belongs, but not that anything needs
    /// it.
    public void holds(long whole, long part) throws Unreadable {
        add(holdings, whole, part);
    }

    /// One came of the other; which of which does not matter here.
    public void descends(long one, long other) throws Unreadable {
        add(lineage, one, other);
    }

    /// It is said that nobody knows what it depends on.
    public void needsUnknown(long whole) throws Unreadable {
        add(unknown, whole, 0);
    }

    /// It is said that it depends on nothing.
    public void needsNothing(long whole) throws Unreadable {
        add(nothing, whole, 0);
    }

    private void add(Pairs to, long one, long other) throws Unreadable {
        if (pairs++ == BillCollector.MOST_EDGES) {
            throw refusal.apply("more than 4,000,000 relationships");
        }
        to.add(one, other);
    }

    /// Tells the product from its components; nothing may be added afterwards.
    public BillCollector settled() throws Unreadable {
        int candidates = 0;
        References known = new References();
        for (Listed listed : packages) {
            if (listed.ref() != 0) {
                known.number(listed.ref());
                candidates += isDescribed(listed.ref()) ? 1 : 0;
            }
        }
        BitSet wholes = new BitSet();
        needs.wholes(known, wholes);
        holdings.wholes(known, wholes);
        for (Listed listed : packages) {
            boolean product =
                    isDescribed(listed.ref())
                            && (candidates == 1 || wholes.get(known.known(listed.ref())));
            if (product) {
                bill.subject(listed.ref(), listed.sha256());
            } else {
                bill.component(listed);
            }
        }
        relate();
        return bill;
    }

    private boolean isDescribed(long ref) {
        return described.known(ref) >= 0;
    }

    private void relate() throws Unreadable {
        for (int i = 0; i < unknown.size; i++) {
            bill.graphUnknown(unknown.from[i]);
        }
        for (int i = 0; i < nothing.size; i++) {
            bill.stated(nothing.from[i]);
        }
        for (Pairs told : List.of(holdings, lineage)) {
            for (int i = 0; i < told.size; i++) {
                if (!isFile(told.from[i]) && !isFile(told.to[i])) {
                    bill.inGraph(told.from[i]);
                    bill.inGraph(told.to[i]);
                }
            }
        }
        for (int i = 0; i < needs.size; i++) {
            if (!isFile(needs.from[i]) && !isFile(needs.to[i])) {
                bill.edge(needs.from[i], needs.to[i]);
            }
        }
    }

    private boolean isFile(long ref) {
        return files.known(ref) >= 0;
    }

    /// Pairs of references, sixteen bytes each.
    private static final class Pairs {
        private long[] from = new long[64];
        private long[] to = new long[64];
        private int size;

        void add(long one, long other) {
            if (size == from.length) {
                from = Arrays.copyOf(from, size * 2);
                to = Arrays.copyOf(to, size * 2);
            }
            from[size] = one;
            to[size] = other;
            size++;
        }

        /// Marks each known reference to which another known one is a part.
        void wholes(References known, BitSet wholes) {
            for (int i = 0; i < size; i++) {
                int whole = known.known(from[i]);
                int part = known.known(to[i]);
                if (whole >= 0 && part >= 0 && whole != part) {
                    wholes.set(whole);
                }
            }
        }
    }
}
