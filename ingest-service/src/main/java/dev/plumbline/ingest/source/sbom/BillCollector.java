package dev.plumbline.ingest.source.sbom;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gathers what an SBOM says, component by component, into an inventory.
///
/// Components, edges and claims may come in any order. References are hashes of what the document
/// calls a component, so that a graph of any size costs a few bytes an edge. Cycles, references to
/// nothing and repeated purls or references are harmless.
public final class BillCollector {
    /// A product of 250,000 components has about that many edges, and this many fit into 16 MB.
    public static final int MOST_EDGES = 2_000_000;

    /// Characters of what is kept of components: more would need more memory than a service has.
    private static final long MOST_TEXT = 64_000_000;

    private static final int LONGEST_LICENCE = 255;
    private static final int LONGEST_SUPPLIER = 255;
    private static final int LONGEST_CPE = 500;

    private final Function<String, Unreadable> refusal;
    private final Completeness completeness = new Completeness();
    private final List<Component> components = new ArrayList<>();
    private final Map<String, Integer> indexByPurl = new HashMap<>();
    private final Graph graph;
    private final Recent recent = new Recent();
    private final List<String> subjectSha256 = new ArrayList<>();
    private int[] softwareNodes = new int[256];
    private int software;
    private int unidentified;
    private long text;
    private @Nullable String toolName;
    private @Nullable String toolVersion;

    /// @param refusal makes a refusal of a reason, at the place where the walk stands
    public BillCollector(Function<String, Unreadable> refusal) {
        this.refusal = refusal;
        this.graph = new Graph(refusal);
    }

    /// What the document says of itself, by the names of [Completeness]; the best of several
    /// sayings counts.
    public void document(String element, double worth) {
        completeness.document(element, worth);
    }

    /// A program that had a part in making the document; the first one that has a name is *the*
    /// tool.
    public void tool(@Nullable String name, @Nullable String version) {
        completeness.document("tool-name", Claim.of(name));
        completeness.document("tool-version", Claim.of(version));
        if (toolName == null && Claim.real(name) != null) {
            toolName = name;
            toolVersion = Claim.real(version);
        }
    }

    /// Name and version of the tool, as the document says it.
    public @Nullable String tool() {
        return toolVersion == null ? toolName : toolName + " " + toolVersion;
    }

    public @Nullable String toolName() {
        return toolName;
    }

    public @Nullable String toolVersion() {
        return toolVersion;
    }

    /// What the SBOM describes: the product itself, no component of it.
    ///
    /// @param ref what the document calls it, hashed; 0 if it has no such name
    /// @param sha256 64 lower-case hex digits
    public void subject(long ref, @Nullable String sha256) throws Unreadable {
        graph.subject(ref);
        if (sha256 != null && !subjectSha256.contains(sha256)) {
            subjectSha256.add(sha256);
        }
    }

    /// Adds a component; refuses the document when there are too many.
    public void component(Listed listed) throws Unreadable {
        String purl = listed.purl();
        boolean matchable = purl != null && Purls.plausible(purl);
        int index = Graph.NO_COMPONENT;
        if (matchable && purl != null) {
            index = keep(Purls.versioned(purl, listed.version()), listed);
        } else if (!listed.software()) {
            return;
        } else {
            unidentified++;
        }
        remember(listed.ref(), index);
        double hash = listed.hashed() ? Claim.REAL : Claim.NOTHING;
        completeness.component(
                Claim.of(listed.name()),
                Claim.of(listed.version()),
                Claim.of(listed.supplier()),
                Claim.of(listed.licence()),
                matchable || listed.cpe() != null || listed.otherIdentifier()
                        ? Claim.REAL
                        : Claim.NOTHING,
                hash,
                hash);
    }

    /// Keeps a component once per purl; a later mention only adds what the first did not say.
    private int keep(String purl, Listed listed) throws Unreadable {
        Component said =
                new Component(
                        purl,
                        recent.shared(
                                Texts.shortened(Claim.real(listed.licence()), LONGEST_LICENCE)),
                        listed.sha256(),
                        Texts.shortened(listed.cpe(), LONGEST_CPE),
                        recent.shared(
                                Texts.shortened(Claim.real(listed.supplier()), LONGEST_SUPPLIER)),
                        null,
                        null);
        Integer known = indexByPurl.putIfAbsent(purl, components.size());
        if (known == null) {
            text += purl.length() + length(said.cpe()) + length(said.sha256());
            if (text > MOST_TEXT) {
                throw refusal.apply(
                        "the components have more than " + MOST_TEXT + " characters in all");
            }
            components.add(said);
            return components.size() - 1;
        }
        Component first = components.get(known);
        components.set(
                known,
                new Component(
                        first.purl(),
                        first.licence() == null ? said.licence() : first.licence(),
                        first.sha256() == null ? said.sha256() : first.sha256(),
                        first.cpe() == null ? said.cpe() : first.cpe(),
                        first.supplier() == null ? said.supplier() : first.supplier(),
                        null,
                        null));
        return known;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private void remember(long ref, int index) throws Unreadable {
        if (software == Source.MOST_ITEMS) {
            throw refusal.apply("more than " + Source.MOST_ITEMS + " components");
        }
        if (software == softwareNodes.length) {
            softwareNodes = Arrays.copyOf(softwareNodes, software * 2);
        }
        softwareNodes[software++] =
                index == Graph.NO_COMPONENT ? graph.node(ref) : graph.component(ref, index);
    }

    /// The graph names a component, without telling what it needs.
    public void inGraph(long ref) throws Unreadable {
        graph.named(ref);
    }

    /// The graph tells what a component needs; the edges, if any, follow as [#edge].
    public void stated(long ref) throws Unreadable {
        graph.stated(ref);
    }

    /// One component needs another. Refuses the document when there are too many edges.
    public void edge(long from, long to) throws Unreadable {
        graph.edge(from, to);
    }

    /// The document says that it does not know what a component depends on.
    public void graphUnknown(long ref) throws Unreadable {
        graph.saidUnknown(ref);
    }

    /// Whether a reference is the described product itself.
    public boolean isSubject(long ref) {
        return graph.isSubject(ref);
    }

    /// The purl of the component that a reference names; `null` if it names none that has one.
    public @Nullable String purlOf(long ref) {
        int index = graph.componentOf(ref);
        return index >= 0 ? components.get(index).purl() : null;
    }

    /// How many components were seen, with and without a purl.
    public int size() {
        return software;
    }

    /// All that was gathered; nothing may be added afterwards.
    public Inventory inventory() {
        for (int i = 0; i < software; i++) {
            completeness.relationship(graph.relationship(softwareNodes[i]));
        }
        Graph.Resolved edges = graph.resolved(components.size());
        if (!edges.isEmpty()) {
            for (int i = 0; i < components.size(); i++) {
                Component component = components.get(i);
                components.set(
                        i,
                        new Component(
                                component.purl(),
                                component.licence(),
                                component.sha256(),
                                component.cpe(),
                                component.supplier(),
                                edges.dependsOn(i),
                                edges.direct(i)));
            }
        }
        return new Inventory(subjectSha256, completeness.quality(), unidentified, components);
    }
}
