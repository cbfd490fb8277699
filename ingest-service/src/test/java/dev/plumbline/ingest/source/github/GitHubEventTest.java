package dev.plumbline.ingest.source.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.forge.Alert;
import dev.plumbline.ingest.source.forge.Alert.Kind;
import dev.plumbline.ingest.source.forge.Alert.State;
import dev.plumbline.ingest.source.forge.AlertReport;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Alerted;
import dev.plumbline.ingest.source.forge.ForgeEvent.Broken;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.Merged;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ping;
import dev.plumbline.ingest.source.forge.ForgeEvent.Pushed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Released;
import dev.plumbline.ingest.source.forge.ForgeEvent.Reviewed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitHubEventTest {
    private static final String REPOSITORY =
            "\"repository\":{\"full_name\":\"acme/portal\",\"html_url\":\"https://github.example/acme/portal\",\"default_branch\":\"main\"}";

    private static ForgeEvent read(String event, String payload) {
        try {
            return GitHubEvent.read(event, Content.of(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Alert alert(String event, String payload) {
        return ((Alerted) read(event, payload)).alert();
    }

    private static String codeScanning(String action, String ref, String state, String more) {
        return """
        {"action":"%s","ref":"%s","alert":{"number":7,"state":%s,"created_at":"2026-01-02T03:04:05Z",
         "rule":{"id":"java/sql-injection","severity":"warning","security_severity_level":"high",
           "description":"Query built from user-controlled sources","tags":["security","external/cwe/cwe-089"]},
         "tool":{"name":"CodeQL","version":"2.19.1"},
         "most_recent_instance":{"ref":"refs/heads/main","location":{"path":"src/Db.java","start_line":12}}%s},
         %s}"""
                .formatted(action, ref, state, more, REPOSITORY);
    }

    @Test
    void shouldReadAnAlertOfCodeScanning() {
        // When
        Alert alert =
                alert(
                        "code_scanning_alert",
                        codeScanning("created", "refs/heads/main", "\"open\"", ""));

        // Then
        assertThat(alert)
                .isEqualTo(
                        new Alert(
                                Kind.CODE_SCANNING,
                                7,
                                State.OPEN,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                true,
                                "CodeQL",
                                "2.19.1",
                                ScanKind.SAST,
                                "java/sql-injection",
                                "Query built from user-controlled sources",
                                Severity.HIGH,
                                List.of("CWE-89"),
                                "src/Db.java",
                                12,
                                null,
                                null));
    }

    @Test
    void shouldTellSetAsideAndMendedFromOpen() {
        Alert dismissed =
                alert(
                        "code_scanning_alert",
                        codeScanning(
                                "closed_by_user",
                                "",
                                "\"dismissed\"",
                                ",\"dismissed_at\":\"2026-02-01T00:00:00Z\",\"dismissed_reason\":\"won't fix\",\"dismissed_comment\":\"test code\""));
        Alert fixed =
                alert(
                        "code_scanning_alert",
                        codeScanning(
                                "fixed",
                                "refs/heads/main",
                                "\"fixed\"",
                                ",\"updated_at\":\"2026-03-01T00:00:00Z\",\"dismissed_at\":\"2026-02-01T00:00:00Z\""));
        Alert reopened = alert("code_scanning_alert", codeScanning("reopened", "", "null", ""));

        assertThat(dismissed.state()).isEqualTo(State.SET_ASIDE);
        assertThat(dismissed.reason()).isEqualTo("won't fix: test code");
        assertThat(dismissed.changedAt()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(fixed.state()).isEqualTo(State.GONE);
        assertThat(fixed.changedAt()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(reopened.state()).isEqualTo(State.OPEN);
        assertThat(reopened.changedAt()).isNull();
    }

    @Test
    void shouldIgnoreWhatIsOnlyOnAnotherBranch() {
        assertThat(
                        read(
                                "code_scanning_alert",
                                codeScanning("created", "refs/heads/feature", "\"open\"", "")))
                .isInstanceOf(Ignored.class);
        assertThat(
                        read(
                                "code_scanning_alert",
                                codeScanning("created", "refs/pull/9/merge", "\"open\"", "")))
                .isInstanceOf(Ignored.class);
        assertThat(
                        read(
                                "code_scanning_alert",
                                codeScanning("appeared_in_branch", "refs/heads/main", "null", "")))
                .isInstanceOf(Alerted.class);
    }

    @Test
    void shouldIgnoreRulesOfStyle() {
        // Given
        String payload =
                """
                {"action":"created","ref":"refs/heads/main","alert":{"number":8,"state":"open",
                 "rule":{"id":"js/unused","severity":"note","tags":["maintainability"]},"tool":{"name":"CodeQL"}},%s}"""
                        .formatted(REPOSITORY);

        // Then
        assertThat(read("code_scanning_alert", payload))
                .isEqualTo(new Ignored("the rule is about style or quality, not about security"));
    }

    private static String dependabot(String state, String more) {
        return """
        {"action":"created","alert":{"number":20,"state":"%s",
         "dependency":{"package":{"ecosystem":"maven","name":"com.example:codec"},"manifest_path":"pom.xml"},
         "security_advisory":{"ghsa_id":"GHSA-aaaa-bbbb-cccc","cve_id":"CVE-2026-1000","summary":"Codec reads too far",
           "severity":"high","identifiers":[{"type":"GHSA","value":"GHSA-aaaa-bbbb-cccc"},{"type":"CVE","value":"CVE-2026-1000"}],
           "cvss":{"vector_string":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","score":9.8},
           "cwes":[{"cwe_id":"CWE-125","name":"Out-of-bounds Read"}]},
         "security_vulnerability":{"package":{"ecosystem":"maven","name":"com.example:codec"},"severity":"critical",
           "vulnerable_version_range":"< 2.1","first_patched_version":{"identifier":"2.1"}},
         "updated_at":"2026-01-03T00:00:00Z"%s},%s}"""
                .formatted(state, more, REPOSITORY);
    }

    @Test
    void shouldReadAnAlertOfDependabotAsAKnownFlaw() {
        // When
        ScanReport report =
                AlertReport.of(
                        "GitHub",
                        "acme/portal",
                        Kind.DEPENDENCIES,
                        List.of(alert("dependabot_alert", dependabot("open", ""))));

        // Then
        assertThat(report.format()).isEqualTo("GitHub dependency alerts");
        assertThat(report.scans()).hasSize(1);
        assertThat(report.scans().getFirst().scan().tool()).isEqualTo("Dependabot");
        assertThat(report.scans().getFirst().scan().scope()).isEqualTo("acme/portal");
        assertThat(report.scans().getFirst().scan().kinds()).containsExactly(ScanKind.SCA);
        Finding finding = report.scans().getFirst().findings().getFirst();
        assertThat(finding.rule()).isEqualTo("GHSA-aaaa-bbbb-cccc");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.cwes()).containsExactly("CWE-125");
        assertThat(finding.path()).isEqualTo("pom.xml");
        assertThat(finding.known())
                .isEqualTo(
                        new KnownFlaw(
                                List.of("GHSA-aaaa-bbbb-cccc", "CVE-2026-1000"),
                                "pkg:maven/com.example/codec",
                                "2.1"));
    }

    @Test
    void shouldNameARuleThatDismissedAnAlert() {
        Alert alert = alert("dependabot_alert", dependabot("auto_dismissed", ""));

        assertThat(alert.state()).isEqualTo(State.SET_ASIDE);
        assertThat(alert.reason()).isEqualTo("dismissed by a rule");
    }

    @Test
    void shouldReadTheOldAlertAsOneThatTellsLess() {
        // When
        Alert alert =
                alert(
                        "repository_vulnerability_alert",
                        """
                        {"action":"create","alert":{"id":91,"number":2,"affected_range":"< 2.1",
                         "affected_package_name":"codec","external_identifier":"CVE-2026-1000","fixed_in":"2.1",
                         "ghsa_id":"GHSA-aaaa-bbbb-cccc","severity":"moderate","created_at":"2026-01-01T00:00:00Z"},%s}"""
                                .formatted(REPOSITORY));

        // Then
        assertThat(alert.whole()).isFalse();
        assertThat(alert.kind()).isEqualTo(Kind.DEPENDENCIES);
        assertThat(alert.number()).isEqualTo(2);
        assertThat(alert.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(alert.component()).isNotNull();
        assertThat(alert.component().purl()).isNull();
    }

    private static String secret(String state, String resolution) {
        return """
        {"action":"x","alert":{"number":3,"state":"%s","secret_type":"acme_deploy_key","secret":"TOP-SECRET-VALUE",
         "secret_type_display_name":"Acme deploy key","validity":"active","resolution":%s,
         "resolution_comment":"rotated TOP-SECRET-VALUE","updated_at":"2026-01-03T00:00:00Z",
         "first_location_detected":{"type":"commit","details":{"path":"deploy.sh","start_line":4}}},%s}"""
                .formatted(state, resolution, REPOSITORY);
    }

    @Test
    void shouldNeverKeepTheValueOfASecret() {
        // When
        Alert open = alert("secret_scanning_alert", secret("open", "null"));
        Alert aside = alert("secret_scanning_alert", secret("resolved", "\"false_positive\""));
        ScanReport report =
                AlertReport.of("GitHub", "acme/portal", Kind.SECRET_SCANNING, List.of(open, aside));

        // Then
        assertThat(open.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(open.path()).isEqualTo("deploy.sh");
        assertThat(aside.state()).isEqualTo(State.SET_ASIDE);
        assertThat(aside.reason()).isEqualTo("false positive");
        assertThat(report.scans().getFirst().findings().getFirst().secret()).isTrue();
        assertThat(report + open.toString() + aside).doesNotContain("TOP-SECRET-VALUE");
    }

    @Test
    void shouldTakeARevokedSecretAsGone() {
        assertThat(alert("secret_scanning_alert", secret("resolved", "\"revoked\"")).state())
                .isEqualTo(State.GONE);
        assertThat(alert("secret_scanning_alert", secret("resolved", "\"wont_fix\"")).state())
                .isEqualTo(State.SET_ASIDE);
    }

    @Test
    void shouldKeepTheScanOfAToolWhoseAlertsAreAllGone() {
        // When
        ScanReport report =
                AlertReport.of(
                        "GitHub",
                        "acme/portal",
                        Kind.SECRET_SCANNING,
                        List.of(alert("secret_scanning_alert", secret("resolved", "\"revoked\""))));

        // Then
        assertThat(report.scans()).hasSize(1);
        assertThat(report.scans().getFirst().findings()).isEmpty();
        assertThat(report.scans().getFirst().scan().rules()).isNull();
    }

    private static String release(String action, String more) {
        return """
        {"action":"%s","release":{"tag_name":"v4.2.0","published_at":"2026-01-02T03:04:05Z"%s,
         "assets":[{"name":"portal.jar","digest":"sha256:%s"},{"name":"notes.txt","digest":null}]},%s}"""
                .formatted(action, more, "ab".repeat(32), REPOSITORY);
    }

    @Test
    void shouldReadAReleaseWithTheDigestsOfItsAssets() {
        assertThat(read("release", release("published", ",\"draft\":false,\"prerelease\":true")))
                .isEqualTo(
                        new Released(
                                "acme/portal",
                                "v4.2.0",
                                true,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                List.of(new Artefact("portal.jar", "ab".repeat(32)))));
    }

    @Test
    void shouldIgnoreDraftsAndWhatPublishesNothing() {
        assertThat(read("release", release("published", ",\"draft\":true")))
                .isEqualTo(new Ignored("a draft is no release"));
        assertThat(read("release", release("deleted", ""))).isInstanceOf(Ignored.class);
    }

    private static String push(String ref, String message, String committer) {
        return """
        {"ref":"%s","after":"%s","deleted":false,"head_commit":{"message":"%s","committer":{"username":"%s"}},%s}"""
                .formatted(ref, "c".repeat(40), message, committer, REPOSITORY);
    }

    @Test
    void shouldTellAPushThatGitHubMergedFromOneThatClaimsIt() {
        String page = "https://github.example/acme/portal";
        String sha = "c".repeat(40);

        assertThat(read("push", push("refs/heads/main", "Mend it (#12)", "web-flow")))
                .isEqualTo(new Pushed("acme/portal", page, sha, 12L));
        assertThat(
                        read(
                                "push",
                                push(
                                        "refs/heads/main",
                                        "Merge pull request #13 from acme/mend\\n\\ntext",
                                        "web-flow")))
                .isEqualTo(new Pushed("acme/portal", page, sha, 13L));
        assertThat(read("push", push("refs/heads/main", "Mend it (#12)", "mallory")))
                .isEqualTo(new Pushed("acme/portal", page, sha, null));
        assertThat(read("push", push("refs/heads/feature", "x", "web-flow")))
                .isInstanceOf(Ignored.class);
        assertThat(read("push", push("refs/tags/main", "x", "web-flow")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void shouldReadReviewsAndMerges() {
        String pull =
                "\"pull_request\":{\"number\":12,\"merged\":true,\"merge_commit_sha\":\"abc\",\"base\":{\"ref\":\"main\"},\"user\":{\"login\":\"ann\"}}";
        String page = "https://github.example/acme/portal";

        assertThat(
                        read(
                                "pull_request_review",
                                "{\"action\":\"submitted\",\"review\":{\"state\":\"approved\",\"user\":{\"login\":\"bob\"},\"submitted_at\":\"2026-01-02T03:04:05Z\"},"
                                        + pull
                                        + ","
                                        + REPOSITORY
                                        + "}"))
                .isEqualTo(
                        new Reviewed(
                                "acme/portal",
                                page,
                                12,
                                "bob",
                                "ann",
                                Verdict.APPROVED,
                                Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(
                        read(
                                "pull_request_review",
                                "{\"action\":\"submitted\",\"review\":{\"state\":\"commented\",\"user\":{\"login\":\"bob\"}},"
                                        + pull
                                        + ","
                                        + REPOSITORY
                                        + "}"))
                .isInstanceOf(Ignored.class);
        assertThat(read("pull_request", "{\"action\":\"closed\"," + pull + "," + REPOSITORY + "}"))
                .isEqualTo(new Merged("acme/portal", page, "abc", 12, "ann"));
    }

    @Test
    void shouldAnswerPingsAndIgnoreTheRest() {
        assertThat(read("ping", "{\"zen\":\"x\"}")).isEqualTo(new Ping());
        assertThat(read("star", "not even JSON"))
                .isEqualTo(new Ignored("the event star says nothing that is kept"));
    }

    @Test
    void shouldRefuseAPayloadThatIsNotWhatTheHeaderPromises() {
        assertThat(read("secret_scanning_alert", dependabot("open", "")))
                .isInstanceOf(Broken.class);
        assertThat(read("dependabot_alert", secret("open", "null"))).isInstanceOf(Broken.class);
        assertThat(read("code_scanning_alert", release("published", "")))
                .isInstanceOf(Broken.class);
        assertThat(read("security_advisory", release("published", ""))).isInstanceOf(Broken.class);
    }

    @Test
    void shouldNameThePlaceOfWhatIsBroken() {
        assertThat(read("release", "{\"action\":\"published\",\n \"release\":{\"tag_name\":}}"))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.why().line()).isEqualTo(2));
        assertThat(read("release", ""))
                .isEqualTo(new Broken(new Malformed(1, 1, "the payload is empty")));
    }
}
