package dev.plumbline.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.demo.Call.Door;
import dev.plumbline.local.demo.Call.Stage;
import dev.plumbline.local.demo.Story.Answers;
import dev.plumbline.local.demo.Story.Commitment;
import dev.plumbline.local.demo.Story.FailedGate;
import dev.plumbline.local.demo.Story.Finding;
import dev.plumbline.local.demo.Story.GateException;
import dev.plumbline.local.demo.Story.Line;
import dev.plumbline.local.demo.Story.Looks;
import dev.plumbline.local.demo.Story.Misfiled;
import dev.plumbline.local.demo.Story.OutsideReport;
import dev.plumbline.local.demo.Story.Product;
import dev.plumbline.local.demo.Story.Quality;
import dev.plumbline.local.demo.Story.Questionnaire;
import dev.plumbline.local.demo.Story.Release;
import dev.plumbline.local.demo.Story.RootCause;
import dev.plumbline.local.demo.Story.Scan;
import dev.plumbline.local.demo.Story.Vex;
import dev.plumbline.local.demo.Story.Waiver;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The story as calls, for one day of loading: pure, the same day gives the same bytes.
///
/// Everything that carries a date lies before midnight of the day of loading, so that nothing is
/// ever dated in the future however early the day is.
final class Plan {
    private static final String JSON = "application/json";
    private static final String DOCUMENT = "application/octet-stream";
    private static final LocalTime FEEDS = LocalTime.of(4, 0);
    private static final LocalTime GATES = LocalTime.of(9, 0);
    private static final LocalTime RELEASES = LocalTime.of(12, 0);
    private static final LocalTime SBOMS = LocalTime.of(12, 5);
    private static final LocalTime SCANS = LocalTime.of(13, 0);
    private static final LocalTime PEOPLE = LocalTime.of(15, 0);

    private final Story story;
    private final World world;
    private final Scanners scanners;
    private final Components components;
    private final LocalDate today;
    private final List<Call> calls = new ArrayList<>();

    private Plan(
            Story story, World world, Scanners scanners, Components components, LocalDate today) {
        this.story = story;
        this.world = world;
        this.scanners = scanners;
        this.components = components;
        this.today = today;
    }

    /// The calls in the order of their stages, and of their dates within a stage.
    static List<Call> of(
            Story story, World world, Scanners scanners, Components components, LocalDate today) {
        Plan plan = new Plan(story, world, scanners, components, today);
        plan.organisation();
        plan.feeds();
        story.products()
                .forEach(
                        (key, product) -> {
                            plan.releases(key, product);
                            plan.scans(key, product);
                            plan.gates(key, product);
                            plan.profile(key, product);
                            plan.answers(key, product);
                            plan.looks(key, product);
                            plan.reports(key, product);
                            plan.commitments(key, product);
                            plan.rootCauses(key, product);
                            plan.vex(key, product);
                            plan.decisions(key, product);
                            plan.misfiled(key, product);
                        });
        plan.calls.sort(
                Comparator.comparing(Call::stage)
                        .thenComparing(call -> call.at() == null ? Instant.MIN : call.at()));
        return List.copyOf(plan.calls);
    }

    private void organisation() {
        for (Story.Unit unit : story.maker().units()) {
            ObjectNode body = Json.object().put("key", unit.key()).put("name", unit.name());
            ask(Stage.UNITS, "unit " + unit.key(), "/api/v1/units", body);
        }
        for (Story.Team team : story.maker().teams()) {
            ObjectNode body =
                    Json.object()
                            .put("key", team.key())
                            .put("name", team.name())
                            .put("unit", team.unit());
            ask(Stage.TEAMS, "team " + team.key(), "/api/v1/teams", body);
        }
        story.products()
                .forEach(
                        (key, product) -> {
                            ObjectNode body =
                                    Json.object()
                                            .put("key", key)
                                            .put("name", product.name())
                                            .put("team", product.team())
                                            .put("criticality", product.criticality())
                                            .put("description", product.description());
                            ask(Stage.PRODUCTS, "product " + key, "/api/v1/products", body);
                            for (Line line : product.lines()) {
                                ObjectNode lineBody =
                                        Json.object()
                                                .put("key", line.key())
                                                .put("note", line.note());
                                ask(
                                        Stage.LINES,
                                        "line " + key + " " + line.key(),
                                        "/api/v1/products/" + key + "/lines",
                                        lineBody);
                            }
                        });
    }

