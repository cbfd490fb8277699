package dev.plumbline.ingest.source.sarif;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SarifSourceTest {
    private final SarifSource source = new SarifSource();

    private ScanReport report(String... runs) {
        return parsed(
                source,
                "{\"version\":\"2.1.0\",\"runs\":[" + String.join(",", runs) + "]}",
                ScanReport.class);
    }

    private static String run(String tool, String rules, String results, String... rest) {
        return "{\"tool\":{\"driver\":{\"name\":\""
                + tool
                + "\""
                + (rules.isEmpty() ? "" : ",\"rules\":[" + rules + "]")
                + "}},\"results\":["
                + results
                + "]"
                + String.join("", rest)
                + "}";
    }

    private static String at(String path, int line, String snippet) {
        return "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\""
                + path
                + "\"},\"region\":{\"startLine\":"
                + line
                + (snippet.isEmpty() ? "" : ",\"snippet\":{\"text\":\"" + snippet + "\"}")
                + "}}}]";
    }

    private static String result(String rule, String rest) {
        return "{\"ruleId\":\"" + rule + "\",\"message\":{\"text\":\"m\"}," + rest + "}";
    }

    private List<Finding> findings(String... runs) {
        return report(runs).scans().stream().flatMap(s -> s.findings().stream()).toList();
    }

    private Scan scan(String... runs) {
        return report(runs).scans().getFirst().scan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "2.0.0", "2.1.0-beta.0", "2.2.0", ""})
    void shouldReadNoVersionButTwoOneZero(String version) {
        // When
        String reason = malformed(source, "{\"version\":\"" + version + "\",\"runs\":[]}").reason();

        // Then
        assertThat(reason).isEqualTo("only SARIF 2.1.0 is read");
    }

    @Test
    void shouldRefuseALogWithoutVersionRunOrTool() {
        assertThat(malformed(source, "{\"runs\":[" + run("t", "", "") + "]}").reason())
                .isEqualTo("version is missing: it must be 2.1.0");
        assertThat(malformed(source, "{\"version\":\"2.1.0\",\"runs\":[]}").reason())
                .isEqualTo("the log has no run: nothing was scanned");
        assertThat(
                        malformed(source, "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]}")
                                .reason())
                .contains("tool.driver.name");
    }

    @Test
    void shouldFindWeaknessesWhereverToolsWriteThem() {
        // Given
        String rules =
                """
                {"id":"a","properties":{"tags":["security","external/cwe/cwe-079"]}},
                {"id":"b","relationships":[{"target":{"id":"CWE-120","toolComponent":{"name":"CWE"}}}]},
                {"id":"c","properties":{"cwe":["CWE-22","CWE-23"]}},
                {"id":"d","helpUri":"https://cwe.mitre.org/data/definitions/327.html"},
                {"id":"e","properties":{"tags":["CWE-78: OS Command Injection"]}},
                {"id":"f"}
                """;
        String results =
                String.join(
                        ",",
                        result("a", at("x", 1, "")),
                        result("b", at("x", 1, "")),
                        result("c", at("x", 1, "")),
                        result("d", at("x", 1, "")),
                        result("e", at("x", 1, "")),
                        result(
                                "f",
                                at("x", 1, "")
                                        + ",\"taxa\":[{\"id\":\"89\",\"toolComponent\":{\"name\":\"CWE\"}}]"));

        // When
        List<Finding> findings = findings(run("Some scanner", rules, results));

        // Then
        assertThat(findings)
                .extracting(Finding::cwes)
                .containsExactly(
                        List.of("CWE-79"),
                        List.of("CWE-120"),
                        List.of("CWE-22", "CWE-23"),
                        List.of("CWE-327"),
                        List.of("CWE-78"),
                        List.of("CWE-89"));
    }

    @Test
    void shouldResolveRulesThatComeAfterTheResults() {
        // Given
        String run =
                "{\"results\":[{\"ruleIndex\":0,\"message\":{\"text\":\"m\"}}],\"tool\":{\"driver\":{\"name\":\"gosec\",\"rules\":[{\"id\":\"G401\",\"shortDescription\":{\"text\":\"Weak hash\"},\"properties\":{\"security-severity\":\"7.5\"}}]}}}";

        // When
        List<Finding> findings = findings(run);

        // Then
        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo("G401");
                            assertThat(finding.title()).isEqualTo("Weak hash");
                            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                        });
    }

    @Test
    void shouldResolveRulesOfExtensionsAndSubRules() {
        // Given
        String run =
                """
                {"tool":{"driver":{"name":"CodeQL"},"extensions":[{"name":"pack","rules":[{"id":"js/xss","properties":{"tags":["security"]}}]}]},
                 "results":[{"rule":{"index":0,"toolComponent":{"index":0}},"message":{"text":"m"}},
                  {"ruleId":"js/xss/dom","message":{"text":"other"}}]}
                """;

        // When
        List<Finding> findings = findings(run);

        // Then
        assertThat(findings).extracting(Finding::rule).containsExactly("js/xss", "js/xss");
    }

    @ParameterizedTest
    @CsvSource({
        "9.0,CRITICAL",
        "8.9,HIGH",
        "7.0,HIGH",
        "6.9,MEDIUM",
        "4.0,MEDIUM",
        "3.9,LOW",
        "0.0,LOW"
    })
    void shouldGradeBySecuritySeverityFirst(String number, Severity severity) {
        // When
        List<Finding> findings =
                findings(
                        run(
                                "t",
                                "{\"id\":\"a\",\"properties\":{\"security-severity\":\""
                                        + number
                                        + "\"}}",
                                result("a", "\"level\":\"error\"")));

        // Then
        assertThat(findings).extracting(Finding::severity).containsExactly(severity);
    }

    @Test
    void shouldGradeByWordsAndLevelsWhereThereIsNoNumber() {
        // Given
        String rules =
                "{\"id\":\"a\",\"defaultConfiguration\":{\"level\":\"note\"}},{\"id\":\"b\",\"properties\":{\"tags\":[\"vulnerability\",\"CRITICAL\"]}},{\"id\":\"c\"}";
        String results =
                String.join(
                        ",",
                        result("a", at("1", 1, "")),
                        result("a", at("2", 1, "") + ",\"level\":\"error\""),
                        result("b", at("3", 1, "")),
                        result("c", at("4", 1, "")),
                        result(
                                "c",
                                at("5", 1, "") + ",\"properties\":{\"issue_severity\":\"HIGH\"}"));

        // When
        List<Finding> findings = findings(run("bandit", rules, results));

        // Then
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(
                        Severity.LOW,
                        Severity.HIGH,
                        Severity.CRITICAL,
                        Severity.MEDIUM,
                        Severity.HIGH);
    }

    @Test
    void shouldLeaveOutWhatIsNoSecurityFinding() {
        // Given
        String results =
                result("no-unused-vars", at("a.js", 1, ""))
                        + ","
                        + result("security/detect-eval-with-expression", at("a.js", 2, ""));

        // When
        ScanReport report = report(run("ESLint", "", results));

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(report.scans().getFirst().findings())
                .extracting(Finding::rule)
                .containsExactly("security/detect-eval-with-expression");
    }

    @ParameterizedTest
    @CsvSource({"CA3001,1", "CA5350,1", "CA2100,1", "CA2000,0", "CA1031,0", "SA1000,0"})
    void shouldKnowTheSecurityRulesOfTheDotNetAnalysers(String rule, int findings) {
        assertThat(findings(run("Roslyn", "", result(rule, at("a.cs", 1, ""))))).hasSize(findings);
    }

    @Test
    void shouldReportNothingForWhatPassedOrIsGone() {
        // Given
        String results =
                String.join(
                        ",",
                        result("a", "\"kind\":\"pass\""),
                        result("a", "\"kind\":\"notApplicable\""),
                        result("a", "\"baselineState\":\"absent\""),
                        result("a", "\"kind\":\"fail\",\"baselineState\":\"unchanged\""));

        // When
        ScanReport report = report(run("gosec", "", results));

        // Then
        assertThat(report.scans().getFirst().findings()).hasSize(1);
        assertThat(report.other()).isZero();
    }

    @Test
    void shouldSayWhySomethingIsSuppressedUnlessThatIsStillOpen() {
        // Given
        String results =
                String.join(
                        ",",
                        result(
                                "a",
                                at("1", 1, "")
                                        + ",\"suppressions\":[{\"kind\":\"external\",\"justification\":\"test code\"}]"),
                        result("a", at("2", 1, "") + ",\"suppressions\":[{\"kind\":\"inSource\"}]"),
                        result(
                                "a",
                                at("3", 1, "")
                                        + ",\"suppressions\":[{\"kind\":\"external\",\"status\":\"underReview\"}]"),
                        result(
                                "a",
                                at("4", 1, "")
                                        + ",\"suppressions\":[{\"kind\":\"external\",\"status\":\"rejected\"}]"),
                        result("a", at("5", 1, "") + ",\"suppressions\":[]"));

        // When
        List<Finding> findings = findings(run("gosec", "", results));

        // Then
        assertThat(findings)
                .extracting(Finding::suppressed)
                .containsExactly("test code", "inSource", null, null, null);
    }

    @Test
    void shouldKeepFingerprintsWhenLinesMove() {
        // Given
        String before =
                run(
                        "gosec",
                        "",
                        result("G1", at("a.go", 10, "md5.New()"))
                                + ","
                                + result("G1", at("a.go", 20, "md5.New()")));
        String after =
                run(
                        "gosec",
                        "",
                        result("G1", at("a.go", 13, "  md5.New()"))
                                + ","
                                + result("G1", at("./a.go", 23, "md5.New( )")));

        // When
        List<String> first = findings(before).stream().map(Finding::fingerprint).toList();
        List<String> second = findings(after).stream().map(Finding::fingerprint).toList();

        // Then
        assertThat(second).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellFindingsApartByRuleFileAndCode() {
        // Given
        String results =
                String.join(
                        ",",
                        result("G1", at("a.go", 1, "x")),
                        result("G2", at("a.go", 1, "x")),
                        result("G1", at("b.go", 1, "x")),
                        result("G1", at("a.go", 1, "y")));

        // When
        List<Finding> findings = findings(run("gosec", "", results));

        // Then
        assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void shouldTakeTheToolsOwnFingerprintWithinRuleAndFile() {
        // Given
        String print =
                ",\"partialFingerprints\":{\"primaryLocationLineHash\":\"39fa:1\",\"primaryLocationStartColumnFingerprint\":\"%d\"}";
        String results =
                String.join(
                        ",",
                        result("a", at("x", 1, "") + print.formatted(4)),
                        result("a", at("x", 9, "") + print.formatted(7)),
                        result("a", at("y", 1, "") + print.formatted(4)));

        // When
        List<Finding> findings = findings(run("gosec", "", results));

        // Then
        assertThat(findings).extracting(Finding::path).containsExactly("x", "y");
    }

    @Test
    void shouldSurviveFingerprintsThatAreNoTexts() {
        // Given
        String nested =
                ",\"fingerprints\":{\"csvRowSha256\":{\"value\":\"aa\"}},\"partialFingerprints\":{\"b\":\"1\",\"a\":\"2\"}";

        // When
        List<Finding> findings = findings(run("gosec", "", result("a", at("x", 1, "") + nested)));

        // Then
        assertThat(findings).hasSize(1);
    }

    @Test
    void shouldRecogniseSecretsAndNeverQuoteThem() {
        // Given
        String gitleaks =
                run(
                        "Gitleaks",
                        "{\"id\":\"aws-key\",\"name\":\"AWS key\"}",
                        "{\"ruleId\":\"aws-key\",\"message\":{\"text\":\"AKIAEXAMPLE found\"},"
                                + at("a", 1, "AKIAEXAMPLE")
                                + "}");
        String codeql =
                run(
                        "CodeQL",
                        "{\"id\":\"js/hardcoded-credentials\",\"shortDescription\":{\"text\":\"Hard-coded credentials\"},\"properties\":{\"tags\":[\"security\",\"external/cwe/cwe-798\"]}}",
                        result("js/hardcoded-credentials", at("b", 1, "")));

        // When
        ScanReport report = report(gitleaks, codeql);

        // Then
        List<Finding> findings =
                report.scans().stream().flatMap(s -> s.findings().stream()).toList();
        assertThat(findings).allSatisfy(finding -> assertThat(finding.secret()).isTrue());
        assertThat(findings)
                .extracting(Finding::title)
                .containsExactly("AWS key", "Hard-coded credentials");
        assertThat(report.toString()).doesNotContain("AKIAEXAMPLE");
        assertThat(report.scans())
                .extracting(s -> s.scan().kinds())
                .containsExactly(
                        List.of(ScanKind.SECRETS), List.of(ScanKind.SAST, ScanKind.SECRETS));
    }

    @Test
    void shouldTellACleanRunFromAnEmptyOne() {
        // Given
        String rule = "{\"id\":\"a\"},{\"id\":\"b\"}";

        // When
        Scan clean = scan(run("CodeQL", rule, ""));
        Scan withoutRules =
                scan(
                        run("CodeQL", "", "")
                                .replace(
                                        "\"name\":\"CodeQL\"", "\"name\":\"CodeQL\",\"rules\":[]"));
        Scan cleanOfHits =
                scan(
                        run("Trivy", "", "")
                                .replace("\"name\":\"Trivy\"", "\"name\":\"Trivy\",\"rules\":[]"));
        Scan silent =
                scan("{\"tool\":{\"driver\":{\"name\":\"CodeQL\",\"rules\":[" + rule + "]}}}");
        Scan failed =
                scan(run("CodeQL", rule, "", ",\"invocations\":[{\"executionSuccessful\":false}]"));

        // Then
        assertThat(clean.rules()).isEqualTo(2);
        assertThat(withoutRules.rules()).isZero();
        assertThat(cleanOfHits.rules()).isNull();
        assertThat(silent.rules()).isZero();
        assertThat(failed.rules()).isZero();
    }

    @Test
    void shouldCountFilesAndLinesWhereTheToolSaysThem() {
        // Given
        String rest =
                ",\"artifacts\":[{\"location\":{\"uri\":\"a\"}},{\"location\":{\"uri\":\"b\"}}],\"properties\":{\"metricResults\":[{\"rule\":{\"id\":\"java/summary/lines-of-code\"},\"value\":1200},{\"rule\":{\"id\":\"other\"},\"value\":7}]}";

        // When
        Scan scan = scan(run("CodeQL", "", "", rest));

        // Then
        assertThat(scan.files()).isEqualTo(2);
        assertThat(scan.codeLines()).isEqualTo(1_200);
    }

    @Test
    void shouldTakeThePathFromTheRunsArtifacts() {
        // Given
        String result =
                result(
                        "a",
                        "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"index\":1}}}]");

        // When
        List<Finding> findings =
                findings(
                        run(
                                "gosec",
                                "",
                                result,
                                ",\"artifacts\":[{},{\"location\":{\"uri\":\"file:///src/a%20b.go\"}}]"));

        // Then
        assertThat(findings).extracting(Finding::path).containsExactly("/src/a b.go");
    }

    @Test
    void shouldMakeOneScanOfRunsOfOneToolOverOneScope() {
        // Given
        String first =
                run("CodeQL", "", "", ",\"automationDetails\":{\"id\":\"ci/java/2026-11-22\"}");
        String second =
                run("CodeQL", "", "", ",\"automationDetails\":{\"id\":\"ci/java/2026-11-23\"}");
        String other = run("CodeQL", "", "", ",\"automationDetails\":{\"id\":\"ci/js/\"}");

        // When
        ScanReport report = report(first, second, other);

        // Then
        assertThat(report.scans())
                .extracting(s -> s.scan().scope())
                .containsExactly("ci/java", "ci/js");
    }

    @Test
    void shouldNameTheScopeWithoutWhatChangesFromReleaseToRelease() {
        // When
        String image =
                scan(run(
                                "Trivy",
                                "",
                                "",
                                ",\"properties\":{\"imageName\":\"registry:5000/atlas/portal:4.2.0\"}"))
                        .scope();
        String repository =
                scan(run(
                                "gosec",
                                "",
                                "",
                                ",\"versionControlProvenance\":[{\"repositoryUri\":\"https://user:token@host/atlas.git\"}]"))
                        .scope();

        // Then
        assertThat(image).isEqualTo("registry:5000/atlas/portal");
        assertThat(repository).isEqualTo("https://host/atlas.git");
    }

    @ParameterizedTest
    @CsvSource({
        "CodeQL command-line toolchain,SAST",
        "Semgrep OSS,SAST",
        "Trivy,SCA",
        "gitleaks,SECRETS",
        "OWASP ZAP,DAST",
        "checkov,CONFIG",
        "Never heard of it,SAST"
    })
    void shouldKnowWhatAToolLooksFor(String tool, ScanKind kind) {
        assertThat(scan(run(tool, "", "")).kinds()).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grype|GHSA-xvch-5gv4-984h-minimist|\"properties\":{\"purls\":[\"pkg:npm/minimist@1.2.5\"]}|GHSA-xvch-5gv4-984h|pkg:npm/minimist@1.2.5",
                "osv-scanner|CVE-2022-32149|\"deprecatedIds\":[\"CVE-2022-32149\",\"GHSA-69CH-W2M2-3VJP\",\"GO-2022-1059\"]|CVE-2022-32149 GHSA-69ch-w2m2-3vjp GO-2022-1059|",
                "Snyk Open Source|SNYK-JS-MINIMIST-2429795|\"fullDescription\":{\"text\":\"(CVE-2021-44906) minimist@1.2.5\"},\"properties\":{\"tags\":[\"security\",\"npm\"]}|SNYK-JS-MINIMIST-2429795 CVE-2021-44906|pkg:npm/lodash@4.17.20",
                "Trivy|CVE-2023-5363|\"name\":\"OsPackageVulnerability\"|CVE-2023-5363|",
                "a scanner of parts|BDSA-2020-1001 (CVE-2020-11022)|\"name\":\"x\"|BDSA-2020-1001 CVE-2020-11022|",
            })
    void shouldNameTheKnownFlawThatAScannerOfComponentsReports(
            String tool, String rule, String rest, String ids, String purl) {
        // Given
        String located =
                "\"locations\":[{\"logicalLocations\":[{\"fullyQualifiedName\":\"lodash@4.17.20\"}]}]";

        // When
        List<Finding> findings =
                findings(
                        run(tool, "{\"id\":\"" + rule + "\"," + rest + "}", result(rule, located)));

        // Then
        assertThat(findings)
                .extracting(Finding::known)
                .containsExactly(new KnownFlaw(List.of(ids.split(" ", -1)), purl, null));
    }

    @Test
    void shouldTakeThePurlOfTheLogicalLocation() {
        // Given
        String located =
                "\"locations\":[{\"logicalLocations\":[{\"fullyQualifiedName\":\"pkg:maven/org.yaml/snakeyaml@1.33\"}]}]";

        // When
        List<Finding> findings =
                findings(run("dependency-check", "", result("CVE-2022-1471", located)));

        // Then
        assertThat(findings)
                .extracting(finding -> finding.known().purl())
                .containsExactly("pkg:maven/org.yaml/snakeyaml@1.33");
    }

    @Test
    void shouldCallNothingAKnownFlawThatAStaticAnalyserFound() {
        // When
        List<Finding> findings =
                findings(run("gosec", "", result("CVE-2022-1471", at("a", 1, ""))));

        // Then
        assertThat(findings).extracting(Finding::known).containsOnlyNulls();
    }

    @Test
    void shouldCountWhatGovulncheckFoundNotCalledApart() {
        // When
        ScanReport report =
                report(
                        run(
                                "govulncheck",
                                "",
                                result("GO-2022-1059", "\"level\":\"error\"")
                                        + ","
                                        + result("GO-2022-1060", "\"level\":\"warning\"")));

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(report.scans().getFirst().findings())
                .extracting(Finding::rule)
                .containsExactly("GO-2022-1059");
    }

    @Test
    void shouldProveNothingByARunWhoseResultsLieInAnotherFile() {
        // When
        Scan scan =
                scan(
                        run(
                                "gosec",
                                "",
                                "",
                                ",\"externalPropertyFileReferences\":{\"results\":[{\"itemCount\":7}]}"));

        // Then
        assertThat(scan.rules()).isZero();
    }
}
