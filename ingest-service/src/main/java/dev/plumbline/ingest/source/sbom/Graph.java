package dev.plumbline.ingest.source.sbom;

import dev.plumbline.ingest.source.Unreadable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The dependency graph of one document: nodes by reference, edges as pairs of numbers.
final class Graph {
    /// What [#componentOf] gives for a reference that is no component with a purl.
    static final int NO_COMPONENT = -1;

    private static final int MOST_NODES = 2_000_000;

    private final Function<String, Unreadable> refusal;
    private final References references = new References();
    private int[] components = filled(256);
    private final BitSet named = new BitSet();
    private final BitSet stated = new BitSet();
    private final BitSet saidUnknown = new BitSet();
    private final BitSet subjects = new BitSet();
    private long[] edges = new long[256];
    private int edgeCount;

    Graph(Function<String, Unreadable> refusal) {
        this.refusal = refusal;
    }

    private static int[] filled(int length) {
        int[] fresh = new int[length];
        Arrays.fill(fresh, NO_COMPONENT);
        return fresh;
    }

    /// The node of a reference; -1 for no reference.
    int node(long ref) throws Unreadable {
        if (ref == 0) {
            return -1;
        }
        int node = references.number(ref);
        if (node == MOST_NODES) {
            throw refusal.apply("more than 2,000,000 references");
        }
        if (node >= components.length) {
            int[] more = filled(components.length * 2);
            System.arraycopy(components, 0, more, 0, components.length);
            components = more;
        }
        return node;
    }

    void subject(long ref) throws Unreadable {
        int node = node(ref);
        if (node >= 0) {
            subjects.set(node);
        }
    }

    boolean isSubject(long ref) {
        int node = references.known(ref);
        return node >= 0 && subjects.get(node);
    }

    /// Says which component a reference names; where several share a reference, the last counts.
    int component(long ref, int index) throws Unreadable {
        int node = node(ref);
        if (node >= 0) {
            components[node] = index;
        }
        return node;
    }

    int componentOf(long ref) {
        int node = references.known(ref);
        return node < 0 ? NO_COMPONENT : components[node];
    }

    /// The document tells what this one needs, even if that is nothing.
    int stated(long ref) throws Unreadable {
        int node = named(ref);
        if (node >= 0) {
            stated.set(node);
        }
        return node;
    }

    int named(long ref) throws Unreadable {
        int node = node(ref);
        if (node >= 0) {
            named.set(node);
        }
        return node;
    }

    void saidUnknown(long ref) throws Unreadable {
        int node = node(ref);
        if (node >= 0) {
            saidUnknown.set(node);
        }
    }

    void edge(long from, long to) throws Unreadable {
        int fromNode = stated(from);
        int toNode = named(to);
        if (fromNode < 0 || toNode < 0 || fromNode == toNode) {
            return;
        }
        if (edgeCount == BillCollector.MOST_EDGES) {
            throw refusal.apply("more than 4,000,000 dependencies");
        }
        if (edgeCount == edges.length) {
            edges = Arrays.copyOf(edges, Math.min(edgeCount * 2, BillCollector.MOST_EDGES));
        }
        edges[edgeCount++] = (long) fromNode << 32 | toNode;
    }

    /// How far the place of a component in the graph is told.
    double relationship(int node) {
        if (node < 0) {
            return Claim.NOTHING;
        }
        return named.get(node)
                ? Claim.REAL
                : saidUnknown.get(node) ? Claim.SAID_UNKNOWN : Claim.NOTHING;
    }

    /// The edges between components that have a purl, and which of them the product needs itself.
    Resolved resolved(int count) {
        BitSet told = new BitSet(count);
        for (int node = stated.nextSetBit(0); node >= 0; node = stated.nextSetBit(node + 1)) {
            if (components[node] >= 0) {
                told.set(components[node]);
            }
        }
        BitSet direct = new BitSet(count);
        boolean productTold = false;
        int kept = 0;
        for (int i = 0; i < edgeCount; i++) {
            int from = (int) (edges[i] >>> 32);
            int target = components[(int) edges[i]];
            if (subjects.get(from)) {
                productTold = true;
                if (target >= 0) {
                    direct.set(target);
                }
            } else if (components[from] >= 0 && target >= 0 && components[from] != target) {
                edges[kept++] = (long) components[from] << 32 | target;
            }
        }
        Arrays.sort(edges, 0, kept);
        return new Resolved(edges, kept, told, productTold ? direct : null);
    }

    /// Edges in the order of the components that they come from; is read once, from the first
    /// component to the last.
    static final class Resolved {
        private final long[] sorted;
        private final int count;
        private final BitSet told;
        private final @Nullable BitSet direct;
        private int at;

        private Resolved(long[] sorted, int count, BitSet told, @Nullable BitSet direct) {
            this.sorted = sorted;
            this.count = count;
            this.told = told;
            this.direct = direct;
        }

        /// Whether there is nothing to add to any component.
        boolean isEmpty() {
            return told.isEmpty() && direct == null;
        }

        @Nullable Boolean direct(int component) {
            return direct == null ? null : direct.get(component);
        }

        /// What the component needs; must be asked in ascending order.
        @Nullable List<Integer> dependsOn(int component) {
            int from = at;
            while (at < count && sorted[at] >>> 32 == component) {
                at++;
            }
            if (from == at) {
                return told.get(component) ? List.of() : null;
            }
            return IntStream.range(from, at)
                    .filter(i -> i == from || sorted[i] != sorted[i - 1])
                    .mapToObj(i -> (int) sorted[i])
                    .toList();
        }
    }
}
