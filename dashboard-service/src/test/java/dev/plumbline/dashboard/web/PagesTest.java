package dev.plumbline.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.view.Ability;
import dev.plumbline.dashboard.view.ConnectionsPage;
import dev.plumbline.dashboard.view.ConnectionsPage.Doing;
import dev.plumbline.dashboard.view.DeadLettersPage;
import dev.plumbline.dashboard.view.EntityForm;
import dev.plumbline.dashboard.view.ErrorPage;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.MeasureLinks;
import dev.plumbline.dashboard.view.Meridian;
import dev.plumbline.dashboard.view.ObligationPage;
import dev.plumbline.dashboard.view.ProductHeader;
import dev.plumbline.dashboard.view.ProductPage;
import dev.plumbline.dashboard.view.ProductsLinks;
import dev.plumbline.dashboard.view.SensitivityPage;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.SubmissionRow;
import dev.plumbline.dashboard.view.SubmissionsLinks;
import dev.plumbline.dashboard.view.SubmissionsPage;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Action;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.model.catalogue.CatalogueReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the templates make of their records. Each page is also left under `target/pages`, to be
/// looked at.
class PagesTest {
    private static final Path LOOK_AT = Path.of("target", "pages");
    private static final String HOSTILE = "\"'><script>alert(1)</script>&{shell.organisation}";

    private final PageEngine engine = new PageEngine();

    @Test
    void shouldShowALeaderTheFigureItsDirectionItsReasonAndWhatToDo() {
        // When
        String html = page("organisation", "organisation", Map.of("page", Meridian.organisation()));

        // Then
        assertThat(words(html))
                .contains(
                        "61.4 of 100",
                        "▲ 3.1 in 90 days",
                        "up to 82 if all were proven",
                        "Confidence 68 %")
                .contains(
                        "KEV fix overdue, cap set in Portal (−5.1); 5 criticals fixed on time in Gateway (+2.0).")
                .contains("▲ 6 days late KEV fix · CVE-2020-11023, jquery 3.4.1")
                .contains("Accept the risk: CVE-2020-11023 on 3.x")
                .contains("12 of 14 products rated; connect the others")
                .contains("12 of 14 1 90 % 64 % no SBOM · 2 KEV overdue · 1");
    }

    @Test
    void shouldWriteDownTheRestWhereReasonsDoNotMakeUpTheWholeChange() {
        assertThat(
                        words(
                                page(
                                        "organisation",
                                        "organisation",
                                        Map.of("page", Meridian.organisation()))))
                .contains("▲ 12.6 Gateway 5 criticals fixed on time (+7.9), all else (+4.7)");
    }

    @Test
    void shouldSayWhereTheHistoryIsNoLongerWhatWasShown() {
        // When
        String words = words(render("product", Map.of("page", Meridian.portal())));

        // Then
        assertThat(words)
                .contains(
                        "Evidence that came later changed the past: 3 days showed another figure than the chart"
                                + " does now, most of all 12 Oct 2026, when 71.2 was shown and 68.9 is known today.");
        assertThat(words(render("product", Map.of("page", Meridian.unknownProduct()))))
                .doesNotContain("changed the past");
    }

    @Test
    void shouldTellALeaderHowFarTheGoalsOfThePledgeHaveCome() {
        // When
        String html = page("pledge", "pledge", Map.of("page", Meridian.pledge()));

        // Then
        assertThat(words(html))
                .contains("Taken on 8 May 2026 · 167 days left until 8 May 2027")
                .contains("The first snapshot after 8 May 2026 is that of 1 Jun 2026")
                .contains("1 product has none from then")
                .contains("measured by another catalogue than today")
                .contains("3 · Reduce entire classes of vulnerability 25.0 26.7 ▲ 15.0 2 of 2")
                .contains("Root causes found and closed 0.0 0.0 = 0.0 2 of 2")
                .contains("No measure of the catalogue in use speaks to this goal")
                .contains(
                        "Ledger nothing is known of it yet", "Portal Root causes found and closed");
        assertThat(html)
                .contains("href=\"/weaknesses\"", "href=\"/help/scoring#root-cause-closed\"");
    }

