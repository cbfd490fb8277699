package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.local.demo.Call.Door;
import dev.plumbline.local.demo.Call.Stage;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final List<Call> CALLS = LoadDemo.calls(TODAY);

    @Test
    void shouldTellOfThreeUnitsSevenTeamsFourteenProductsAndFortyReleases() {
        // Given
        List<Call> calls = CALLS;

        // Then
        assertThat(calls).filteredOn(call -> call.stage() == Stage.UNITS).hasSize(3);
        assertThat(calls).filteredOn(call -> call.stage() == Stage.TEAMS).hasSize(7);
        assertThat(calls).filteredOn(call -> call.stage() == Stage.PRODUCTS).hasSize(14);
        assertThat(calls).filteredOn(call -> call.path().contains("/releases?")).hasSize(40);
    }

    @Test
    void shouldGiveEveryCallANameOfItsOwn() {
        assertThat(CALLS).extracting(Call::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldStayWithinWhatALoadMaySend() {
        assertThat(CALLS).hasSizeBetween(1_000, 2_000);
        assertThat(CALLS).allSatisfy(call -> assertThat(call.body().length).isLessThan(200_000));
    }

    @Test
    void shouldGiveTheSameBytesForTheSameDay() {
        // When
        List<Call> again = LoadDemo.calls(TODAY);

        // Then
        assertThat(again).hasSameSizeAs(CALLS);
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i).path()).isEqualTo(CALLS.get(i).path());
            assertThat(again.get(i).body()).isEqualTo(CALLS.get(i).body());
        }
    }

    @Test
    void shouldDateNothingOnOrAfterTheDayOfLoading() {
        // Given
        Instant midnight = TODAY.atStartOfDay(ZoneOffset.UTC).toInstant();

        // Then
        assertThat(CALLS)
                .filteredOn(call -> call.at() != null)
                .allSatisfy(call -> assertThat(call.at()).isBefore(midnight));
    }

    @Test
    void shouldReadFeedsAtLeastEverySevenDays() {
        for (String feed : List.of("osv", "kev")) {
            // Given
            List<Instant> reads =
                    CALLS.stream()
                            .filter(call -> call.path().contains("feed=" + feed))
                            .map(Call::at)
                            .sorted()
                            .toList();

            // Then
            assertThat(reads).hasSizeGreaterThan(35);
            for (int i = 1; i < reads.size(); i++) {
                assertThat(reads.get(i))
                        .isBeforeOrEqualTo(reads.get(i - 1).plusSeconds(7 * 24 * 3600));
            }
        }
    }

    @Test
    void shouldReadInNoFeedWhatWasNotPublishedYet() throws IOException {
        for (Call call : CALLS) {
            if (call.path().contains("feed=osv")) {
                for (JsonNode record : Json.read(call.body())) {
                    if (record.has("published")) {
                        assertThat(Instant.parse(record.get("published").asText()))
                                .isBefore(call.at());
                    }
                }
            } else if (call.path().contains("feed=kev")) {
                for (JsonNode entry : Json.read(call.body()).get("vulnerabilities")) {
                    assertThat(LocalDate.parse(entry.get("dateAdded").asText()))
                            .isBefore(call.at().atZone(ZoneOffset.UTC).toLocalDate());
                }
            }
        }
    }

    @Test
    void shouldSendBillsOfMaterialsOfFortyToOneHundredAndFiftyComponents() throws IOException {
        for (Call call : sboms()) {
            // When
            JsonNode bom = Json.read(call.body());

            // Then
            assertThat(bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(bom.get("specVersion").asText()).isEqualTo("1.6");
            assertThat(bom.get("components").size()).as(call.id()).isBetween(40, 150);
            for (JsonNode component : bom.get("components")) {
                assertThat(component.get("purl").asText()).matches("pkg:[a-z]+/\\S+@\\S+");
                assertThat(component.get("version").asText()).isNotBlank();
            }
        }
    }

    @Test
    void shouldLetEveryDependencyPointAtAComponentOfTheSameBill() throws IOException {
        for (Call call : sboms()) {
            // Given
            JsonNode bom = Json.read(call.body());
            Set<String> refs = new HashSet<>();
            refs.add(bom.get("metadata").get("component").get("bom-ref").asText());
            bom.get("components").forEach(component -> refs.add(component.get("bom-ref").asText()));

            // Then
            for (JsonNode node : bom.path("dependencies")) {
                assertThat(refs).contains(node.get("ref").asText());
                node.get("dependsOn").forEach(on -> assertThat(refs).contains(on.asText()));
            }
        }
    }

    @Test
    void shouldSayMoreInTheBillsOfSomeTeamsThanOfOthers() throws IOException {
        // When
        JsonNode full = Json.read(call("sbom payment-api 3.3.0").body());
        JsonNode plain = Json.read(call("sbom ledger-core 4.1.0").body());
        JsonNode sparse = Json.read(call("sbom device-console 2.4.0").body());

        // Then
        assertThat(full.at("/metadata/component/hashes/0/content").asText())
                .isEqualTo(Sbom.artefactSha256("payment-api", "3.3.0"));
        assertThat(plain.at("/metadata/component/hashes").isMissingNode()).isTrue();
        assertThat(plain.at("/components/0/licenses").isMissingNode()).isFalse();
        assertThat(sparse.at("/components/0/licenses").isMissingNode()).isTrue();
        assertThat(sparse.has("dependencies")).isFalse();
    }

    @Test
    void shouldMoveComponentsFromReleaseToRelease() throws IOException {
        assertThat(purls("sbom ledger-core 3.9.4"))
                .contains(
                        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
                        "pkg:maven/org.springframework/spring-beans@5.3.9");
        assertThat(purls("sbom ledger-core 4.1.0"))
                .contains(
                        "pkg:maven/org.apache.logging.log4j/log4j-core@2.24.3",
                        "pkg:maven/org.springframework/spring-beans@6.2.12");
        assertThat(purls("sbom field-controller 6.0.1"))
                .contains(
                        "pkg:deb/debian/xz-utils@5.6.1%2Breally5.4.5-1?distro=debian-13",
                        "pkg:cargo/openssl-src@300.2.3%2B3.2.1");
    }

    @Test
    void shouldReportScansInTheShapeOfSarif() throws IOException {
        // Given
        List<Call> scans = CALLS.stream().filter(call -> call.id().startsWith("scan ")).toList();

        // Then
        assertThat(scans).hasSizeGreaterThan(400);
        int findings = 0;
        for (Call call : scans) {
            JsonNode report = Json.read(call.body());
            assertThat(report.get("version").asText()).isEqualTo("2.1.0");
            JsonNode run = report.get("runs").get(0);
            assertThat(run.at("/tool/driver/name").asText()).isNotBlank();
            Set<String> rules = new HashSet<>();
            run.at("/tool/driver/rules").forEach(rule -> rules.add(rule.get("id").asText()));
            for (JsonNode result : run.get("results")) {
                assertThat(rules).contains(result.get("ruleId").asText());
                assertThat(result.at("/partialFingerprints/primaryLocationLineHash").asText())
                        .hasSize(32);
                findings++;
            }
        }
        assertThat(findings).isPositive();
    }

    @Test
    void shouldSendTheSameReportAgainWhileNothingChanges() {
        // Given
        List<Call> scans =
                CALLS.stream()
                        .filter(call -> call.id().startsWith("scan payment-api 3.3.0 CodeQL"))
                        .toList();

        // Then
        assertThat(scans).hasSizeGreaterThan(1);
        assertThat(scans)
                .allSatisfy(call -> assertThat(call.body()).isEqualTo(scans.getFirst().body()));
    }

    @Test
    void shouldJustifyEveryNotAffectedAndAnswerEveryAffected() throws IOException {
        for (Call call : CALLS.stream().filter(c -> c.id().startsWith("vex ")).toList()) {
            // When
            JsonNode document = Json.read(call.body());

            // Then
            assertThat(document.get("@context").asText()).startsWith("https://openvex.dev/ns/");
            for (JsonNode statement : document.get("statements")) {
                switch (statement.get("status").asText()) {
                    case "not_affected" ->
                            assertThat(statement.path("justification").asText()).isNotBlank();
                    case "affected" ->
                            assertThat(statement.path("action_statement").asText()).isNotBlank();
                    case "fixed", "under_investigation" ->
                            assertThat(statement.has("justification")).isFalse();
                    default -> throw new AssertionError(statement.toString());
                }
            }
        }
    }

    @Test
    void shouldOnlyDecideOnVulnerabilitiesOfTheFeed() {
        // Given
        Set<String> known = new HashSet<>();
        for (World.Advisory advisory : Library.world().advisories()) {
            known.add(advisory.id());
            known.addAll(advisory.aliases());
        }

        // Then
        Library.story()
                .products()
                .forEach(
                        (key, product) -> {
                            product.vex().stream()
                                    .flatMap(vex -> vex.statements().stream())
                                    .forEach(s -> assertThat(known).contains(s.vulnerability()));
                            product.decisions()
                                    .forEach(
                                            d ->
                                                    assertThat(known)
                                                            .contains(d.subject().vulnerability()));
                        });
    }

    @Test
    void shouldSendEvidenceToIngestAndTheRestToTheDashboard() {
        assertThat(CALLS)
                .allSatisfy(
                        call ->
                                assertThat(call.door())
                                        .isEqualTo(
                                                Arrays.asList(Stage.FEEDS, Stage.EVIDENCE)
                                                                .contains(call.stage())
                                                        ? Door.INGEST
                                                        : Door.DASHBOARD));
    }

    @Test
    void shouldStillTellAStoryWhenLoadedAYearLater() {
        // When
        List<Call> later = LoadDemo.calls(TODAY.plusDays(400));

        // Then
        assertThat(later).filteredOn(call -> call.path().contains("/releases?")).hasSize(40);
        assertThat(later).hasSizeGreaterThan(900);
    }

    private static List<Call> sboms() {
        List<Call> sboms = CALLS.stream().filter(call -> call.id().startsWith("sbom ")).toList();
        assertThat(sboms).hasSize(38);
        return sboms;
    }

    private static Call call(String id) {
        return CALLS.stream().filter(call -> call.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> purls(String id) throws IOException {
        return Json.read(call(id).body())
                .get("components")
                .valueStream()
                .map(component -> component.get("purl").asText())
                .toList();
    }
}
