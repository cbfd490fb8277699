package dev.plumbline.ingest.source.csaf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a flaw of a document goes by.
///
/// @param known names that mean the same flaw everywhere: its CVE, and ids such as `GHSA-...`
/// @param own what tells it from the others of the document: its CVE, else its first id, else its
///     place
/// @param named whether the document gives it any name
record Naming(List<String> known, String own, boolean named) {
    /// Databases whose ids mean one flaw wherever they stand. A number in some tracker does not.
    private static final Pattern KNOWN =
            Pattern.compile(
                    "(?:CVE-\\d{4}-\\d{4,}|GHSA-\\w{4}-\\w{4}-\\w{4}|EUVD-\\d{4}-\\d+|GO-\\d{4}-\\d+"
                            + "|(?:PYSEC|RUSTSEC|OSV|MAL|CNVD|CNNVD)-\\d{4,6}-\\d+|JVNDB-\\d{4}-\\d+"
                            + "|VU#\\d+)");

    private static final int LONGEST_OWN = 100;

    Naming {
        known = List.copyOf(known);
    }

    /// Of every flaw of a document, in its order.
    static List<Naming> of(CsafDocument document) {
        List<Naming> all = new ArrayList<>(document.flaws().size());
        Set<String> taken = new HashSet<>();
        for (Flaw flaw : document.flaws()) {
            Set<String> known = new LinkedHashSet<>();
            String own = flaw.cve();
            if (own != null) {
                known.add(own);
            }
            for (Flaw.Id id : flaw.ids()) {
                if (KNOWN.matcher(id.text()).matches()) {
                    known.add(id.text());
                }
                own = own == null ? id.text() : own;
            }
            all.add(
                    new Naming(
                            List.copyOf(known), unique(own, taken, all.size() + 1), own != null));
        }
        return all;
    }

    private static String unique(@Nullable String own, Set<String> taken, int place) {
        String cut = own == null || own.length() > LONGEST_OWN ? "vulnerability-" + place : own;
        return taken.add(cut) ? cut : cut + '-' + place;
    }

    /// All names by which KEV, scanners and statements may mean it, never empty.
    List<String> all() {
        return known.isEmpty() ? List.of(own) : known;
    }
}