    @Test
    void shouldShowClassesOfWeaknessAndThatARiseCanBeSuccess() {
        // When
        String html =
                page("weaknesses", "weaknesses", Map.of("page", Meridian.weaknesses("CWE-79")));

        // Then
        assertThat(words(html))
                .contains("6 open, 4 when Dec 2025 began")
                .contains("A rise can be success for a while")
                .contains("CWE-79 Cross-site scripting 4 3 2 1", "No weakness named 1 0 2 1")
                .contains("Open: CWE-79 Cross-site scripting")
                .contains("reflected input in search.js Portal · 4.x · high · since 13 Oct 2026")
                .contains("▲ 6 days late");
        assertThat(html)
                .contains(
                        "href=\"/weaknesses?unit=commerce&amp;source=code&amp;weakness=none#flaws\"",
                        "aria-label=\"Open at the end of each month: 3, 4, 4,");
    }

    @Test
    void shouldCallPrinciplesByTheirShortTitlesWhereRoomIsShort() {
        // When
        String organisation = render("organisation", Map.of("page", Meridian.organisation()));
        String product = render("product", Map.of("page", Meridian.portal()));

        // Then
        for (String html : List.of(organisation, product)) {
            assertThat(html)
                    .contains("data-short=\"Own outcomes\"", "data-short=\"Lead\"")
                    .contains("1 · Take ownership of customer security outcomes")
                    .doesNotContain("data-short=\"Principle");
        }
        assertThat(organisation)
                .contains("title=\"2 · Embrace radical transparency and accountability\">Be trans");
    }

    @Test
    void shouldShowWhatNeedsADecisionAndSumUpTheRestOfWhatIsLate() {
        // When
        String words = words(render("organisation", Map.of("page", Meridian.organisation())));

        // Then
        assertThat(words)
                .contains("6 days late KEV fix · CVE-2020-11023, jquery 3.4.1")
                .contains("sets the cap “KEV overdue”")
                .contains("▲ late 93 more are late ◆ 11 h left")
                .contains("@meridian/jquery 3.4.1+fix")
                .doesNotContain("pkg:npm");
    }

    @Test
    void shouldNameTheProductThatAMarkerOfTheOrganisationSpeaksOf() {
        assertThat(words(render("organisation", Map.of("page", Meridian.organisation()))))
                .contains("Ledger: SBOM of 4 releases +4.6");
    }

    @Test
    void shouldTellAnAdministratorOfAnEmptyInstallationWhatToDoFirst() {
        assertThat(
                        page(
                                "organisation",
                                "organisation-empty",
                                Map.of("page", Meridian.emptyOrganisation())))
                .contains("No products yet", "href=\"/admin\"", "href=\"/products/new\"");
    }

    @Test
    void shouldOfferNoFormToThoseWhoOnlyRead() {
        // When
        String html = render("product", Map.of("page", Meridian.portal()));

        // Then
        assertThat(html).doesNotContain("/portal/edit").doesNotContain("/lines/new");
        assertThat(render("obligation", obligation(Meridian.obligation())))
                .doesNotContain("<form method=\"post\"")
                .contains("your role reads");
    }

    @Test
    void shouldSayWhatHoldsAScoreBackAndWhatItWouldBe() {
        assertThat(words(page("product", "product", Map.of("page", Meridian.portal()))))
                .contains(
                        "Held back by “KEV overdue”: CVE-2020-11023 (jquery 3.4.1) is 6 days past")
                .contains("Principle 1 shows at most 60; it would be 67.4.")
                .contains("Release 3.14.8 with jquery ≥ 3.5.0 lifts the cap")
                .contains("38 lines of less than 0.01 each +0.02")
                .contains("172 older lines −1.00");
    }

    @Test
    void shouldLeadFromAMeasureToTheEvidenceAndItsBytes() {
        // When
        String html = page("product", "product", Map.of("page", Meridian.portal()));

        // Then
        assertThat(html)
                .contains("href=\"/products/portal/measures/kev-fix-on-time\"")
                .contains("href=\"/products/portal/obligations/" + Meridian.id("kev") + "\"")
                .contains("href=\"/submissions/" + Meridian.id("sbom") + "\"");
        assertThat(page("submission", "submission", submission(Step.SHOWN)))
                .contains("href=\"/api/v1/submissions/" + Meridian.id("sbom") + "/document\"");
    }

