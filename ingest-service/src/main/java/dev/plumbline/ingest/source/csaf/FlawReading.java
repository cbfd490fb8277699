package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.WorldRecords;
import dev.plumbline.ingest.source.csaf.Flaw.Epss;
import dev.plumbline.ingest.source.csaf.Flaw.Flag;
import dev.plumbline.ingest.source.csaf.Flaw.Id;
import dev.plumbline.ingest.source.csaf.Flaw.Remedy;
import dev.plumbline.ingest.source.csaf.Flaw.RemedyKind;
import dev.plumbline.ingest.source.csaf.Flaw.Said;
import dev.plumbline.ingest.source.csaf.Flaw.Score;
import dev.plumbline.ingest.source.csaf.Flaw.Ssvc;
import dev.plumbline.ingest.source.csaf.Flaw.Status;
import dev.plumbline.ingest.source.csaf.Flaw.Targets;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one element of `/vulnerabilities`.
final class FlawReading {
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_TITLE = 300;
    private static final int MOST_OF_EACH = 100_000;
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");
    private static final Pattern CWE = Pattern.compile("CWE-[1-9][0-9]{0,5}");
    private static final Pattern SHARE = Pattern.compile("0\\.[0-9]{1,40}|1\\.0{1,40}");

    private final JsonReader in;
    private final Names ids;
    private final Names groupIds;
    private final Room room;
    private final Place place;
    private final Numbers numbers = new Numbers();
    private final List<Id> known = new ArrayList<>();
    private final List<String> cwes = new ArrayList<>();
    private final Map<Status, int[]> statuses = new EnumMap<>(Status.class);
    private final List<Flag> flags = new ArrayList<>();
    private final List<Said> impacts = new ArrayList<>();
    private final List<Remedy> remedies = new ArrayList<>();
    private final List<Score> scores = new ArrayList<>();
    private final Set<String> involved = new HashSet<>();
    /// Texts that are said to be ids of this flaw by who judged it; see [#checkTargets()].
    private final List<String> judged = new ArrayList<>();

    private final List<Instant> moments = new ArrayList<>();
    private @Nullable String cve;
    private @Nullable String title;
    private @Nullable String summary;
    private @Nullable String description;
    private boolean noted;
    private @Nullable Instant publicAt;
    private @Nullable Epss epss;
    private @Nullable Ssvc ssvc;

    private FlawReading(JsonReader in, Names ids, Names groupIds, Room room) {
        this.in = in;
        this.ids = ids;
        this.groupIds = groupIds;
        this.room = room;
        this.place = in.place();
    }