    /// The feeds as they read on each day on which they were read. They grow when something was
    /// published, and come again as the same bytes in between.
    private void feeds() {
        LocalDate first = story.maker().feeds().weekly().on(today);
        LocalDate closer = story.maker().feeds().closer().on(today);
        LocalDate last = today.minusDays(1);
        TreeSet<LocalDate> days = new TreeSet<>(world.listings(first, last));
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(7)) {
            days.add(day);
        }
        for (LocalDate day = last; day.isAfter(closer); day = day.minusDays(2)) {
            days.add(day);
        }
        for (LocalDate day : days) {
            Instant at = Day.of(0).at(day, FEEDS);
            // what was published during the day is read on the next
            LocalDate known = day.minusDays(1);
            feed("osv", day, at, FeedDocument.osv(world.advisoriesOn(known)));
            feed("kev", day, at, FeedDocument.kev(world.exploitedOn(known), known));
        }
    }

    private void feed(String name, LocalDate day, Instant at, byte[] document) {
        calls.add(
                new Call(
                        "feed " + name + " " + day,
                        Stage.FEEDS,
                        Door.INGEST,
                        at,
                        "/api/v1/submissions?feed=" + name + "&observedAt=" + at,
                        DOCUMENT,
                        document,
                        null));
    }

    private void releases(String key, Product product) {
        for (Release release : product.releases()) {
            Instant published = release.published().at(today, RELEASES);
            ObjectNode body =
                    Json.object()
                            .put("version", release.version())
                            .put("line", release.line())
                            .put("publishedAt", published.toString())
                            .put("prerelease", false);
            if (product.sbom() != Quality.SPARSE) {
                body.putArray("artefacts")
                        .addObject()
                        .put("name", key + "-" + release.version() + ".tar.zst")
                        .put("sha256", Sbom.artefactSha256(key, release.version()));
            }
            if (release.supportEnds() != null) {
                body.put("supportEnds", release.supportEnds().on(today).toString());
            }
            tell("release " + key + " " + release.version(), key, "releases", published, body);
            Day sent = release.sbomSent();
            if (sent != null) {
                document(
                        "sbom " + key + " " + release.version(),
                        key,
                        release.version(),
                        sent.at(today, SBOMS),
                        sbom(key, product, release, product.sbom()));
            }
        }
    }

    private byte[] sbom(String key, Product product, Release release, Quality quality) {
        return Sbom.of(
                story.maker().name(),
                key,
                product.name(),
                release.version(),
                quality,
                release.published().at(today, RELEASES),
                components.of(product, release.version()));
    }

    private void scans(String key, Product product) {
        for (Scan scan : product.scans()) {
            LocalDate until = scan.until() == null ? today : scan.until().on(today);
            for (LocalDate day = scan.from().on(today);
                    day.isBefore(until);
                    day = day.plusDays(scan.every())) {
                byte[] report =
                        ScanReport.of(scanners, key, scan.tool(), found(product, scan, day));
                for (Line line : product.lines()) {
                    Release newest = newest(product, line.key(), day);
                    if (newest != null
                            && (scan.lines().isEmpty() || scan.lines().contains(line.key()))) {
                        document(
                                "scan "
                                        + key
                                        + " "
                                        + newest.version()
                                        + " "
                                        + scan.tool()
                                        + " "
                                        + day,
                                key,
                                newest.version(),
                                Day.of(0).at(day, SCANS),
                                report);
                    }
                }
            }
        }
    }

    private List<Finding> found(Product product, Scan scan, LocalDate day) {
        return product.findings().stream()
                .filter(finding -> finding.scan() == scan.kind())
                .filter(finding -> !finding.from().on(today).isAfter(day))
                .filter(
                        finding ->
                                finding.fixed() == null || finding.fixed().on(today).isAfter(day))
                .toList();
    }

    private @Nullable Release newest(Product product, String line, LocalDate day) {
        return product.releases().stream()
                .filter(release -> release.line().equals(line))
                .filter(release -> !release.published().on(today).isAfter(day))
                .max(Comparator.comparing(release -> release.published().on(today)))
                .orElse(null);
    }

    private void gates(String key, Product product) {
        for (Release release : product.releases()) {
            for (String gate : product.gates().usual()) {
                FailedGate failed =
                        product.gates().failed().stream()
                                .filter(f -> f.release().equals(release.version()))
                                .filter(f -> f.gate().equals(gate))
                                .findFirst()
                                .orElse(null);
                Instant checked = release.published().at(today, GATES);
                ObjectNode body =
                        Json.object()
                                .put("release", release.version())
                                .put("gate", gate)
                                .put("passed", failed == null)
                                .put("critical", story.maker().criticalGates().contains(gate))
                                .put("checkedAt", checked.toString());
                if (failed != null && failed.exception() != null) {
                    body.set("exception", exception(failed.exception()));
                }
                tell(
                        "gate " + key + " " + release.version() + " " + gate,
                        key,
                        "gates",
                        checked,
                        body);
            }
        }
    }

    private ObjectNode exception(GateException exception) {
        return Json.object()
                .put("id", exception.id())
                .put("owner", exception.owner())
                .put("grantedBy", exception.grantedBy())
                .put("grantedByRole", exception.role())
                .put("reason", exception.reason())
                .put("grantedAt", exception.granted().at(today, PEOPLE).toString())
                .put("expiresAt", exception.expires().at(today, PEOPLE).toString());
    }

    /// What kind of product it is, proven from its first release on. None is reachable from public
    /// networks, so that the terms of its flaws are those of their severities.
    private void profile(String key, Product product) {
        Instant at =
                product.releases().stream()
                        .map(release -> release.published().at(today, RELEASES))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        Questionnaire questionnaire =
                Objects.requireNonNull(story.maker().questionnaires().get("profile"));
        ArrayNode facts = Json.object().putArray("facts");
        product.profile()
                .forEach(
                        (item, value) ->
                                fact(facts, "profile", item, value, questionnaire, key)
                                        .put("statement", "What the install guide says of it"));
        fact(facts, "profile", "exposed", 0, questionnaire, key)
                .put("statement", "Scanned from outside: no port of an install answers");
        facts("profile " + key, key, at, facts);
    }

    /// What is answered on the same day goes in one call.
    private void answers(String key, Product product) {
        SortedMap<LocalDate, ArrayNode> days = new TreeMap<>();
        product.answers()
                .forEach(
                        (which, phases) -> {
                            Questionnaire questionnaire =
                                    Objects.requireNonNull(
                                            story.maker().questionnaires().get(which));
                            for (Answers answers : phases) {
                                for (LocalDate day : days(product, questionnaire, answers)) {
                                    ArrayNode facts =
                                            days.computeIfAbsent(
                                                    day, _ -> Json.object().putArray("facts"));
                                    answer(facts, product, questionnaire, answers, day);
                                }
                            }
                        });
        days.forEach(
                (day, facts) ->
                        facts("answers " + key + " " + day, key, Day.of(0).at(day, PEOPLE), facts));
    }

    /// What is asked of a release is answered on its own day, too.
    private Set<LocalDate> days(Product product, Questionnaire questionnaire, Answers answers) {
        Set<LocalDate> days = new TreeSet<>(days(answers.from(), answers.every(), answers.until()));
        if (questionnaire.of() == Story.Of.RELEASE && !days.isEmpty()) {
            LocalDate first = answers.from().on(today);
            LocalDate end = answers.until() == null ? today : answers.until().on(today);
            product.releases().stream()
                    .map(release -> release.published().on(today))
                    .filter(day -> !day.isBefore(first) && day.isBefore(end))
                    .forEach(days::add);
        }
        return days;
    }

    private void answer(
            ArrayNode facts,
            Product product,
            Questionnaire questionnaire,
            Answers answers,
            LocalDate day) {
        for (String prefix : subjects(product, questionnaire, day)) {
            questionnaire
                    .asks()
                    .forEach(
                            (measure, items) -> {
                                for (String item : items) {
                                    double value = answers.value(item);
                                    fact(facts, measure, prefix + item, value, questionnaire, item)
                                            .put(
                                                    "statement",
                                                    (value > 0 ? "Stands" : "Not met")
                                                            + " as of "
                                                            + day);
                                }
                            });
        }
    }

    /// What comes before an item, for each release or line that is asked about.
    private List<String> subjects(Product product, Questionnaire questionnaire, LocalDate day) {
        return switch (questionnaire.of()) {
            case null -> List.of("");
            case LINE -> product.lines().stream().map(line -> line.key() + "/").toList();
            case RELEASE ->
                    product.lines().stream()
                            .map(line -> newest(product, line.key(), day))
                            .filter(Objects::nonNull)
                            .map(release -> release.version() + "/")
                            .toList();
        };
    }

    /// What is not met at all has no proof.
    private static ObjectNode fact(
            ArrayNode facts,
            String measure,
            String item,
            double value,
            Questionnaire questionnaire,
            String subject) {
        ObjectNode fact =
                facts.addObject().put("measure", measure).put("item", item).put("value", value);
        if (value > 0 || measure.equals("profile")) {
            fact.put("proof", questionnaire.proof());
            fact.put("proofSha256", Json.sha256(questionnaire.proof() + " " + subject));
        }
        return fact;
    }

    private void facts(String id, String key, Instant at, ArrayNode facts) {
        calls.add(
                evidence(
                        id,
                        at,
                        "/api/v1/products/" + key + "/facts?observedAt=" + at,
                        JSON,
                        Json.bytes(facts)));
    }

    private void looks(String key, Product product) {
        for (Looks looks : product.looks()) {
            for (LocalDate day : days(looks.from(), looks.every(), looks.until())) {
                for (String kind : looks.kinds()) {
                    Instant at = Day.of(0).at(day, PEOPLE);
                    ObjectNode body =
                            Json.object()
                                    .put("kind", kind)
                                    .put("lookedAt", at.toString())
                                    .put("statement", "Looked through as of " + day);
                    tell("look " + key + " " + kind + " " + day, key, "looks", at, body);
                }
            }
        }
    }

    private void reports(String key, Product product) {
        for (OutsideReport report : product.reports()) {
            Instant at = report.at().at(today, PEOPLE);
            ObjectNode body =
                    Json.object()
                            .put("kind", "outside-report")
                            .put("key", report.key())
                            .put("title", report.title())
                            .put("severity", report.severity())
                            .put("openedAt", at.toString());
            tell("report " + key + " " + report.key(), key, "duties", at, body);
            met(key, "outside-report", report.key(), "answered", report.answered(), null);
            met(key, "outside-report", report.key(), "triaged", report.triaged(), null);
        }
    }

    private void commitments(String key, Product product) {
        for (Commitment commitment : product.commitments()) {
            Instant at = commitment.at().at(today, PEOPLE);
            ObjectNode body =
                    Json.object()
                            .put("kind", "commitment")
                            .put("key", commitment.key())
                            .put("title", commitment.title())
                            .put("openedAt", at.toString())
                            .put("dueAt", commitment.due().at(today, PEOPLE).toString());
            tell("commitment " + key + " " + commitment.key(), key, "duties", at, body);
            met(key, "commitment", commitment.key(), "delivered", commitment.delivered(), null);
        }
    }

    private void rootCauses(String key, Product product) {
        for (RootCause cause : product.rootCauses()) {
            met(
                    key,
                    "root-cause",
                    cause.weakness(),
                    "recorded",
                    cause.recorded(),
                    cause.statement());
        }
    }

    /// Tells that a duty was met, if it was.
    private void met(
            String key,
            String kind,
            String duty,
            String how,
            @Nullable Day day,
            @Nullable String statement) {
        if (day == null) {
            return;
        }
        Instant at = day.at(today, PEOPLE);
        ObjectNode body =
                Json.object()
                        .put("kind", kind)
                        .put("key", duty)
                        .put("how", how)
                        .put("metAt", at.toString())
                        .put("proof", "https://meridian.example/duties/" + duty)
                        .put("proofSha256", Json.sha256(how + " " + duty));
        if (statement != null) {
            body.put("statement", statement);
        }
        tell(how + " " + key + " " + duty, key, "duties/met", at, body);
    }

    private List<LocalDate> days(Day from, int every, @Nullable Day until) {
        LocalDate end = until == null ? today : until.on(today);
        return from.on(today).isBefore(end)
                ? from.on(today).datesUntil(end, Period.ofDays(every)).toList()
                : List.of();
    }

    private void vex(String key, Product product) {
        for (Vex vex : product.vex()) {
            LocalDate day = vex.at().on(today);
            Release release =
                    vex.release() == null
                            ? product.releases().stream()
                                    .filter(r -> !r.published().on(today).isAfter(day))
                                    .max(Comparator.comparing(r -> r.published().on(today)))
                                    .orElse(product.releases().getFirst())
                            : product.release(vex.release());
            Instant at = vex.at().at(today, PEOPLE);
            document(
                    "vex " + key + " " + day,
                    key,
                    vex.release(),
                    at,
                    VexDocument.of(
                            story.maker().name() + " Product Security",
                            key,
                            release.version(),
                            vex,
                            at,
                            components.of(product, release.version())));
        }
    }

    private void decisions(String key, Product product) {
        for (Story.Asked asked : product.decisions()) {
            Waiver waiver = asked.subject();
            Instant at = waiver.at().at(today, PEOPLE);
            ObjectNode body =
                    Json.object()
                            .put("concern", "match/" + waiver.vulnerability() + "/" + waiver.line())
                            .put("reason", waiver.reason())
                            .put("owner", waiver.owner())
                            .put("expiresAt", waiver.expires().at(today, PEOPLE).toString())
                            .put("decidedBy", "analyst")
                            .put("decidedAt", at.toString());
            if (asked.request() == null) {
                body.put("approver", "unit-lead")
                        .put("approverRole", "unit-lead")
                        .put("approvedAt", at.toString());
            }
            ask(
                    Stage.DECISIONS,
                    "waiver " + key + " " + waiver.vulnerability() + " " + waiver.line(),
                    at,
                    "/api/v1/products/" + key + "/waivers",
                    body,
                    "sbom " + key + " " + newestWithSbom(product, waiver.line()).version());
        }
    }

    private Release newestWithSbom(Product product, String line) {
        return product.releases().stream()
                .filter(release -> release.line().equals(line) && release.sbomSent() != null)
                .max(Comparator.comparing(release -> release.published().on(today)))
                .orElseThrow();
    }

    private void misfiled(String key, Product product) {
        for (Misfiled misfiled : product.misfiled()) {
            Product other = Objects.requireNonNull(story.products().get(misfiled.sbom().product()));
            String sent = "misfiled " + key + " " + misfiled.release();
            document(
                    sent,
                    key,
                    misfiled.release(),
                    misfiled.at().at(today, SBOMS),
                    sbom(
                            misfiled.sbom().product(),
                            other,
                            other.release(misfiled.sbom().release()),
                            other.sbom()));
            Instant asked = misfiled.asked().at(today, PEOPLE);
            ObjectNode body =
                    Json.object()
                            .put("submission", "{submission}")
                            .put("reason", misfiled.reason())
                            .put("decidedBy", "engineer")
                            .put("decidedAt", asked.toString());
            if (misfiled.approved() != null) {
                body.put("approver", "analyst")
                        .put("approverRole", "analyst")
                        .put("approvedAt", misfiled.approved().at(today, PEOPLE).toString());
            }
            ask(
                    Stage.DECISIONS,
                    "erroneous " + key + " " + misfiled.release(),
                    asked,
                    "/api/v1/products/" + key + "/erroneous",
                    body,
                    sent);
        }
    }

    /// @param release `null` for a document that speaks of the whole product
    private void document(
            String id, String key, @Nullable String release, Instant at, byte[] bytes) {
        String of =
                release == null
                        ? ""
                        : "&release=" + URLEncoder.encode(release, StandardCharsets.UTF_8);
        calls.add(
                evidence(
                        id,
                        at,
                        "/api/v1/submissions?product=" + key + of + "&observedAt=" + at,
                        DOCUMENT,
                        bytes));
    }

    private void tell(String id, String key, String what, Instant at, ObjectNode body) {
        calls.add(
                evidence(
                        id,
                        at,
                        "/api/v1/products/" + key + "/" + what + "?observedAt=" + at,
                        JSON,
                        Json.bytes(body)));
    }

    private static Call evidence(String id, Instant at, String path, String type, byte[] body) {
        return new Call(id, Stage.EVIDENCE, Door.INGEST, at, path, type, body, null);
    }

    private void ask(Stage stage, String id, String path, ObjectNode body) {
        ask(stage, id, null, path, body, null);
    }

    private void ask(
            Stage stage,
            String id,
            @Nullable Instant at,
            String path,
            ObjectNode body,
            @Nullable String needs) {
        calls.add(new Call(id, stage, Door.DASHBOARD, at, path, JSON, Json.bytes(body), needs));
    }
}