    @Test
    void shouldTellHowToConnectAProductOfWhichNothingIsKnown() {
        assertThat(page("product", "product-unknown", Map.of("page", Meridian.unknownProduct())))
                .contains("Not rated yet")
                .contains(
                        "http://127.0.0.1:8081/api/v1/submissions?product=portal&amp;release=1.0.0"
                                .replace("&amp;", "&"));
    }

    @Test
    void shouldHideFiguresBelowAQuarterOfConfidenceAndShowCapsAllTheSame() {
        // Given
        var known = Meridian.score();
        var figure = known.overall();
        var unsure =
                new ScoreComputed(
                        known.product(),
                        known.sequence(),
                        known.at(),
                        known.catalogue(),
                        new ScoreComputed.Figure(
                                figure.shown(),
                                figure.raw(),
                                figure.headroom(),
                                0.2499,
                                figure.caps()),
                        known.principles(),
                        known.changes(),
                        known.history(),
                        known.actions(),
                        known.submissions());

        // When
        String html =
                page(
                        "product",
                        "product-unsure",
                        Map.of("page", Meridian.portal(unsure, List.of())));

        // Then
        assertThat(html).contains("Not rated yet").doesNotContain(">54.8<").contains("KEV overdue");
        assertThat(words(html))
                .as("a cap says what it does, not what would be")
                .contains("A cap stands, “KEV overdue”:")
                .contains("Principle 1 can show at most 60 while it stands.")
                .doesNotContain("would be")
                .as("no way of a figure that does not show")
                .doesNotContain("▼ 14.8 in 90 days");
    }

    @Test
    void shouldSetApartWhatCountsOnlyOnceTheCapIsGone() {
        // Given
        var known = Meridian.score();
        var page =
                Meridian.portal(
                        doing(
                                known,
                                action("Release 3.14.8", "1", 4.9, 7.4),
                                action("Sign the SBOM", "2", 0.01, 1.8),
                                action("Scan 4.9.2", "1", 0, 0),
                                action("Name an executive", "3", 0, 16.8)),
                        List.of());

        // When
        String words = words(page("product", "product-capped", Map.of("page", page)));

        // Then
        assertThat(words)
                .containsSubsequence(
                        "Do next",
                        "Release 3.14.8",
                        "Own outcomes +7.4",
                        "+4.9",
                        "Count once the cap is gone",
                        "Name an executive",
                        "Lead",
                        "+16.8",
                        "Sign the SBOM",
                        "Be transparent",
                        "+1.8",
                        "Scan 4.9.2",
                        "held too");
    }

    @Test
    void shouldNotSpeakOfACapWhereNoneHolds() {
        // Given
        var known = Meridian.score();
        var figure = known.overall();
        var free =
                new ScoreComputed(
                        known.product(),
                        known.sequence(),
                        known.at(),
                        known.catalogue(),
                        new ScoreComputed.Figure(
                                figure.raw(),
                                figure.raw(),
                                figure.headroom(),
                                figure.confidence(),
                                List.of()),
                        known.principles(),
                        known.changes(),
                        known.history(),
                        List.of(action("Scan 4.9.2", "1", 0, 0.2)),
                        known.submissions());

        // Then
        assertThat(words(render("product", Map.of("page", Meridian.portal(free, List.of())))))
                .doesNotContain("once the cap is gone")
                .contains("Scan 4.9.2");
    }

    @Test
    void shouldGiveEachObligationALineAndItsEvidenceANameOfItsOwn() {
        // When
        String html = render("product", Map.of("page", Meridian.portal()));

        // Then
        assertThat(html)
                .containsPattern(
                        "<a class=\"nowrap\" href=\"/submissions/[0-9a-f-]+\""
                                + " aria-label=\"Evidence for [^\"]+\">evidence of ");
    }

