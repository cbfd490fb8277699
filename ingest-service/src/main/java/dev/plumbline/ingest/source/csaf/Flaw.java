package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.ingest.source.JsonReader.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One vulnerability of a document; products and groups by number.
///
/// @param ids names that it goes by elsewhere
/// @param noted whether it has notes
/// @param publicAt when it became public, if the document says so
/// @param moments at which something was known of it, none of which may lie in the document's
///     future
record Flaw(
        @Nullable String cve,
        List<Id> ids,
        List<String> cwes,
        @Nullable String title,
        @Nullable String summary,
        boolean noted,
        @Nullable Instant publicAt,
        Map<Status, int[]> statuses,
        List<Flag> flags,
        List<Said> impacts,
        List<Remedy> remedies,
        List<Score> scores,
        @Nullable Epss epss,
        @Nullable Ssvc ssvc,
        List<Instant> moments,
        Place place) {

    Flaw {
        ids = List.copyOf(ids);
        cwes = List.copyOf(cwes);
        statuses = new EnumMap<>(statuses);
        flags = List.copyOf(flags);
        impacts = List.copyOf(impacts);
        remedies = List.copyOf(remedies);
        scores = List.copyOf(scores);
        moments = List.copyOf(moments);
    }

    int[] in(Status status) {
        return statuses.getOrDefault(status, Numbers.NONE);
    }

    /// Whether the list stands in it, even if it is empty.
    boolean tells(Status status) {
        return statuses.containsKey(status);
    }

    record Id(String system, String text) {}

    /// The lists of `product_status`.
    enum Status {
        FIRST_AFFECTED(Group.AFFECTED),
        FIRST_FIXED(Group.FIXED),
        FIXED(Group.FIXED),
        KNOWN_AFFECTED(Group.AFFECTED),
        KNOWN_NOT_AFFECTED(Group.NOT_AFFECTED),
        LAST_AFFECTED(Group.AFFECTED),
        RECOMMENDED(null),
        UNDER_INVESTIGATION(Group.UNDER_INVESTIGATION),
        UNKNOWN(Group.UNKNOWN);

        private final @Nullable Group group;

        Status(@Nullable Group group) {
            this.group = group;
        }

        /// `null` for what is advice and no status.
        @Nullable Group group() {
            return group;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Lists that contradict one another if a product stands in two of them (6.1.6).
    enum Group {
        AFFECTED,
        NOT_AFFECTED,
        FIXED,
        UNDER_INVESTIGATION,
        UNKNOWN
    }

    /// Which products something is said of; of none in particular if both are empty.
    record Targets(int[] products, int[] groups) {
        boolean isNobody() {
            return products.length == 0 && groups.length == 0;
        }
    }

    record Flag(VexJustification label, Targets targets) {}

    record Said(String text, Targets targets) {}

    enum RemedyKind {
        VENDOR_FIX,
        OPTIONAL_PATCH,
        FIX_PLANNED,
        MITIGATION,
        WORKAROUND,
        NO_FIX_PLANNED,
        NONE_AVAILABLE
    }

    record Remedy(RemedyKind kind, String text, Targets targets, Place place) {}

    /// A rating: a vector, or the publisher's word.
    ///
    /// @param type `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, or `""` for a word
    /// @param edition which version of it, such as `3.1`
    /// @param source hash of who rated it; 0 is the document's publisher
    record Score(
            String type, String edition, String text, long source, int[] products, Place place) {
        boolean isWord() {
            return type.isEmpty();
        }
    }

    record Epss(BigDecimal probability, BigDecimal percentile, Instant at) {}

    record Ssvc(
            @Nullable Exploitation exploitation,
            @Nullable Boolean automatable,
            @Nullable TechnicalImpact technicalImpact,
            Instant at) {}
}
