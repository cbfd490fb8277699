package dev.plumbline.ingest.source;

import dev.plumbline.events.Reference.CpeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Affected products by CPE, in the configurations of NVD's API 2.0 and of CVE records since 5.1,
/// which are alike.
///
/// What merely must be there, too (a platform, an operating system), is not affected and left out,
/// and so is a node that is negated. A record that names more than one event can carry is left
/// without any: half of them would call the other half unaffected.
public final class Applicability {
    /// More than one event can carry.
    private static final int MOST = 5_000;

    /// Repetitions included: a list of CPEs times a list of versions must not cost their product.
    private static final int MOST_OFFERED = 4 * MOST;

    private static final int LONGEST_CPE = 600;
    private static final int LONGEST_VERSION = 200;

    private final Set<CpeRange> ranges = new LinkedHashSet<>();
    private int offered;

    /// Reads the list of configurations that the walk stands on.
    public void read(JsonReader in) throws IOException, Unreadable {
        in.eachElement(
                () ->
                        in.eachField(
                                field -> {
                                    if (field.equals("nodes")) {
                                        in.eachElement(() -> node(in));
                                    } else {
                                        in.skip();
                                    }
                                }));
    }

    private void node(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        boolean negated = false;
        List<CpeRange> matches = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("negate")) {
                negated = in.isTrue();
            } else if (field.equals("cpeMatch") && in.inList()) {
                while (in.element()) {
                    CpeRange match = match(in);
                    if (match != null && matches.size() <= MOST) {
                        matches.add(match);
                    }
                }
            } else {
                in.skip();
            }
        }
        if (!negated) {
            matches.forEach(this::add);
        }
    }

    private static @Nullable CpeRange match(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        boolean vulnerable = true;
        String cpe = null;
        String startIncluding = null;
        String startExcluding = null;
        String endIncluding = null;
        String endExcluding = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "vulnerable" -> vulnerable = !in.isFalse();
                case "criteria" -> cpe = Texts.shortened(in.text(), LONGEST_CPE);
                case "versionStartIncluding" -> startIncluding = version(in);
                case "versionStartExcluding" -> startExcluding = version(in);
                case "versionEndIncluding" -> endIncluding = version(in);
                case "versionEndExcluding" -> endExcluding = version(in);
                default -> in.skip();
            }
        }
        return vulnerable && cpe != null
                ? new CpeRange(cpe, startIncluding, startExcluding, endIncluding, endExcluding)
                : null;
    }

    private static @Nullable String version(JsonReader in) throws IOException, Unreadable {
        return Texts.shortened(in.scalarText(), LONGEST_VERSION);
    }

    /// One that was found by other means.
    ///
    /// @return whether there is room for more
    public boolean add(CpeRange range) {
        offered++;
        if (full()) {
            return false;
        }
        return ranges.add(range) || !full();
    }

    private boolean full() {
        return ranges.size() > MOST || offered > MOST_OFFERED;
    }

    /// Each once, in the order of the document; empty if there are too many.
    public List<CpeRange> ranges() {
        return full() ? List.of() : List.copyOf(ranges);
    }
}