    @Test
    void shouldUseTheWholePageWhereTheViewerDecidesNothing() {
        assertThat(render("obligation", obligation(Meridian.obligation())))
                .contains("your role reads")
                .doesNotContain("col-xl-5");
        assertThat(page("obligation", "obligation", obligation(Meridian.obligation())))
                .contains("col-xl-5", "Accept the risk until a day")
                .doesNotContain("your role reads");
    }

    @Test
    void shouldEndTheReasonOfACapWithAFullStop() {
        // Given
        var known = Meridian.obligation();
        var terse = new Cap("kev-overdue", 40, "two are late, the oldest by 9 days", List.of());

        // When
        String words =
                words(
                        render(
                                "obligation",
                                obligation(
                                        new ObligationPage(
                                                known.at(),
                                                known.product(),
                                                known.obligation(),
                                                known.measureTitle(),
                                                known.principle(),
                                                known.siblings(),
                                                known.evidence(),
                                                List.of(terse),
                                                known.decisions()))));

        // Then
        assertThat(words)
                .contains("Two are late, the oldest by 9 days. Principle 1 shows at most 40");
    }

    private static ScoreComputed doing(ScoreComputed score, Action... actions) {
        return new ScoreComputed(
                score.product(),
                score.sequence(),
                score.at(),
                score.catalogue(),
                score.overall(),
                score.principles(),
                score.changes(),
                score.history(),
                List.of(actions),
                score.submissions());
    }

    private static Action action(String title, String principle, double gain, double there) {
        return new Action(
                "fix", title, "how", "who", principle, "kev-fix-on-time", null, gain, there, false);
    }

    @Test
    void shouldFollowASubmissionStepByStepAndStopAskingAtItsEnd() {
        assertThat(page("submission", "submission-parsed", submission(Step.PARSED)))
                .contains("hx-trigger=\"every 1s\"")
                .contains("not yet");
        assertThat(page("submission", "submission", submission(Step.SHOWN)))
                .doesNotContain("hx-trigger")
                .contains("1.7 s from door to page");
    }

    @Test
    void shouldSayOfADecisionThatNobodySentIt() {
        // Given
        var submissions =
                new SubmissionsPage(
                        Meridian.NOW,
                        null,
                        null,
                        null,
                        SubmissionsPage.State.ALL,
                        new Slice<>(
                                List.of(
                                        new SubmissionRow(
                                                Meridian.id("decision"),
                                                "portal",
                                                "Portal",
                                                null,
                                                null,
                                                null,
                                                null,
                                                Meridian.NOW,
                                                null,
                                                Step.SHOWN,
                                                Map.of("products", 1L),
                                                null)),
                                null));

        // When
        String html = page("submissions", "submissions-decision", submissions(submissions));

        // Then
        assertThat(words(html)).contains("Portal decision decided here 1 product ✓ shown");
    }

    @Test
    void shouldNotTellHowToSendToAProductThatIsNotKnown() {
        // Given
        var submissions =
                new SubmissionsPage(
                        Meridian.NOW,
                        "prtal",
                        null,
                        null,
                        SubmissionsPage.State.ALL,
                        Slice.empty());

        // When
        String html = page("submissions", "submissions-unknown", submissions(submissions));

        // Then
        assertThat(html)
                .contains("No product with the key “prtal” is known here")
                .doesNotContain("curl");
    }

    @Test
    void shouldSayWhatIsCountedWhereSeveralObligationsConcernOneThing() {
        // Given
        ProductPage known = Meridian.portal();
        Measure scopes =
                new Measure(
                        "hardcoded-secret-free",
                        "No credentials in code or images",
                        10,
                        .2,
                        1,
                        .8,
                        .2,
                        .6,
                        4,
                        3,
                        0,
                        "1 of 4 scanned scopes",
                        Map.of(),
                        false);
        Measure many =
                new Measure(
                        "critical-fix-on-time",
                        "Fixed in time",
                        10,
                        .2,
                        1,
                        .8,
                        .2,
                        .6,
                        1725,
                        1421,
                        0,
                        "1725 findings, 1421 open",
                        Map.of(),
                        false);

        // Then
        assertThat(Meridian.WORDS.countsUnits(scopes)).isTrue();
        assertThat(Meridian.WORDS.countsUnits(many)).isFalse();
        assertThat(
                        words(
                                page(
                                        "product",
                                        "product-units",
                                        Map.of("page", with(known, scopes, many)))))
                .contains("3 of 4 not met 1 of 4 scanned scopes", "1,725 owed, 1,421 open");
    }

