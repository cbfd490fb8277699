package dev.plumbline.ingest.canonical;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Upper bounds of how many bytes things take as JSON, without writing them.
final class WireSize {
    /// Names, quotes, colons and commas of the largest record's fields.
    private static final int FRAME = 260;

    private WireSize() {}

    static int of(@Nullable String text) {
        if (text == null) {
            return 4;
        }
        int size = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20) {
                size += 6;
            } else if (c == '"' || c == '\\') {
                size += 2;
            } else {
                size += c < 0x80 ? 1 : 3;
            }
        }
        return size;
    }

    static int of(List<String> texts) {
        int size = 2;
        for (String text : texts) {
            size += of(text) + 1;
        }
        return size;
    }

    static int of(Component component) {
        List<Integer> edges = component.dependsOn();
        return 100
                + of(component.purl())
                + of(component.licence())
                + of(component.sha256())
                + of(component.cpe())
                + of(component.supplier())
                // positions have at most six digits, and a comma
                + (edges == null ? 0 : 7 * edges.size());
    }

    static int of(Finding finding) {
        return FRAME
                + of(finding.fingerprint())
                + of(finding.rule())
                + of(finding.title())
                + of(finding.cwes())
                + of(finding.path())
                + of(finding.suppressed())
                + of(finding.known());
    }

    private static int of(@Nullable KnownFlaw flaw) {
        return flaw == null ? 0 : 40 + of(flaw.ids()) + of(flaw.purl()) + of(flaw.fixedIn());
    }

    static int of(VexStatement statement) {
        return FRAME
                + of(statement.vulnerabilities())
                + of(statement.impactStatement())
                + of(statement.actionStatement())
                + of(statement.purls());
    }

    static int of(AffectedPackage affected) {
        int size =
                FRAME
                        + of(affected.ecosystem())
                        + of(affected.name())
                        + of(affected.purl())
                        + of(affected.versions());
        for (Range range : affected.ranges()) {
            size += 40;
            for (var event : range.events()) {
                size += 50 + of(event.version());
            }
        }
        for (var severity : affected.severities()) {
            size += 30 + of(severity.type()) + of(severity.score());
        }
        return size;
    }

    static int ofRanges(List<CpeRange> ranges) {
        int size = 0;
        for (CpeRange range : ranges) {
            size +=
                    90
                            + of(range.cpe())
                            + of(range.startIncluding())
                            + of(range.startExcluding())
                            + of(range.endIncluding())
                            + of(range.endExcluding());
        }
        return size;
    }
}
