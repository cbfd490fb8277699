package dev.plumbline.ingest.source.gitlabhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.forge.Alert;
import dev.plumbline.ingest.source.forge.Alert.FlawedComponent;
import dev.plumbline.ingest.source.forge.Alert.State;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Alerted;
import dev.plumbline.ingest.source.forge.ForgeEvent.Broken;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.Merged;
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

class GitLabEventTest {
    private static final String PAGE = "https://gitlab.example/acme/team/portal";
    private static final String PROJECT =
            "\"project\":{\"path_with_namespace\":\"acme/team/portal\",\"web_url\":\""
                    + PAGE
                    + "\",\"default_branch\":\"main\"}";

    private static ForgeEvent read(String payload) {
        try {
            return GitLabEvent.read(Content.of(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldReadAReleaseWithGitLabsWayToWriteInstants() {
        assertThat(
                        read(
                                "{\"object_kind\":\"release\",\"action\":\"create\",\"tag\":\"v1.1\",\"released_at\":\"2026-11-02 12:55:12 UTC\","
                                        + PROJECT
                                        + "}"))
                .isEqualTo(
                        new Released(
                                "acme/team/portal",
                                "v1.1",
                                false,
                                Instant.parse("2026-11-02T12:55:12Z"),
                                List.of()));
        assertThat(
                        read(
                                "{\"object_kind\":\"release\",\"action\":\"delete\",\"tag\":\"v1.1\","
                                        + PROJECT
                                        + "}"))
                .isInstanceOf(Ignored.class);
    }

    private static String vulnerability(String state, String type, String location) {
        return """
        {"object_kind":"vulnerability","object_attributes":{
         "url":"https://gitlab.example/acme/team/portal/-/security/vulnerabilities/31","title":"Codec reads too far",
         "state":"%s","severity":"high","report_type":"%s","scanner_external_id":"a-scanner",
         "location":%s,"cvss":[{"vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","vendor":"NVD"}],
         "identifiers":[{"name":"Gemnasium-1234","external_type":"gemnasium"},{"name":"CVE-2026-1000"},{"name":"CWE-125"}],
         "issues":[{"title":"other","url":"https://gitlab.example/acme/team/portal/-/issues/1","updated_at":"2030-01-01T00:00:00Z"}],
         "updated_at":"2026-01-08T00:46:14.413Z"}}"""
                .formatted(state, type, location);
    }

    @Test
    void shouldReadAVulnerabilityOfAComponent() {
        // When
        Alerted alerted =
                (Alerted)
                        read(
                                vulnerability(
                                        "confirmed",
                                        "dependency_scanning",
                                        "{\"file\":\"Gemfile.lock\",\"dependency\":{\"package\":{\"name\":\"codec\"},\"version\":\"1.9\"}}"));

        // Then
        assertThat(alerted.repository()).isEqualTo("acme/team/portal");
        Alert alert = alerted.alert();
        assertThat(alert.number()).isEqualTo(31);
        assertThat(alert.state()).isEqualTo(State.OPEN);
        assertThat(alert.changedAt()).isEqualTo("2026-01-08T00:46:14.413Z");
        assertThat(alert.tool()).isEqualTo("a-scanner");
        assertThat(alert.looksFor()).isEqualTo(ScanKind.SCA);
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.cwes()).containsExactly("CWE-125");
        assertThat(alert.title()).isEqualTo("Codec reads too far");
        assertThat(alert.component())
                .isEqualTo(
                        new FlawedComponent("codec", "1.9", List.of("CVE-2026-1000"), null, null));
    }

    @Test
    void shouldTellWhatIsDismissedFromWhatIsResolved() {
        String code = "{\"file\":\"src/a.rb\",\"start_line\":4}";

        assertThat(((Alerted) read(vulnerability("dismissed", "sast", code))).alert().state())
                .isEqualTo(State.SET_ASIDE);
        assertThat(((Alerted) read(vulnerability("resolved", "sast", code))).alert().state())
                .isEqualTo(State.GONE);
        assertThat(((Alerted) read(vulnerability("detected", "sast", code))).alert().line())
                .isEqualTo(4);
    }

    @Test
    void shouldNotKeepWhatAScannerOfSecretsSaysInWords() {
        Alert alert = ((Alerted) read(vulnerability("detected", "secret_detection", "{}"))).alert();

        assertThat(alert.looksFor()).isEqualTo(ScanKind.SECRETS);
        assertThat(alert.title()).isEqualTo("Gemnasium-1234");
    }

    @Test
    void shouldReadPushesMergesAndApprovals() {
        String merge =
                "\"object_kind\":\"merge_request\",\"user\":{\"id\":7},\"object_attributes\":{\"iid\":5,\"author_id\":6,\"target_branch\":\"main\",\"last_commit\":{\"id\":\"aaa\"},\"merge_commit_sha\":%s,\"action\":\"%s\"},"
                        + PROJECT
                        + "}";

        assertThat(
                        read(
                                "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"after\":\"bbb\",\"checkout_sha\":\"bbb\","
                                        + PROJECT
                                        + "}"))
                .isEqualTo(new Pushed("acme/team/portal", PAGE, "bbb", null));
        assertThat(read("{" + merge.formatted("\"ccc\"", "merge")))
                .isEqualTo(new Merged("acme/team/portal", PAGE, "ccc", 5, "6"));
        assertThat(read("{" + merge.formatted("null", "merge")))
                .isEqualTo(new Merged("acme/team/portal", PAGE, "aaa", 5, "6"));
        assertThat(read("{" + merge.formatted("null", "approval")))
                .isEqualTo(
                        new Reviewed(
                                "acme/team/portal", PAGE, 5, "7", "6", Verdict.APPROVED, null));
        assertThat(read("{" + merge.formatted("null", "unapproved")))
                .isInstanceOfSatisfying(
                        Reviewed.class,
                        review -> assertThat(review.verdict()).isEqualTo(Verdict.NOT_APPROVED));
        assertThat(read("{" + merge.formatted("null", "update"))).isInstanceOf(Ignored.class);
    }

    @Test
    void shouldRefuseWhatIsNoPayloadOfGitLab() {
        assertThat(read("{\"zen\":\"x\"}")).isInstanceOf(Broken.class);
        assertThat(read("[]")).isInstanceOf(Broken.class);
        assertThat(read("{\"object_kind\":\"vulnerability\",\"object_attributes\":{}}"))
                .isInstanceOf(Broken.class);
    }
}