    private static ProductPage with(ProductPage known, Measure... measures) {
        ScoreComputed score = Objects.requireNonNull(known.score());
        var first = score.principles().getFirst();
        var theme = new ScoreComputed.Theme("one", "One", 1, .5, .9, List.of(measures));
        return new ProductPage(
                known.at(),
                known.product(),
                new ScoreComputed(
                        score.product(),
                        score.sequence(),
                        score.at(),
                        score.catalogue(),
                        score.overall(),
                        List.of(
                                new ScoreComputed.Principle(
                                        first.id(),
                                        first.title(),
                                        first.shortTitle(),
                                        first.figure(),
                                        List.of(theme))),
                        score.changes(),
                        score.history(),
                        score.actions(),
                        score.submissions()),
                known.directions(),
                known.obligations(),
                known.lines(),
                known.history(),
                known.markers(),
                known.hindsight(),
                known.changes(),
                known.submissions(),
                known.waiting());
    }

    @Test
    void shouldShowAFewOfManyTargetsAndWhatFailsFirst() {
        // Given
        List<HookTarget> targets =
                IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> new HookTarget("acme/r" + i, "p" + i, null))
                        .toList();
        var well = new Doing(false, false, null);
        var failing = new Doing(false, false, report("hook/broken"));
        var page =
                new ConnectionsPage(
                        List.of(
                                new ConnectionsPage.Hook(hook("well", targets), well),
                                new ConnectionsPage.Hook(hook("broken", List.of()), failing)),
                        List.of(),
                        "https://ingest.test/api/v1/hooks/");

        // When
        String html = page("connections", "connections", Map.of("page", page));

