package dev.plumbline.ingest.source.nessus;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;

/// Reads what Nessus and Tenable's web scanner, Security Center and Vulnerability Management
/// export.
public final class NessusSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "nessus",
                    "Nessus and Tenable: `.nessus` XML (version 2), CSV of Nessus, Security Center and Vulnerability Management",
                    Speaks.OF_A_RELEASE,
                    """
                    Each result with plugin, severity, CVEs, CWEs and port. Each host is a scope of its own; the next scan of the \
                    host closes what it no longer lists. A host that was begun and not ended (`HOST_START` without \
                    `HOST_END`) is incomplete. The rows that a CSV has for each CVE of one result are one finding. A row \
                    with the state *FIXED* is no longer there.""",
                    "Results of severity *None* or *Info* and compliance checks that passed, which are counted as other results; plugin output, policies, preferences.",
                    "`.nessus` files of version 1.",
                    "one-host.nessus");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Xml xml -> xml.root().startsWith("NessusClientData");
            case Text text -> Columns.areOfATable(text.firstLine());
            default -> false;
        };
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return Opening.of(content) instanceof Xml
                ? XmlReader.parse(content, HostReading::read)
                : TableReading.read(content);
    }
}
