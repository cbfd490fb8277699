package dev.plumbline.ingest.source.cve;

import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A metric of a CVE record that is no CVSS: a decision by SSVC, an entry of KEV, or a publisher's
/// own word for how bad it is.
final class Judgement {
    private static final int LONGEST = 100;

    private String type = "";
    private @Nullable String word;
    private @Nullable String role;
    private @Nullable String version;
    private @Nullable Instant decidedAt;
    private @Nullable LocalDate dateAdded;
    private @Nullable Exploitation exploitation;
    private @Nullable Boolean automatable;
    private @Nullable TechnicalImpact technicalImpact;

    private Judgement() {}

    /// Reads `other`, on which the walk stands.
    static Judgement read(JsonReader in) throws IOException, Unreadable {
        Judgement judgement = new Judgement();
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("type")) {
                    String type = Texts.shortened(in.text(), LONGEST);
                    judgement.type = type == null ? "" : type.toLowerCase(Locale.ROOT);
                } else if (field.equals("content") && in.inObject()) {
                    judgement.content(in);
                } else {
                    in.skip();
                }
            }
        }
        return judgement;
    }

    private void content(JsonReader in) throws IOException, Unreadable {
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "text", "value", "other" -> {
                    String said = Texts.shortened(in.text(), LONGEST);
                    word = word == null ? said : word;
                }
                case "role" -> role = Texts.shortened(in.text(), LONGEST);
                case "version" -> version = Texts.shortened(in.scalarText(), LONGEST);
                case "timestamp" -> decidedAt = Moments.instantInUtc(in.text());
                case "dateAdded" -> dateAdded = Moments.date(in.text());
                case "options" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            option(in);
                        }
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void option(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            String value = Texts.shortened(in.text(), LONGEST);
            String said = value == null ? "" : value.toLowerCase(Locale.ROOT);
            switch (field.toLowerCase(Locale.ROOT)) {
                case "exploitation" ->
                        exploitation =
                                switch (said) {
                                    case "none" -> Exploitation.NONE;
                                    case "poc", "public poc" -> Exploitation.POC;
                                    case "active" -> Exploitation.ACTIVE;
                                    default -> null;
                                };
                case "automatable" ->
                        automatable =
                                switch (said) {
                                    case "yes" -> Boolean.TRUE;
                                    case "no" -> Boolean.FALSE;
                                    default -> null;
                                };
                case "technical impact" ->
                        technicalImpact =
                                switch (said) {
                                    case "partial" -> TechnicalImpact.PARTIAL;
                                    case "total" -> TechnicalImpact.TOTAL;
                                    default -> null;
                                };
                default -> {
                    // a decision point that no measure reads
                }
            }
        }
    }

    /// The publisher's own word, if it gave one.
    @Nullable String word() {
        return type.equals("ssvc") || type.equals("kev") ? null : word;
    }

    /// @param otherwise when it was decided, if it does not say so itself
    /// @return nothing if it is no decision by SSVC, or decides none of the three points
    List<SsvcDecision> asSsvc(String cve, Instant otherwise) {
        boolean decided = exploitation != null || automatable != null || technicalImpact != null;
        return !type.equals("ssvc") || !decided
                ? List.of()
                : List.of(
                        new SsvcDecision(
                                cve,
                                role,
                                version,
                                exploitation,
                                automatable,
                                technicalImpact,
                                decidedAt == null ? otherwise : decidedAt));
    }

    /// @return nothing if it is no entry of KEV, or does not say since when
    List<KevEntry> asKev(String cve) {
        return !type.equals("kev") || dateAdded == null
                ? List.of()
                : List.of(new KevEntry(cve, dateAdded, null, false, null, List.of(), "cve"));
    }
}