        // Then
        assertThat(html)
                .contains("<summary>and 9 more</summary>")
                .contains("/submissions?sender=hook:broken&amp;state=stopped")
                .contains("href=\"#hooks\"");
        assertThat(html.indexOf("<code class=\"sub\">broken"))
                .isLessThan(html.indexOf("<code class=\"sub\">well"));
    }

    private static HookSaved hook(String key, List<HookTarget> targets) {
        return new HookSaved(key, 1, false, HookKind.GITHUB, false, false, targets, List.of());
    }

    private static ConnectionReported report(String connection) {
        return new ConnectionReported(
                connection,
                Meridian.NOW,
                ConnectionReported.State.FAILING,
                null,
                null,
                null,
                null,
                3,
                2,
                1,
                "the signature is wrong");
    }

    @Test
    void shouldBreakNamesOfDeadLettersOnlyBetweenTheirParts() {
        // Given
        var letter =
                new DeadLettersPage.Letter(
                        "plumbline.evidence.v1.scoring.dlq",
                        0,
                        17,
                        "plumbline.evidence.v1",
                        "scoring",
                        "portal",
                        "dev.plumbline.evidence.scan.v1",
                        "it has no product",
                        Meridian.NOW,
                        1_200,
                        null,
                        null);

        // When
        String html =
                page(
                        "deadletters",
                        "deadletters",
                        Map.of("page", new DeadLettersPage(List.of(letter), 0)));

        // Then
        assertThat(html)
                .contains("dev.<wbr>plumbline.<wbr>evidence.<wbr>scan.<wbr>v1<wbr>")
                .contains("data-name=\"Not applied by\"");
    }

    @Test
    void shouldShowEachMistakeBesideItsField() {
        // Given
        Form risk =
                new Form(
                        Map.of("owner", "x", "reason", "because"),
                        Map.of("owner", "is nobody here"));

        // When
        String html =
                page(
                        "obligation",
                        "obligation",
                        Map.of(
                                "page",
                                Meridian.obligation(),
                                "triage",
                                Form.EMPTY,
                                "risk",
                                risk,
                                "ending",
                                Form.EMPTY));

        // Then
        assertThat(html)
                .contains("id=\"r-owner-wrong\">Owner of the risk is nobody here.")
                .contains("aria-invalid=\"true\"")
                .contains(">because</textarea>");
    }

    @Test
    void shouldLetNobodyAnswerWhatTheyAskedThemselves() {
        // Given
        var own =
                new dev.plumbline.dashboard.view.ApprovalsPage(
                        Meridian.NOW,
                        List.of(
                                Meridian.decision(
                                        "mine",
                                        dev.plumbline.dashboard.view.DecisionRow.Kind.RISK)),
                        List.of());

        // When
        Map<String, Object> data = data(Map.of("page", own, "form", Form.EMPTY), Ability.values());
        var asker =
                new dev.plumbline.dashboard.view.Viewer(
                        "jonas",
                        "Jonas",
                        List.of("unit-lead"),
                        List.of(),
                        java.util.Set.of(Ability.values()));
        var shell = Meridian.shell("approvals");
        data.put(
                "shell",
                new dev.plumbline.dashboard.view.Shell(
                        shell.organisation(), asker, "approvals", 0, shell.assets(), shell.door()));

        // Then
        assertThat(engine.page("approvals", data))
                .contains("You asked; another person answers.", "Withdraw")
                .doesNotContain("value=\"approve\"");
        assertThat(page("approvals", "approvals", Map.of("page", own, "form", Form.EMPTY)))
                .contains("value=\"approve\"");
    }

    @Test
    void shouldEscapeWhateverPeopleAndDocumentsSay() {
        // Given
        ObligationChanged kev = Meridian.kev();
        var product =
                new ProductHeader("portal", HOSTILE, HOSTILE, "u", HOSTILE, "t", HOSTILE, 3, false);
        var hostile =
                new ObligationChanged(
                        kev.id(),
                        kev.product(),
                        kev.measure(),
                        HOSTILE,
                        kev.kind(),
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        kev.severity(),
                        kev.weight(),
                        kev.openedAt(),
                        kev.dueAt(),
                        kev.worldDueAt(),
                        null,
                        null,
                        false,
                        false,
                        List.of(new ObligationChanged.Reason(HOSTILE, null, kev.openedAt())),
                        null,
                        List.of(HOSTILE));
        var normal = Meridian.portal();
        var page =
                new ProductPage(
                        normal.at(),
                        product,
                        normal.score(),
                        normal.directions(),
                        Map.of("kev-fix-on-time", List.of(hostile)),
                        normal.lines(),
                        normal.history(),
                        List.of(
                                new dev.plumbline.dashboard.view.Marker(
                                        Meridian.NOW, HOSTILE, "portal", HOSTILE, 1)),
                        null,
                        new ProductPage.ChangeLog(
                                Meridian.NOW,
                                0,
                                new Slice<>(
                                        List.of(
                                                new Change(
                                                        Meridian.NOW,
                                                        HOSTILE,
                                                        HOSTILE,
                                                        null,
                                                        1,
                                                        Map.of("1", 1.0),
                                                        Map.of(HOSTILE, 1.0),
                                                        Map.of())),
                                        null),
                                0,
                                0,
                                0,
                                1),
                        normal.submissions(),
                        List.of());
        var obligation =
                new ObligationPage(
                        Meridian.NOW,
                        product,
                        hostile,
                        HOSTILE,
                        "1",
                        List.of(hostile),
                        Map.of(),
                        List.of(),
                        List.of());

        // When
        String html =
                page("product", "product-hostile", Map.of("page", page))
                        + page("obligation", "obligation-hostile", obligation(obligation));

        // Then
        assertThat(html)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;{shell.organisation}");
        assertThat(Pattern.compile("\"'><").matcher(html).find()).isFalse();
    }

    @Test
    void shouldStayReadableWithHundredsOfRows() {
        // Given
        var many = Meridian.products(500);
        var kev = Meridian.kev();
        var normal = Meridian.portal();
        var page =
                new ProductPage(
                        normal.at(),
                        normal.product(),
                        normal.score(),
                        normal.directions(),
                        Map.of("kev-fix-on-time", Collections.nCopies(400, kev)),
                        normal.lines(),
                        Meridian.history(2_000),
                        normal.markers(),
                        null,
                        normal.changes(),
                        normal.submissions(),
                        List.of());

        // When
        String list =
                page(
                        "products",
                        "products-huge",
                        Map.of("page", many, "links", ProductsLinks.of(many)));
        String product = page("product", "product-huge", Map.of("page", page));

        // Then
        assertThat(Pattern.compile("<tr>").matcher(list).results().count()).isEqualTo(501);
        assertThat(list).contains("rel=\"next\"");
        assertThat(product.length()).isLessThan(3_000_000);
    }

    @Test
    void shouldRenderEveryOtherPage() {
        var submissions =
                new SubmissionsPage(
                        Meridian.NOW,
                        null,
                        null,
                        null,
                        SubmissionsPage.State.ALL,
                        new Slice<>(
                                Stream.of(Step.SHOWN, Step.REFUSED, Step.PARSED)
                                        .map(Meridian::submission)
                                        .toList(),
                                "x"));
        var products = Meridian.products(14);
        var measure = Meridian.measure();
        var form =
                new EntityForm(
                        "New product",
                        "/products/new",
                        "/products",
                        List.of(
                                EntityForm.Field.text("key", "Key", "As machines name it.", 100),
                                EntityForm.Field.choice(
                                        "team",
                                        "Team",
                                        "Who answers for it.",
                                        List.of(new EntityForm.Choice("portal", "Portal")))),
                        new Form(
                                Map.of("key", "A"),
                                Map.of("key", "must begin with a lower-case letter")),
                        "/products/portal/archive",
                        false,
                        "It takes no new evidence.");

        assertThat(page("submissions", "submissions", submissions(submissions)))
                .contains("✗ refused", "line 12, column 7", "Older");
        assertThat(
                        page(
                                "products",
                                "products",
                                Map.of("page", products, "links", ProductsLinks.of(products))))
                .contains("aria-sort=\"descending\"", "not rated", "cap 60");
        assertThat(
                        page(
                                "measure",
                                "measure",
                                Map.of("page", measure, "links", MeasureLinks.of(measure))))
                .contains("SSDF RV.2.2", "fixed by a release, on time");
        assertThat(
                        page(
                                "ledger",
                                "ledger",
                                Map.of(
                                        "page",
                                        new dev.plumbline.dashboard.view.ChangesPage(
                                                Meridian.NOW,
                                                Meridian.PORTAL,
                                                Meridian.portal().changes()))))
                .contains("−0.031415926", "after=older");
        assertThat(page("admin", "admin", Map.of("page", Meridian.catalogue())))
                .contains("Field devices", "archived");
        assertThat(page("entity", "entity", Map.of("entity", form)))
                .contains("id=\"key-wrong\">Key must begin");
        assertThat(
                        page(
                                "scoring",
                                "scoring",
                                Map.of("page", ScoringRules.of(CatalogueReader.core()))))
                .contains("id=\"kev-fix-on-time\"", "not fitted to loss data");
        for (int status : List.of(400, 403, 404, 409, 500, 503)) {
            assertThat(
                            page(
                                    "error",
                                    "error-" + status,
                                    Map.of("page", ErrorPage.of(status, "trace-1"))))
                    .contains(">" + status + "<");
        }
        assertThat(page("error", "signed-out", Map.of("page", ErrorPage.signedOut())))
                .contains("You are signed out");
    }

    @Test
    void shouldSayHowSureARankIsAndWhichWeightMovesIt() {
        // Given
        var sensitivity =
                new SensitivityPage(
                        Meridian.NOW,
                        Meridian.score().catalogue(),
                        0.25,
                        1,
                        2,
                        1,
                        1,
                        List.of(
                                new SensitivityPage.Row(
                                        Meridian.product("portal", "Portal <b>"),
                                        1,
                                        1,
                                        2,
                                        61.42,
                                        59.9,
                                        62.04,
                                        new SensitivityPage.Mover(
                                                "measure",
                                                "kev-fix-on-time",
                                                "KEV fixed by due day",
                                                "1",
                                                -0.25,
                                                -1.52)),
                                new SensitivityPage.Row(
                                        Meridian.product("gateway", "Gateway"),
                                        2,
                                        1,
                                        2,
                                        60,
                                        60,
                                        60,
                                        null)),
                        List.of(
                                new SensitivityPage.Weight(
                                        "theme", "remediation", "Remediation", "1", 2, 1, 1.52)));

        // When
        String html =
                page(
                        "sensitivity",
                        "sensitivity",
                        Map.of(
                                "page",
                                sensitivity,
                                "part",
                                sensitivity.part(SensitivityPage.Sort.RANK, 0)));

        // Then
        assertThat(words(html))
                .contains("moved up and down by 25 %, one at a time")
                .contains("1 of 1 pair of neighbours changes places under some weight")
                .contains("1 product has no rank, because too little is known of it.")
                .contains("2 products still show scores of another catalogue and are left out.")
                .contains("1 to 2 61.4 59.9 to 62.0 less weight for KEV fixed by due day (−1.5)")
                .contains("nothing: a cap holds it, or nothing is proven")
                .contains(
                        "theme Remediation principle 1 · 1 pair of neighbours · up to 1.5 points 2");
        assertThat(html).contains("Portal &lt;b&gt;").doesNotContain("Portal <b>");
    }

    @Test
    void shouldFetchOnlyThePartOfAPageThatMoves() {
        for (String name : List.of("organisation", "product", "measure", "submission")) {
            Map<String, Object> data =
                    switch (name) {
                        case "organisation" -> Map.of("page", Meridian.organisation());
                        case "product" -> Map.of("page", Meridian.portal());
                        case "measure" ->
                                Map.of(
                                        "page",
                                        Meridian.measure(),
                                        "links",
                                        MeasureLinks.of(Meridian.measure()));
                        default -> submission(Step.PARSED);
                    };
            assertThat(engine.fragment(name, data(data)).strip())
                    .startsWith("<div id=\"content\"")
                    .doesNotContain("<html");
        }
    }

    @Test
    void shouldCarryNothingThatTheContentPolicyForbids() throws IOException {
        // Given
        shouldRenderEveryOtherPage();
        shouldShowALeaderTheFigureItsDirectionItsReasonAndWhatToDo();

        // When
        try (Stream<Path> pages = Files.list(LOOK_AT)) {
            // Then
            assertThat(pages)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(
                            page -> {
                                String html = Files.readString(page);
                                assertThat(html).doesNotContain(" style=").doesNotContain("<style");
                                assertThat(html).doesNotContainPattern("\\son[a-z]+=");
                                assertThat(html).doesNotContainPattern("(src|href)=\"(https?:)?//");
                                assertThat(html).doesNotContainPattern("<script(?![^>]* src=)");
                                assertThat(ids(html)).doesNotHaveDuplicates();
                            });
        }
    }

    private static List<String> ids(String html) {
        return Pattern.compile("\\sid=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String words(String html) {
        return html.replaceAll("(?s)<svg.*?</svg>", " ")
                .replaceAll("<[^>]+>", " ")
                .replace("&quot;", "\"")
                .replaceAll("\\s+", " ")
                .replaceAll(" ([.,;:)])", "$1");
    }

    private static Map<String, Object> obligation(ObligationPage page) {
        return Map.of("page", page, "triage", Form.EMPTY, "risk", Form.EMPTY, "ending", Form.EMPTY);
    }

    private static Map<String, Object> submissions(SubmissionsPage page) {
        return Map.of("page", page, "links", SubmissionsLinks.of(page, null));
    }

    private static Map<String, Object> submission(Step step) {
        return Map.of("page", Meridian.submissionPage(step), "erroneous", Form.EMPTY);
    }

    private String render(String template, Map<String, Object> data) {
        return engine.page(template, data(data));
    }

    private String page(String template, String file, Map<String, Object> data) {
        String html = engine.page(template, data(data, Ability.values()));
        try {
            Files.createDirectories(LOOK_AT);
            Files.writeString(LOOK_AT.resolve(file + ".html"), html);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return html;
    }

    private static Map<String, Object> data(Map<String, Object> data, Ability... abilities) {
        Map<String, Object> all = new HashMap<>(data);
        all.put("shell", Meridian.shell("organisation", abilities));
        all.put("w", Meridian.WORDS);
        return all;
    }
}
