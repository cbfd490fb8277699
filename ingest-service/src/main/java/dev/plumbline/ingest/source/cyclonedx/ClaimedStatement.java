package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a CycloneDX vulnerability with an analysis says, before its references are resolved to
/// purls.
///
/// @param affects references as written, the fragment of a BOM-Link alone
record ClaimedStatement(
        List<String> vulnerabilities,
        VexStatus status,
        @Nullable VexJustification justification,
        @Nullable String impactStatement,
        @Nullable String actionStatement,
        List<String> affects,
        @Nullable Instant statedAt) {
    private static final int LONGEST_TEXT = 2_000;

    VexStatement about(List<String> purls) {
        return new VexStatement(
                vulnerabilities,
                status,
                justification,
                impactStatement,
                actionStatement,
                purls,
                statedAt);
    }

    /// Reads one entry of `vulnerabilities`; `null` if nobody analysed it yet.
    static @Nullable ClaimedStatement read(JsonReader in) throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        List<String> affects = new ArrayList<>();
        Analysis analysis = null;
        String recommendation = null;
        Instant updated = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> addId(ids, in.text());
                case "references" -> references(in, ids);
                case "affects" -> affects(in, affects);
                case "analysis" -> analysis = Analysis.read(in);
                case "recommendation" -> recommendation = in.text();
                case "updated" -> updated = Moments.instant(in.text());
                default -> in.skip();
            }
        }
        if (analysis == null || ids.isEmpty()) {
            return null;
        }
        return analysis.claim(List.copyOf(ids), List.copyOf(affects), recommendation, updated);
    }

    private static void addId(Set<String> ids, @Nullable String id) {
        if (id != null && !id.isBlank() && id.length() <= 100) {
            ids.add(id.strip());
        }
    }

    private static void references(JsonReader in, Set<String> ids) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("id")) {
                        addId(ids, in.text());
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    private static void affects(JsonReader in, List<String> affects)
            throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("ref")) {
                        String ref = in.text();
                        if (ref != null) {
                            affects.add(fragment(ref));
                        }
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    /// The reference inside a BOM-Link `urn:cdx:serial/version#ref`; anything else as it is.
    private static String fragment(String ref) {
        int hash = ref.startsWith("urn:cdx:") ? ref.indexOf('#') : -1;
        if (hash < 0) {
            return ref;
        }
        String fragment = ref.substring(hash + 1);
        if (fragment.startsWith("pkg:")) {
            return fragment;
        }
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }

    private record Analysis(
            VexStatus status,
            @Nullable VexJustification justification,
            @Nullable String impact,
            @Nullable String action,
            @Nullable Instant updated) {

        static @Nullable Analysis read(JsonReader in) throws IOException, Unreadable {
            if (!in.inObject()) {
                return null;
            }
            String state = null;
            String justification = null;
            String detail = null;
            List<String> responses = new ArrayList<>();
            Instant first = null;
            Instant last = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "state" -> state = in.text();
                    case "justification" -> justification = in.text();
                    case "detail" -> detail = in.text();
                    case "response" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                String response = in.text();
                                if (response != null) {
                                    responses.add(response);
                                }
                            }
                        }
                    }
                    case "firstIssued" -> first = Moments.instant(in.text());
                    case "lastUpdated" -> last = Moments.instant(in.text());
                    default -> in.skip();
                }
            }
            VexStatus status = status(state);
            if (status == null) {
                return null;
            }
            // "false_positive" is CycloneDX's word for "falsely identified", a reason in itself
            String impact =
                    "false_positive".equals(state) && (detail == null || detail.isBlank())
                            ? "falsely identified or associated (CycloneDX: false_positive)"
                            : detail;
            return new Analysis(
                    status,
                    status == VexStatus.NOT_AFFECTED ? justification(justification) : null,
                    status == VexStatus.NOT_AFFECTED ? impact : null,
                    responses.isEmpty() ? null : String.join(", ", responses),
                    last != null ? last : first);
        }

        ClaimedStatement claim(
                List<String> ids,
                List<String> affects,
                @Nullable String recommendation,
                @Nullable Instant published) {
            return new ClaimedStatement(
                    ids,
                    status,
                    justification,
                    shortened(impact),
                    shortened(action != null ? action : recommendation),
                    affects,
                    updated != null ? updated : published);
        }

        private static @Nullable String shortened(@Nullable String text) {
            return text == null || text.length() <= LONGEST_TEXT
                    ? text
                    : text.substring(0, LONGEST_TEXT);
        }

        private static @Nullable VexStatus status(@Nullable String state) {
            return switch (state) {
                case null -> null;
                case "resolved", "resolved_with_pedigree" -> VexStatus.FIXED;
                case "exploitable" -> VexStatus.AFFECTED;
                case "in_triage" -> VexStatus.UNDER_INVESTIGATION;
                case "false_positive", "not_affected" -> VexStatus.NOT_AFFECTED;
                default -> null;
            };
        }

        /// CycloneDX has nine justifications where VEX has five.
        private static @Nullable VexJustification justification(@Nullable String word) {
            return switch (word) {
                case null -> null;
                case "code_not_present" -> VexJustification.VULNERABLE_CODE_NOT_PRESENT;
                case "code_not_reachable" -> VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH;
                case "requires_dependency" -> VexJustification.COMPONENT_NOT_PRESENT;
                case "requires_configuration", "requires_environment" ->
                        VexJustification.VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY;
                case "protected_by_compiler",
                        "protected_at_runtime",
                        "protected_at_perimeter",
                        "protected_by_mitigating_control" ->
                        VexJustification.INLINE_MITIGATIONS_ALREADY_EXIST;
                default -> null;
            };
        }
    }
}