    static Flaw read(JsonReader in, Names ids, Names groupIds, Room room)
            throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        return new FlawReading(in, ids, groupIds, room).read();
    }

    private Flaw read() throws IOException, Unreadable {
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "cve" -> {
                    String text = in.text();
                    if (text == null || !CVE.matcher(text).matches()) {
                        throw in.refuse("cve must be an id such as CVE-2021-44228");
                    }
                    cve = text;
                }
                case "ids" -> each("ids", this::id);
                case "cwe" -> cwe();
                case "cwes" -> each("cwes", this::cwe);
                case "title" -> title = room.text(in, Texts.firstLine(in.text(), LONGEST_TITLE));
                case "notes" -> each("notes", this::note);
                case "release_date", "disclosure_date" ->
                        publicAt = MastheadReading.date(in, field);
                case "discovery_date" -> MastheadReading.date(in, field);
                case "first_known_exploitation_dates" -> each(field, this::exploitation);
                case "product_status" -> statuses();
                case "flags" -> each("flags", this::flag);
                case "threats" -> each("threats", this::threat);
                case "remediations" -> each("remediations", this::remediation);
                case "involvements" -> each("involvements", this::involvement);
                case "scores", "metrics" -> each(field, this::metric);
                default -> in.skip();
            }
        }
        checkTargets();
        return new Flaw(
                cve,
                known,
                cwes,
                title,
                summary != null ? summary : description,
                noted,
                publicAt,
                statuses,
                flags,
                impacts,
                remedies,
                scores,
                epss,
                ssvc,
                moments,
                place);
    }

    @FunctionalInterface
    private interface Step {
        void read() throws IOException, Unreadable;
    }

    private void each(String what, Step step) throws IOException, Unreadable {
        in.enterList(what);
        for (int count = 0; in.element(); count++) {
            if (count == MOST_OF_EACH) {
                throw in.refuse("there are more than " + MOST_OF_EACH + " " + what);
            }
            step.read();
        }
    }

    private void id() throws IOException, Unreadable {
        in.enterObject("an element of ids");
        Place start = in.place();
        String system = null;
        String text = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "system_name" -> system = Texts.shortened(in.text(), LONGEST_ID);
                case "text" -> text = Texts.shortened(in.text(), LONGEST_ID);
                default -> in.skip();
            }
        }
        if (system == null || text == null) {
            throw start.refuse("an id must have a system_name and a text");
        }
        known.add(new Id(room(system), room(text)));
    }

    private String room(String text) throws Unreadable {
        String kept = room.text(in, text);
        return kept == null ? text : kept;
    }

    private void cwe() throws IOException, Unreadable {
        in.enterObject("a CWE");
        for (String field = in.field(); field != null; field = in.field()) {
            if (!field.equals("id")) {
                in.skip();
                continue;
            }
            String id = in.text();
            if (id == null || !CWE.matcher(id).matches()) {
                throw in.refuse("the id of a CWE must be such as CWE-79");
            }
            WorldRecords.addTo(cwes, id, "weaknesses", in);
        }
    }

    private void note() throws IOException, Unreadable {
        in.enterObject("a note");
        noted = true;
        String category = null;
        String text = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "category" -> category = in.text();
                case "text" -> {
                    if (wanted(category)) {
                        text = Texts.firstLine(in.text(), LONGEST_TITLE);
                    }
                }
                case "product_ids" -> products();
                case "group_ids" -> groups();
                default -> in.skip();
            }
        }
        if ("summary".equals(category) && summary == null) {
            summary = room.text(in, text);
        } else if ("description".equals(category) && description == null) {
            description = room.text(in, text);
        }
    }

    private boolean wanted(@Nullable String category) {
        return category == null
                || (category.equals("summary") && summary == null)
                || (category.equals("description") && description == null);
    }

    private void exploitation() throws IOException, Unreadable {
        in.enterObject("an exploitation");
        Place start = in.place();
        Instant known = null;
        Instant happened = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "date" -> known = MastheadReading.date(in, "date");
                case "exploitation_date" ->
                        happened = MastheadReading.date(in, "exploitation_date");
                case "product_ids" -> products();
                case "group_ids" -> groups();
                default -> in.skip();
            }
        }
        if (known == null || happened == null) {
            throw start.refuse("an exploitation must have a date and an exploitation_date");
        }
        if (happened.isAfter(known)) {
            throw start.refuse("an exploitation was known before it happened");
        }
        moments.add(known);
    }

    private void statuses() throws IOException, Unreadable {
        in.enterObject("product_status");
        for (String field = in.field(); field != null; field = in.field()) {
            Status status =
                    switch (field) {
                        case "first_affected" -> Status.FIRST_AFFECTED;
                        case "first_fixed" -> Status.FIRST_FIXED;
                        case "fixed" -> Status.FIXED;
                        case "known_affected" -> Status.KNOWN_AFFECTED;
                        case "known_not_affected" -> Status.KNOWN_NOT_AFFECTED;
                        case "last_affected" -> Status.LAST_AFFECTED;
                        case "recommended" -> Status.RECOMMENDED;
                        case "under_investigation" -> Status.UNDER_INVESTIGATION;
                        case "unknown" -> Status.UNKNOWN;
                        default -> throw in.refuse("product_status has a list that CSAF knows not");
                    };
            statuses.put(status, products());
        }
    }

    private int[] products() throws IOException, Unreadable {
        return references(ids, "a list of product ids");
    }

    private int[] groups() throws IOException, Unreadable {
        return references(groupIds, "a list of group ids");
    }

    private int[] references(Names names, String what) throws IOException, Unreadable {
        in.enterList(what);
        while (in.element()) {
            room.forReference(in);
            numbers.add(names.refer(in));
        }
        return numbers.take();
    }

    /// The fields that flags, threats and remediations share.
    private final class Statement {
        final Place start = in.place();
        @Nullable String category;
        @Nullable String details;
        int[] products = Numbers.NONE;
        int[] groups = Numbers.NONE;
        boolean aimed;

        /// @param detailed whether texts are wanted
        void read(String categoryField, boolean detailed) throws IOException, Unreadable {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "product_ids" -> {
                        products = products();
                        aimed = true;
                    }
                    case "group_ids" -> {
                        groups = groups();
                        aimed = true;
                    }
                    case "details" -> {
                        if (detailed) {
                            details = room.text(in, in.text());
                        }
                    }
                    case "date" -> MastheadReading.date(in, "date");
                    default -> {
                        if (field.equals(categoryField)) {
                            category = in.text();
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }

        Targets targets() {
            return new Targets(products, groups);
        }
    }

    private void flag() throws IOException, Unreadable {
        in.enterObject("a flag");
        Statement said = new Statement();
        said.read("label", false);
        VexJustification label =
                switch (said.category == null ? "" : said.category) {
                    case "component_not_present" -> VexJustification.COMPONENT_NOT_PRESENT;
                    case "inline_mitigations_already_exist" ->
                            VexJustification.INLINE_MITIGATIONS_ALREADY_EXIST;
                    case "vulnerable_code_cannot_be_controlled_by_adversary" ->
                            VexJustification.VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY;
                    case "vulnerable_code_not_in_execute_path" ->
                            VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH;
                    case "vulnerable_code_not_present" ->
                            VexJustification.VULNERABLE_CODE_NOT_PRESENT;
                    default -> throw said.start.refuse("the label of a flag is none of CSAF's");
                };
        if (!said.aimed) {
            throw said.start.refuse("a flag must name products or groups");
        }
        flags.add(new Flag(label, said.targets()));
    }

    private void threat() throws IOException, Unreadable {
        in.enterObject("a threat");
        Statement said = new Statement();
        said.read("category", true);
        if (said.category == null || said.details == null) {
            throw said.start.refuse("a threat must have a category and details");
        }
        if (said.category.equals("impact")) {
            impacts.add(new Said(said.details, said.targets()));
        }
    }

    private void remediation() throws IOException, Unreadable {
        in.enterObject("a remediation");
        Statement said = new Statement();
        said.read("category", true);
        RemedyKind kind =
                switch (said.category == null ? "" : said.category) {
                    case "fix_planned" -> RemedyKind.FIX_PLANNED;
                    case "mitigation" -> RemedyKind.MITIGATION;
                    case "no_fix_planned" -> RemedyKind.NO_FIX_PLANNED;
                    case "none_available" -> RemedyKind.NONE_AVAILABLE;
                    case "optional_patch" -> RemedyKind.OPTIONAL_PATCH;
                    case "vendor_fix" -> RemedyKind.VENDOR_FIX;
                    case "workaround" -> RemedyKind.WORKAROUND;
                    default ->
                            throw said.start.refuse(
                                    "the category of a remediation is none of CSAF's");
                };
        if (said.details == null) {
            throw said.start.refuse("a remediation must have details");
        }
        if (!said.aimed) {
            throw said.start.refuse("a remediation must name products or groups");
        }
        remedies.add(new Remedy(kind, said.details, said.targets(), said.start));
    }

    /// Two different states of one party on one day contradict one another (6.1.24).
    private void involvement() throws IOException, Unreadable {
        in.enterObject("an involvement");
        Place start = in.place();
        String party = null;
        Instant date = null;
        boolean aimed = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "party" -> party = Texts.shortened(in.text(), 40);
                case "date" -> date = MastheadReading.date(in, "date");
                case "product_ids" -> {
                    products();
                    aimed = true;
                }
                case "group_ids" -> {
                    groups();
                    aimed = true;
                }
                default -> in.skip();
            }
        }
        if (party != null && date != null && !aimed && !involved.add(party + ' ' + date)) {
            throw start.refuse("a party has two states at one date");
        }
    }

    private void metric() throws IOException, Unreadable {
        in.enterObject("a score");
        Place start = in.place();
        int[] products = Numbers.NONE;
        long source = 0;
        boolean aimed = false;
        List<Rating> ratings = new ArrayList<>(1);
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "products" -> {
                    products = products();
                    aimed = true;
                }
                case "source" -> source = in.textHash();
                case "content" -> {
                    in.enterObject("content");
                    for (String each = in.field(); each != null; each = in.field()) {
                        content(each, ratings);
                    }
                }
                default -> content(field, ratings);
            }
        }
        if (!aimed) {
            throw start.refuse("a score must name products");
        }
        for (Rating rating : ratings) {
            scores.add(
                    new Score(
                            rating.type(),
                            rating.edition(),
                            rating.text(),
                            source,
                            products,
                            start));
        }
    }

    private record Rating(String type, String edition, String text) {}

    private void content(String field, List<Rating> ratings) throws IOException, Unreadable {
        switch (field) {
            case "cvss_v2" -> ratings.add(cvss(CvssVector.V2));
            case "cvss_v3" -> ratings.add(cvss(CvssVector.V3));
            case "cvss_v4" -> ratings.add(cvss(CvssVector.V4));
            case "qualitative_severity_rating" -> {
                String word = in.text();
                switch (word == null ? "" : word) {
                    case "critical", "high", "medium", "low", "none" ->
                            ratings.add(new Rating("", "", room(String.valueOf(word))));
                    default ->
                            throw in.refuse(
                                    "qualitative_severity_rating must be critical, high, medium,"
                                            + " low or none");
                }
            }
            case "epss" -> epss();
            case "ssvc_v2" -> ssvc();
            default -> in.skip();
        }
    }

    private Rating cvss(CvssVector version) throws IOException, Unreadable {
        in.enterObject("a CVSS score");
        Place start = in.place();
        String edition = null;
        String vector = null;
        boolean scored = false;
        boolean rated = version == CvssVector.V2;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "version" -> edition = Texts.shortened(in.scalarText(), 10);
                case "vectorString" -> vector = room.text(in, in.text());
                case "baseScore" -> {
                    scored = in.scalarText() != null;
                }
                case "baseSeverity" -> rated = in.text() != null;
                case "threatScore", "threatSeverity", "environmentalSeverity" -> {
                    if (version == CvssVector.V4) {
                        throw in.refuse("cvss_v4 has one score, which is its baseScore");
                    }
                    in.skip();
                }
                default -> in.skip();
            }
        }
        if (edition == null || vector == null || !scored || !rated) {
            throw start.refuse(
                    "a CVSS score must have a version, a vectorString, a baseScore and, but for"
                            + " version 2, a baseSeverity");
        }
        boolean fits =
                switch (version) {
                    case V2 -> edition.equals("2.0");
                    case V3 -> edition.startsWith("3.") && vector.startsWith("CVSS:" + edition);
                    case V4 -> edition.equals("4.0");
                };
        if (!fits || !version.reads(vector)) {
            throw start.refuse("the vectorString of a CVSS score is none of its version");
        }
        return new Rating(version.type(), edition, vector);
    }

    private void epss() throws IOException, Unreadable {
        in.enterObject("epss");
        Place start = in.place();
        String probability = null;
        String percentile = null;
        Instant at = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "probability" -> probability = in.text();
                case "percentile" -> percentile = in.text();
                case "timestamp" -> at = MastheadReading.date(in, "timestamp");
                default -> in.skip();
            }
        }
        if (at == null
                || probability == null
                || percentile == null
                || !SHARE.matcher(probability).matches()
                || !SHARE.matcher(percentile).matches()) {
            throw start.refuse("epss must have a probability, a percentile and a timestamp");
        }
        moments.add(at);
        epss = new Epss(new BigDecimal(probability), new BigDecimal(percentile), at);
    }

    /// The decision points that everybody knows: exploitation, automatable, technical impact.
    private void ssvc() throws IOException, Unreadable {
        in.enterObject("ssvc_v2");
        Place start = in.place();
        Instant at = null;
        Judgement judgement = new Judgement();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "timestamp" -> at = MastheadReading.date(in, "timestamp");
                case "target_ids" ->
                        each(
                                "target_ids",
                                () -> {
                                    String target = Texts.shortened(in.text(), LONGEST_ID);
                                    if (target != null) {
                                        judged.add(target);
                                    }
                                });
                case "selections" -> each("selections", () -> selection(judgement));
                default -> in.skip();
            }
        }
        if (at == null) {
            throw start.refuse("ssvc_v2 must have a timestamp");
        }
        moments.add(at);
        if (judgement.exploitation != null
                || judgement.automatable != null
                || judgement.technicalImpact != null) {
            ssvc =
                    new Ssvc(
                            judgement.exploitation,
                            judgement.automatable,
                            judgement.technicalImpact,
                            at);
        }
    }

    private static final class Judgement {
        @Nullable Exploitation exploitation;
        @Nullable Boolean automatable;
        @Nullable TechnicalImpact technicalImpact;
    }

    private void selection(Judgement judgement) throws IOException, Unreadable {
        in.enterObject("a selection");
        Place start = in.place();
        String namespace = null;
        String key = null;
        List<String> values = new ArrayList<>(1);
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "namespace" -> namespace = in.text();
                case "key" -> key = in.text();
                case "values" -> each("values", () -> values.add(value()));
                default -> in.skip();
            }
        }
        if (namespace == null || key == null || values.isEmpty()) {
            throw start.refuse("a selection must have a namespace, a key and values");
        }
        if (!namespace.equals("ssvc") || values.size() != 1) {
            return;
        }
        switch (key + ':' + values.getFirst()) {
            case "E:N" -> judgement.exploitation = Exploitation.NONE;
            case "E:P" -> judgement.exploitation = Exploitation.POC;
            case "E:A" -> judgement.exploitation = Exploitation.ACTIVE;
            case "A:N" -> judgement.automatable = false;
            case "A:Y" -> judgement.automatable = true;
            case "TI:P" -> judgement.technicalImpact = TechnicalImpact.PARTIAL;
            case "TI:T" -> judgement.technicalImpact = TechnicalImpact.TOTAL;
            default -> {
                // a decision point that is not kept
            }
        }
    }

    private String value() throws IOException, Unreadable {
        in.enterObject("a value");
        Place start = in.place();
        String key = null;
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("key")) {
                key = Texts.shortened(in.text(), 40);
            } else {
                in.skip();
            }
        }
        if (key == null) {
            throw start.refuse("a value must have a key");
        }
        return key;
    }

    /// What is judged must be this flaw (6.1.47).
    private void checkTargets() throws Unreadable {
        if (judged.isEmpty()) {
            return;
        }
        Set<String> own = new HashSet<>();
        known.forEach(id -> own.add(id.text()));
        for (String target : judged) {
            if (!target.equals(cve) && !own.contains(target)) {
                throw place.refuse("ssvc_v2 judges something else than this vulnerability");
            }
        }
    }
}
