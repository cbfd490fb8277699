package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.OrganisationPage.Cause;
import dev.plumbline.dashboard.view.OrganisationPage.Deadline;
import dev.plumbline.dashboard.view.OrganisationPage.Mover;
import dev.plumbline.dashboard.view.OrganisationPage.PrincipleCard;
import dev.plumbline.dashboard.view.OrganisationPage.TeamRow;
import dev.plumbline.dashboard.view.OrganisationPage.UnitRow;
import dev.plumbline.dashboard.view.ProductPage.ChangeLog;
import dev.plumbline.dashboard.view.ProductPage.Line;
import dev.plumbline.dashboard.view.ProductPage.Release;
import dev.plumbline.dashboard.view.ProductsPage.PrincipleName;
import dev.plumbline.dashboard.view.ProductsPage.ProductRow;
import dev.plumbline.dashboard.view.ProductsPage.TeamChoice;
import dev.plumbline.dashboard.view.ProductsPage.UnitChoice;
import dev.plumbline.dashboard.view.ProductsQuery.Order;
import dev.plumbline.dashboard.view.ProductsQuery.Sort;
import dev.plumbline.dashboard.view.ProductsQuery.State;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Action;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Catalogue;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.Figure;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.events.ScoreComputed.Principle;
import dev.plumbline.events.ScoreComputed.Theme;
import dev.plumbline.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A fictional maker on 22 November 2026, as the pages would show it: material for tests of what a
/// page draws.
public final class Meridian {
    public static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");
    public static final Words WORDS = new Words(NOW);
    public static final Catalogue CORE = new Catalogue("core", "1.0", "9f2c".repeat(16));
    public static final Cap KEV_CAP =
            new Cap(
                    "kev-overdue",
                    60,
                    "CVE-2020-11023 (jquery 3.4.1) is 6 days past its KEV date on line 3.x.",
                    List.of("kev/CVE-2020-11023/3.x"));
    public static final ProductHeader PORTAL = product("portal", "Portal");

    private Meridian() {}

    public static Viewer viewer(Ability... abilities) {
        return new Viewer(
                "mira",
                "Mira Quade",
                List.of("executive", "analyst"),
                List.of("/units/commerce"),
                Set.of(abilities));
    }

    public static Shell shell(String section, Ability... abilities) {
        Map<String, String> assets = new LinkedHashMap<>();
        for (String file : List.of("plumbline.css", "plumbline.js", "theme.js", "favicon.svg")) {
            assets.put(file, "/app/" + file);
        }
        return new Shell(
                "Meridian Systems",
                viewer(abilities),
                section,
                2,
                assets,
                new Shell.Door(
                        "http://127.0.0.1:8081",
                        "http://127.0.0.1:8083/realms/plumbline/protocol/openid-connect/token"));
    }

