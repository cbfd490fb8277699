package dev.plumbline.ingest.source.nessus;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Weaknesses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One result on one host.
final class Result {
    private static final int MOST_IDS = 300;

    private final String plugin;
    private final @Nullable String name;
    private final Severity severity;
    private final @Nullable String port;
    private final @Nullable String protocol;
    private final @Nullable String accepted;
    private final Set<String> cves = new LinkedHashSet<>();
    private final Set<String> cwes = new LinkedHashSet<>();

    Result(
            String plugin,
            @Nullable String name,
            Severity severity,
            @Nullable String port,
            @Nullable String protocol,
            @Nullable String accepted) {
        this.plugin = plugin;
        this.name = name;
        this.severity = severity;
        this.port = port;
        this.protocol = protocol;
        this.accepted = accepted;
    }

    /// Takes in the CVEs of a text such as `CVE-2016-0800, CVE-2016-0703`.
    void cves(@Nullable String text) {
        if (text == null) {
            return;
        }
        for (String word : text.toUpperCase(Locale.ROOT).split("[^A-Z0-9-]+", MOST_IDS)) {
            if (word.startsWith("CVE-") && word.length() < 40 && cves.size() < MOST_IDS) {
                cves.add(word);
            }
        }
    }

    void cwe(@Nullable String text) {
        String cwe = Weaknesses.idOf(text);
        if (cwe != null && cwes.size() < MOST_IDS) {
            cwes.add(cwe);
        }
    }

    /// Takes in the CWEs of a text of cross references such as `CERT #720951, CWE #310`.
    void references(@Nullable String text) {
        if (text == null) {
            return;
        }
        for (String reference : text.split("[,;\\n]", MOST_IDS)) {
            cwe(Weaknesses.named(reference.replace("#", "").replace("CWE ", "CWE-")));
        }
    }

    Found found() {
        String at =
                port == null || port.equals("0")
                        ? null
                        : protocol == null ? port : port + "/" + protocol.toLowerCase(Locale.ROOT);
        List<String> ids = new ArrayList<>(cves);
        return new Found(
                plugin,
                name == null ? "plugin " + plugin : name,
                severity,
                cwes,
                at,
                null,
                false,
                accepted,
                ids.isEmpty() ? null : new KnownFlaw(ids, null, null),
                null,
                at == null ? "host" : at);
    }
}
