package dev.plumbline.ingest.source.sbom;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.Source;
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
    private static final int SUBJECT = -1;

    /// A component without a usable purl.
    private static final int UNIDENTIFIED = -2;

    private static final int IN_GRAPH = 1;
    private static final int SAID_UNKNOWN = 2;
    private static final int LONGEST_LICENCE = 255;

    private final Function<String, Unreadable> refusal;
    private final Completeness completeness = new Completeness();
    private final List<Component> components = new ArrayList<>();
    private final Map<String, Integer> indexByPurl = new HashMap<>();
    private final References componentByRef = new References();
    private final References graph = new References();
    private final List<String> subjectSha256 = new ArrayList<>();
    private long[] softwareRefs = new long[256];
    private int software;
    private int unidentified;
    private @Nullable String tool;

    /// @param refusal makes a refusal of a reason, at the place where the walk stands
    public BillCollector(Function<String, Unreadable> refusal) {
        this.refusal = refusal;
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
        if (tool == null && Claim.real(name) != null) {
            tool = Claim.real(version) == null ? name : name + " " + version;
        }
    }

    /// Name and version of the tool, as the document says it.
    public @Nullable String tool() {
        return tool;
    }

    /// What the SBOM describes: the product itself, no component of it.
    ///
    /// @param ref what the document calls it, hashed; 0 if it has no such name
    /// @param sha256 64 lower-case hex digits
    public void subject(long ref, @Nullable String sha256) {
        componentByRef.put(ref, SUBJECT);
        if (sha256 != null && !subjectSha256.contains(sha256)) {
            subjectSha256.add(sha256);
        }
    }

    /// Adds a component; refuses the document when there are too many.
    public void component(Listed listed) throws Unreadable {
        String purl = listed.purl();
        boolean matchable = purl != null && Purls.plausible(purl);
        if (matchable && purl != null) {
            componentByRef.put(
                    listed.ref(),
                    keep(
                            Purls.versioned(purl, listed.version()),
                            licence(listed.licence()),
                            listed.sha256()));
        } else if (!listed.software()) {
            return;
        } else {
            unidentified++;
            if (componentByRef.get(listed.ref()) == References.ABSENT) {
                componentByRef.put(listed.ref(), UNIDENTIFIED);
            }
        }
        remember(listed.ref());
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

    private static @Nullable String licence(@Nullable String said) {
        String licence = Claim.real(said);
        return licence != null && licence.length() > LONGEST_LICENCE
                ? licence.substring(0, LONGEST_LICENCE)
                : licence;
    }

    /// Keeps a component once per purl; a later mention only adds what the first did not say.
    private int keep(String purl, @Nullable String licence, @Nullable String sha256) {
        Integer known = indexByPurl.putIfAbsent(purl, components.size());
        if (known == null) {
            components.add(new Component(purl, licence, sha256));
            return components.size() - 1;
        }
        Component first = components.get(known);
        if ((first.licence() == null && licence != null)
                || (first.sha256() == null && sha256 != null)) {
            components.set(
                    known,
                    new Component(
                            purl,
                            first.licence() == null ? licence : first.licence(),
                            first.sha256() == null ? sha256 : first.sha256()));
        }
        return known;
    }

    private void remember(long ref) throws Unreadable {
        if (software == Source.MOST_ITEMS) {
            throw refusal.apply("more than 500,000 components");
        }
        if (software == softwareRefs.length) {
            softwareRefs = Arrays.copyOf(softwareRefs, software * 2);
        }
        softwareRefs[software++] = ref;
    }

    /// The graph names a component, be it one that depends or one that is depended upon: its
    /// relationship is stated.
    public void inGraph(long ref) {
        graph.put(ref, IN_GRAPH);
    }

    /// One component needs another; both are in the graph.
    public void edge(long from, long to) {
        inGraph(from);
        inGraph(to);
    }

    /// The document says that it does not know what a component depends on.
    public void graphUnknown(long ref) {
        if (graph.get(ref) == References.ABSENT) {
            graph.put(ref, SAID_UNKNOWN);
        }
    }

    /// Whether a reference is the described product itself.
    public boolean isSubject(long ref) {
        return componentByRef.get(ref) == SUBJECT;
    }

    /// The purl of the component that a reference names; `null` if it names none that has one.
    public @Nullable String purlOf(long ref) {
        int index = componentByRef.get(ref);
        return index >= 0 ? components.get(index).purl() : null;
    }

    /// How many components were seen, with and without a purl.
    public int size() {
        return software;
    }

    /// All that was gathered; nothing may be added afterwards.
    public Inventory inventory() {
        for (int i = 0; i < software; i++) {
            int said = graph.get(softwareRefs[i]);
            if (said == IN_GRAPH) {
                completeness.relationship(Claim.REAL);
            } else if (said == SAID_UNKNOWN) {
                completeness.relationship(Claim.SAID_UNKNOWN);
            }
        }
        return new Inventory(subjectSha256, completeness.quality(), unidentified, components);
    }
}