    public static UUID id(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static ProductHeader product(String key, String name) {
        return new ProductHeader(
                key,
                name,
                "What customers sign in to",
                "commerce",
                "Commerce",
                "portal",
                "Portal",
                3,
                false);
    }

    public static Standing standing(
            double shown, double headroom, double confidence, double change) {
        return new Standing(
                shown, shown, headroom, confidence, List.of(), new Direction(change, 90));
    }

    public static Standing capped(double shown, double raw, double change) {
        return new Standing(shown, raw, 88, 0.74, List.of(KEV_CAP), new Direction(change, 90));
    }

    public static List<HistoryDot> history(int days) {
        Random random = new Random(7);
        List<HistoryDot> history = new ArrayList<>();
        double one = 57;
        double two = 58;
        double three = 50;
        for (int day = 0; day < days; day++) {
            one += (random.nextDouble() - .47) * .6 + (day == 60 ? 3 : day == 174 ? -9.1 : 0);
            two += (random.nextDouble() - .46) * .6 + (day == 40 ? 2 : day == 95 ? 4.6 : 0);
            three += (random.nextDouble() - .48) * .5 + (day == 70 ? 4.1 : day == 150 ? -3.2 : 0);
            history.add(
                    new HistoryDot(
                            NOW.minus(Duration.ofDays(days - 1L - day)),
                            (one + two + three) / 3,
                            Map.of("1", one, "2", two, "3", three),
                            0.68,
                            82));
        }
        return history;
    }

    public static List<Marker> markers() {
        return List.of(
                new Marker(
                        NOW.minus(Duration.ofDays(84)),
                        "SBOM of 4 releases",
                        "ledger",
                        "Ledger",
                        4.6),
                new Marker(
                        NOW.minus(Duration.ofDays(20)),
                        "KEV lists CVE-2020-11023",
                        "portal",
                        "Portal",
                        0.0),
                new Marker(
                        NOW.minus(Duration.ofDays(5)),
                        "KEV overdue on 3.x: cap 60",
                        "portal",
                        "Portal",
                        -9.1));
    }

    public static OrganisationPage organisation() {
        return new OrganisationPage(
                NOW,
                NOW.minus(Duration.ofMinutes(3)),
                14,
                12,
                40,
                CORE,
                standing(61.4, 82.0, 0.68, 3.1),
                new Coverage(14, 12, 1, 0.9, 0.64, Map.of("kev-overdue", 1, "sbom-none", 2)),
                List.of(
                        new PrincipleCard(
                                "1",
                                "Take ownership of customer security outcomes",
                                "Own outcomes",
                                standing(58.0, 79, 0.7, -2.4),
                                1,
                                List.of(
                                        new Cause(
                                                "KEV fix overdue, cap set",
                                                "portal",
                                                "Portal",
                                                null,
                                                -5.1),
                                        new Cause(
                                                "5 criticals fixed on time",
                                                "gateway",
                                                "Gateway",
                                                "critical-fix-on-time",
                                                2.0))),
                        new PrincipleCard(
                                "2",
                                "Embrace radical transparency and accountability",
                                "Be transparent",
                                standing(71.2, 88, 0.72, 8.8),
                                0,
                                List.of(
                                        new Cause(
                                                "SBOM for 11 more releases",
                                                null,
                                                null,
                                                "sbom",
                                                4.6),
                                        new Cause(
                                                "VEX decisions in time", null, null, "vex", 2.7))),
                        new PrincipleCard(
                                "3",
                                "Lead from the top",
                                "Lead",
                                standing(55.6, 79, 0.6, 3.0),
                                0,
                                List.of(
                                        new Cause(
                                                "Two releases shipped past a failed gate",
                                                "ledger",
                                                "Ledger",
                                                "release-gate-adherence",
                                                -3.2),
                                        new Cause(
                                                "Executive sponsor published",
                                                null,
                                                null,
                                                "exec",
                                                4.1)))),
                List.of(
                        unit("commerce", "Commerce", capped(49, 60.2, -6.1), 73, 52, 5, 5),
                        unit("platform", "Platform", standing(66, 80, .8, 4.4), 77, 61, 5, 6),
                        unit("field", "Field devices", standing(57, 80, .6, -1.0), 58, 44, 2, 3)),
                history(180),
                markers(),
                List.of(
                        mover(
                                "portal",
                                "Portal",
                                -14.8,
                                "KEV listed five years after release",
                                -14.8,
                                -14.8),
                        mover("gateway", "Gateway", 12.6, "5 criticals fixed on time", 7.9, 0),
                        mover("ledger", "Ledger", 9.3, "SBOM for 4 releases", 6.2, 0),
                        mover("edge-agent", "Edge Agent", -6.0, "No scan for 41 days", -4.4, 0),
                        mover("console", "Console", 2.2, "Fresh scans", 1.1, 0)),
                List.of(
                        deadline(
                                "kev-match",
                                "CVE-2020-11023, jquery 3.4.1",
                                -6 * 24,
                                List.of("kev-overdue")),
                        deadline("kev-match", "CVE-2023-44487, x/net 0.16.0", 11, List.of()),
                        deadline("match", "CVE-2025-30204, golang-jwt 5.2.1", 52, List.of()),
                        deadline("waiver", "log retention of 90 days", 5 * 24, List.of()),
                        deadline("secret", "private key in config/dev.pem", 12 * 24, List.of())),
                94,
                List.of(
                        decision("one", DecisionRow.Kind.RISK),
                        decision("two", DecisionRow.Kind.ERRONEOUS)),
                List.of(product("beacon", "Beacon"), product("relay", "Relay 2")));
    }

    public static OrganisationPage emptyOrganisation() {
        return new OrganisationPage(
                NOW,
                null,
                0,
                0,
                0,
                null,
                Standing.none(),
                new Coverage(0, 0, 0, 0, 0, Map.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of());
    }

    private static UnitRow unit(
            String key,
            String name,
            Standing first,
            double two,
            double three,
            int rated,
            int products) {
        return new UnitRow(
                key,
                name,
                standing((first.raw() + two + three) / 3, 85, .7, 1),
                Map.of(
                        "1", first,
                        "2", standing(two, 90, .7, 9.0),
                        "3", standing(three, 80, .6, 0.01)),
                rated,
                products,
                new Coverage(
                        products,
                        rated,
                        products - rated,
                        (double) rated / products,
                        .6,
                        Map.of("sbom-none", 1)),
                List.of(
                        new TeamRow(
                                key + "-core",
                                name + " core",
                                standing(first.raw(), 85, .7, 1),
                                new Coverage(products, rated, 0, 0.5, .55, Map.of()))));
    }

    private static Mover mover(
            String key, String name, double points, String cause, double part, double capped) {
        return new Mover(
                key,
                name,
                points,
                90,
                List.of(new Cause(cause, null, null, "kev-fix-on-time", part)),
                points - part,
                capped);
    }

    private static Deadline deadline(String kind, String title, int hours, List<String> caps) {
        return new Deadline(
                id(title),
                kind,
                title,
                "portal",
                "Portal",
                "Portal",
                "3.x",
                "pkg:npm/%40meridian/jquery@3.4.1%2Bfix",
                "kev-fix-on-time",
                NOW.plus(Duration.ofHours(hours)).plusSeconds(hours < 0 ? -60 : 60),
                caps);
    }

    public static DecisionRow decision(String seed, DecisionRow.Kind kind) {
        return new DecisionRow(
                id(seed),
                kind,
                DecisionRow.State.WAITING,
                "portal",
                "Portal",
                kind == DecisionRow.Kind.ERRONEOUS
                        ? "SBOM of 4.9.2, received 18 Nov 2026"
                        : "CVE-2020-11023 on 3.x, jquery 3.4.1",
                kind == DecisionRow.Kind.ERRONEOUS ? null : id("kev"),
                kind == DecisionRow.Kind.ERRONEOUS ? id("sbom") : null,
                "jonas",
                NOW.minus(Duration.ofDays(2)),
                "Line 3.x has 40 installations, all behind the gateway filter; 3.14.8 ships next week.",
                null,
                null,
                "petra",
                NOW.plus(Duration.ofDays(30)),
                null,
                null,
                null);
    }

    public static ProductsQuery query() {
        return new ProductsQuery(
                null, null, null, State.ACTIVE, Sort.OVERALL, Order.DESCENDING, null, 50);
    }

    public static ProductsPage products(int count) {
        List<ProductRow> rows =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        new ProductRow(
                                                product(
                                                        "p" + i,
                                                        i == 0 ? "Portal" : "Product " + i),
                                                i == 0
                                                        ? capped(54.8, 61.0, -14.8)
                                                        : i % 5 == 4
                                                                ? Standing.none()
                                                                : standing(
                                                                        80 - i * 3.3 % 50,
                                                                        90,
                                                                        .7,
                                                                        2 - i),
                                                Map.of("1", 60.0, "2", 72.2, "3", 42.6),
                                                i,
                                                i % 3,
                                                NOW.plus(Duration.ofHours(40 + i)),
                                                NOW))
                        .toList();
        return new ProductsPage(
                NOW,
                query(),
                new Slice<>(rows, count >= 50 ? "after-these" : null),
                count,
                principles(),
                List.of(
                        new UnitChoice(
                                "commerce",
                                "Commerce",
                                List.of(new TeamChoice("portal", "Portal")))));
    }

    public static List<PrincipleName> principles() {
        return List.of(
                new PrincipleName(
                        "1", "Take ownership of customer security outcomes", "Own outcomes"),
                new PrincipleName(
                        "2", "Embrace radical transparency and accountability", "Be transparent"),
                new PrincipleName("3", "Lead from the top", "Lead"));
    }

    public static ObligationChanged kev() {
        return new ObligationChanged(
                id("kev"),
                "portal",
                "kev-fix-on-time",
                "kev/CVE-2020-11023/3.x",
                "kev-match",
                "CVE-2020-11023",
                "CVE-2020-11023",
                "pkg:npm/jquery@3.4.1",
                "3.x",
                null,
                Severity.MEDIUM,
                0.75,
                NOW.minus(Duration.ofDays(20)),
                NOW.minus(Duration.ofDays(6)),
                Instant.parse("2025-02-13T00:00:00Z"),
                null,
                null,
                false,
                false,
                List.of(
                        new Reason(
                                "jquery 3.4.1 by the SBOM of 3.14.7",
                                id("sbom"),
                                NOW.minus(Duration.ofDays(41))),
                        new Reason(
                                "in range >=1.2.0 <3.5.0 (GHSA-gxr4-xjj5-5px2), fixed in 3.5.0",
                                id("osv"),
                                NOW.minus(Duration.ofDays(60)))),
                0.31,
                List.of("CWE-79"));
    }

    public static ObligationChanged closed() {
        return new ObligationChanged(
                id("closed"),
                "portal",
                "kev-fix-on-time",
                "kev/CVE-2026-60137/4.x",
                "kev-match",
                "CVE-2026-60137",
                "CVE-2026-60137",
                "pkg:composer/wordpress@6.4",
                "4.x",
                null,
                Severity.CRITICAL,
                1,
                NOW.minus(Duration.ofDays(120)),
                NOW.minus(Duration.ofDays(100)),
                null,
                NOW.minus(Duration.ofDays(104)),
                "release-fixed",
                false,
                false,
                List.of(new Reason("closed by the SBOM of 4.9.2", id("sbom"), NOW)),
                null,
                List.of("CWE-89"));
    }

    private static Measure measure(
            String id,
            String title,
            double value,
            double headroom,
            int owed,
            int open,
            int late,
            String words) {
        return new Measure(
                id,
                title,
                10,
                value,
                headroom,
                .8,
                .9,
                .6,
                owed,
                open,
                late,
                words,
                Map.of("ssdf", List.of("RV.2.2"), "cra", List.of("I.2.a", "II.2")),
                false);
    }

    public static ScoreComputed score() {
        Figure capped = new Figure(60, 67.4, 88, .74, List.of(KEV_CAP));
        Theme remediation =
                new Theme(
                        "remediation",
                        "Remediation",
                        .5,
                        .7,
                        .82,
                        List.of(
                                measure(
                                        "kev-fix-on-time",
                                        "Known exploited vulnerabilities fixed by the due day",
                                        .52,
                                        .6,
                                        2,
                                        1,
                                        1,
                                        "one KEV is 6 days late"),
                                measure(
                                        "critical-fix-on-time",
                                        "Criticals fixed in time",
                                        .86,
                                        .95,
                                        7,
                                        2,
                                        0,
                                        "all in time; scans of 2 releases are old")));
        Theme classes =
                new Theme(
                        "classes",
                        "Classes of weakness",
                        .5,
                        .81,
                        .9,
                        List.of(
                                measure(
                                        "injection-weakness-free",
                                        "No injection weaknesses",
                                        .78,
                                        .8,
                                        3,
                                        3,
                                        0,
                                        "3 open, 1 high"),
                                measure(
                                        "hardcoded-secret-free",
                                        "No secrets in code or images",
                                        1,
                                        1,
                                        0,
                                        0,
                                        0,
                                        "scanned 3 days ago, none")));
        Theme publication =
                new Theme(
                        "components",
                        "Components",
                        1,
                        .5,
                        .9,
                        List.of(
                                measure(
                                        "sbom-release-coverage",
                                        "SBOM for every release",
                                        .5,
                                        1,
                                        4,
                                        2,
                                        0,
                                        "2 of 4 supported releases"),
                                measure(
                                        "vex-decision-on-time",
                                        "VEX decided in time",
                                        0,
                                        .9,
                                        0,
                                        0,
                                        0,
                                        "no evidence")));
        return new ScoreComputed(
                "portal",
                412,
                NOW.minusSeconds(40),
                CORE,
                new Figure(54.8, 60.2, 82, .74, List.of(KEV_CAP)),
                List.of(
                        new Principle(
                                "1",
                                "Take ownership of customer security outcomes",
                                "Own outcomes",
                                capped,
                                List.of(remediation, classes)),
                        new Principle(
                                "2",
                                "Embrace radical transparency and accountability",
                                "Be transparent",
                                new Figure(72.2, 72.2, 88, .7, List.of()),
                                List.of(publication)),
                        new Principle(
                                "3",
                                "Lead from the top",
                                "Lead",
                                new Figure(42.6, 42.6, 79, .4, List.of()),
                                List.of())),
                List.of(),
                List.of(),
                List.of(
                        new Action(
                                "fix",
                                "Release 3.14.8 with jquery ≥ 3.5.0",
                                "closes CVE-2020-11023 on line 3.x",
                                "team Portal",
                                "1",
                                "kev-fix-on-time",
                                "kev/CVE-2020-11023/3.x",
                                4.9,
                                7.4,
                                true),
                        new Action(
                                "connect",
                                "Send the SBOM of 4.8.0",
                                "its components are unknown",
                                "CI of Portal",
                                "2",
                                "sbom-release-coverage",
                                null,
                                3.8,
                                9.9,
                                false),
                        new Action(
                                "rescan",
                                "Scan 4.9.2 again",
                                "the last scan is 41 days old",
                                "CI of Portal",
                                "1",
                                "critical-fix-on-time",
                                null,
                                0.6,
                                1.8,
                                false)),
                List.of());
    }

    public static List<Change> changes() {
        return List.of(
                change(0, "time", "KEV 6 days late", -0.031415926),
                change(4, "evidence", "Release 4.9.2: 2 matches gone", 1.9375),
                new Change(
                        NOW.minus(Duration.ofDays(5)),
                        "time",
                        "Cap set: KEV overdue on 3.x",
                        null,
                        -15.71,
                        Map.of("1", -31.2),
                        Map.of("kev-fix-on-time", -2.25),
                        Map.of("1", -28.95)),
                change(20, "reference", "KEV lists CVE-2020-11023: owed on 3.x", 0));
    }

    private static Change change(int daysAgo, String cause, String title, double points) {
        return new Change(
                NOW.minus(Duration.ofDays(daysAgo)),
                cause,
                title,
                cause.equals("time") ? null : id("sbom"),
                points,
                Map.of("1", points * 3),
                Map.of("kev-fix-on-time", points * 2, "critical-fix-on-time", points),
                Map.of());
    }

    public static SubmissionRow submission(Step step) {
        return new SubmissionRow(
                id("sbom"),
                "portal",
                "Portal",
                "4.9.2",
                "CycloneDX 1.6",
                "cdxgen 11.0.3",
                "plumbline-ci",
                NOW.minusSeconds(90),
                NOW.minus(Duration.ofDays(4)),
                step,
                Map.of("components", 1500L),
                step == Step.REFUSED ? "line 12, column 7: bomFormat is missing" : null);
    }

    public static ProductPage portal() {
        return portal(score(), history(180));
    }

    public static ProductPage portal(ScoreComputed score, List<HistoryDot> history) {
        return new ProductPage(
                NOW,
                PORTAL,
                score,
                Map.of("overall", new Direction(-14.8, 90), "1", new Direction(-7.4, 90)),
                Map.of("kev-fix-on-time", List.of(kev(), closed())),
                List.of(
                        new Line(
                                "4.x",
                                null,
                                false,
                                1,
                                null,
                                List.of(
                                        new Release(
                                                "4.9.2",
                                                NOW.minus(Duration.ofDays(4)),
                                                Map.of("CycloneDX 1.6", submission(Step.SHOWN))))),
                        new Line(
                                "3.x",
                                "long-term support",
                                false,
                                0,
                                Instant.parse("2027-06-30T00:00:00Z"),
                                List.of(
                                        new Release(
                                                "3.14.7",
                                                NOW.minus(Duration.ofDays(41)),
                                                Map.of())))),
                history,
                markers(),
                new Hindsight(3, Instant.parse("2026-10-12T00:00:00Z"), 71.2, 68.94),
                new ChangeLog(
                        NOW.minus(Duration.ofDays(90)),
                        -14.8,
                        new Slice<>(changes(), "older"),
                        38,
                        0.021,
                        -1,
                        214),
                List.of(submission(Step.SHOWN)),
                List.of(decision("one", DecisionRow.Kind.RISK)));
    }

    /// Taken in May, first snapshot in June; one goal without a measure, one product without a
    /// score.
    public static PledgePage pledge() {
        LocalDate stated = LocalDate.of(2026, 5, 8);
        LocalDate baseline = LocalDate.of(2026, 6, 1);
        PledgeGoals goals =
                new PledgeGoals(
                        List.of(
                                new PledgeGoals.Asked(
                                        "3",
                                        "Reduce entire classes of vulnerability",
                                        List.of(
                                                new PledgeGoals.Named(
                                                        "injection-weakness-free",
                                                        "Free of injection weaknesses"),
                                                new PledgeGoals.Named(
                                                        "root-cause-closed",
                                                        "Root causes found and closed"))),
                                new PledgeGoals.Asked(
                                        "7", "Let customers gather evidence", List.of())));
        List<PledgeGoals.Product> products =
                List.of(
                        new PledgeGoals.Product(
                                "portal",
                                "Portal",
                                4,
                                List.of(
                                        new PledgeGoals.Measured(
                                                "injection-weakness-free", .8, 7.5, 1),
                                        new PledgeGoals.Measured("root-cause-closed", 0, 7.5, 0)),
                                List.of(
                                        new PledgeGoals.Measured(
                                                "injection-weakness-free", .5, 7.5, 1),
                                        new PledgeGoals.Measured("root-cause-closed", 0, 7.5, 1)),
                                "a",
                                "b"),
                        new PledgeGoals.Product("ledger", "Ledger", 2, null, null, null, null));
        return new PledgePage(
                NOW,
                null,
                null,
                stated,
                baseline,
                PledgePage.Window.of(stated, baseline, NOW),
                2,
                1,
                true,
                goals.over(products),
                products(3).units());
    }

    /// Two classes and what nobody classified, three months of them told.
    public static WeaknessesPage weaknesses(@Nullable String chosen) {
        LocalDate from = LocalDate.of(2025, 12, 1);
        return new WeaknessesPage(
                NOW,
                new WeaknessesQuery("commerce", null, null, WeaknessesQuery.Source.CODE, chosen),
                null,
                from,
                WeaknessesPage.Weakness.of("", "", 4, 6, months(from, 4, 6)),
                List.of(
                        WeaknessesPage.Weakness.of(
                                "CWE-79", "Cross-site scripting", 3, 4, months(from, 3, 4)),
                        WeaknessesPage.Weakness.of(
                                "CWE-89", "SQL injection", 1, 1, months(from, 1, 1)),
                        WeaknessesPage.Weakness.of("", "", 0, 1, months(from, 0, 1))),
                chosen == null
                        ? List.of()
                        : List.of(
                                new WeaknessesPage.Flaw(
                                        id("flaw"),
                                        "portal",
                                        "Portal",
                                        "reflected input in search.js",
                                        "4.x",
                                        Severity.HIGH,
                                        NOW.minus(Duration.ofDays(40)),
                                        NOW.minus(Duration.ofDays(6)))),
                products(3).units());
    }

    /// One more is opened in the second month for each that is open more at the end, and one is
    /// opened and closed in the third.
    private static List<WeaknessesPage.Month> months(LocalDate from, int before, int open) {
        return IntStream.range(0, WeaknessesPage.MONTHS)
                .mapToObj(
                        i ->
                                new WeaknessesPage.Month(
                                        from.plusMonths(i),
                                        i == 1 ? open - before : i == 2 ? 1 : 0,
                                        i == 2 ? 1 : 0,
                                        i == 0 ? before : open))
                .toList();
    }

    public static ProductPage unknownProduct() {
        return new ProductPage(
                NOW,
                PORTAL,
                null,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                new ChangeLog(NOW, 0, Slice.empty(), 0, 0, 0, 0),
                List.of(),
                List.of());
    }

    public static MeasurePage measure() {
        Principle principle = score().principles().getFirst();
        return new MeasurePage(
                NOW,
                PORTAL,
                CORE,
                principle,
                principle.themes().getFirst(),
                principle.themes().getFirst().measures().getFirst(),
                new ObligationsQuery(ObligationsQuery.State.ALL, null, null, null, 50),
                new Slice<>(List.of(kev(), closed()), null),
                1,
                1,
                1,
                changes(),
                score().actions().subList(0, 1),
                List.of(submission(Step.SHOWN)));
    }

    public static ObligationPage obligation() {
        return new ObligationPage(
                NOW,
                PORTAL,
                kev(),
                "Known exploited vulnerabilities fixed by the due day",
                "1",
                List.of(closed()),
                Map.of(id("sbom"), submission(Step.SHOWN)),
                List.of(KEV_CAP),
                List.of(decision("one", DecisionRow.Kind.RISK)));
    }

    public static SubmissionPage submissionPage(Step step) {
        List<SubmissionPage.StepRow> steps = new ArrayList<>();
        Instant at = NOW.minusSeconds(90);
        for (Step passed :
                List.of(Step.RECEIVED, Step.PARSED, Step.APPLIED, Step.SCORED, Step.SHOWN)) {
            steps.add(new SubmissionPage.StepRow(passed, at, Map.of(), null));
            at = at.plusMillis(420);
            if (passed == step) {
                break;
            }
        }
        return new SubmissionPage(
                NOW, submission(step), steps, changes().subList(1, 2), List.of(kev()), null);
    }

    public static ApprovalsPage approvals() {
        return new ApprovalsPage(
                NOW,
                List.of(
                        decision("one", DecisionRow.Kind.RISK),
                        decision("two", DecisionRow.Kind.ERRONEOUS)),
                List.of());
    }

    public static CataloguePage catalogue() {
        return new CataloguePage(
                List.of(
                        new CataloguePage.Unit(
                                "commerce",
                                "Commerce",
                                false,
                                1,
                                5,
                                List.of(
                                        new CataloguePage.Team(
                                                "portal", "Portal", "commerce", false, 1, 2))),
                        new CataloguePage.Unit("field", "Field devices", true, 3, 0, List.of())));
    }
}
