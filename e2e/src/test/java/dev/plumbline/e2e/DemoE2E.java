package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The demonstration on a running install: what `docs/demo.md` works out by hand must be open.

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(4)
class DemoE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static Platform platform;
    private static Person executive;

    @BeforeAll
    static void load() {
        Platform.running();
        Instant began = Instant.now();
        platform = Platform.withDemo();
        System.out.printf(
                Locale.ROOT,
                "the demonstration was loaded in %.1f s%n",
                Duration.between(began, Instant.now()).toMillis() / 1000.0);
        executive = Person.signIn(platform, "executive");
        await("every product of the demonstration scored")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(lag()).as("events waiting").isZero());
        System.out.printf(
                Locale.ROOT,
                "all of it was shown after %.1f s%n",
                Duration.between(began, Instant.now()).toMillis() / 1000.0);
    }

    @Test
    @Order(1)
    void shouldHaveThreeUnitsSevenTeamsAndFourteenProducts() {
        // When
        List<String> units = keys(RoadE2E.items(executive.json("/api/v1/units")));
        List<JsonNode> products = products();

        // Then
        assertThat(units).contains("commerce", "platform", "field-devices");
        assertThat(products).hasSize(14);
        assertThat(products.stream().map(p -> p.path("product").path("team").asText()).distinct())
                .hasSize(7);
    }

    @Test
    @Order(2)
    void shouldOweInLedgerWhatIsWorkedOut() {
        // When
        Map<String, Owed> owed = owed("ledger-core");

        // Then
        assertThat(owed.get("kev-fix-on-time CVE-2021-44228 3.x")).isEqualTo(new Owed(true, -10));
        assertThat(owed.get("kev-fix-on-time CVE-2021-45046 3.x")).isEqualTo(new Owed(true, -10));
        for (String decided : List.of("CVE-2022-22965", "CVE-2023-44487", "CVE-2025-24813")) {
            assertThat(owed.get("kev-fix-on-time " + decided + " 3.x"))
                    .as(decided)
                    .isEqualTo(new Owed(false, -10));
            assertThat(owed.get("vex-decision-on-time " + decided + " 3.x"))
                    .as(decided)
                    .isEqualTo(new Owed(false, -21));
        }
        for (String undecided : List.of("CVE-2021-44228", "CVE-2021-45046")) {
            assertThat(owed.get("vex-decision-on-time " + undecided + " 3.x"))
                    .as(undecided)
                    .isEqualTo(new Owed(true, -21));
        }
        for (String critical :
                List.of("CVE-2021-44228", "CVE-2021-45046", "CVE-2024-50379", "CVE-2025-55754")) {
            assertThat(owed.get("critical-fix-on-time " + critical + " 3.x"))
                    .as(critical)
                    .isEqualTo(new Owed(true, -9));
        }
        for (String measure : List.of("critical-fix-on-time", "vex-decision-on-time")) {
            assertThat(
                            owed.entrySet().stream()
                                    .filter(o -> o.getKey().startsWith(measure + " CVE-"))
                                    .filter(o -> o.getKey().endsWith(" 3.x"))
                                    .filter(o -> o.getValue().open()))
                    .as(measure)
                    .hasSize(47);
        }
        assertThat(caps("ledger-core"))
                .contains("kev-overdue 40")
                .noneMatch(cap -> cap.startsWith("critical-overdue"));
    }

    @Test
    @Order(3)
    void shouldOweInDirectorySyncWhatIsWorkedOut() {
        // When
        Map<String, Owed> owed = owed("directory-sync");

        // Then
        for (String critical : List.of("CVE-2022-32532", "CVE-2022-40664", "CVE-2023-34478")) {
            assertThat(owed.get("critical-fix-on-time " + critical + " 2.x"))
                    .as(critical)
                    .isEqualTo(new Owed(true, -55));
        }
        assertThat(owed.get("critical-fix-on-time CVE-2023-46749 2.x"))
                .isEqualTo(new Owed(true, 20));
        assertThat(owed.get("critical-fix-on-time CVE-2023-46750 2.x"))
                .isEqualTo(new Owed(false, 20));
        assertThat(owed.get("critical-fix-on-time CVE-2025-53864 2.x"))
                .isEqualTo(new Owed(true, 20));
        assertThat(owed.get("critical-fix-on-time CVE-2025-53864 1.x"))
                .isEqualTo(new Owed(true, -80));
        assertThat(owed.get("vex-decision-on-time CVE-2022-32532 2.x"))
                .isEqualTo(new Owed(true, -56));
        assertThat(owed.get("vex-decision-on-time CVE-2025-53864 1.x"))
                .isEqualTo(new Owed(true, -156));
        assertThat(owed.entrySet())
                .anySatisfy(
                        waiver -> {
                            assertThat(waiver.getKey()).startsWith("exception-discipline");
                            assertThat(waiver.getValue()).isEqualTo(new Owed(true, -31));
                        });
        assertThat(owed.keySet()).noneMatch(key -> key.startsWith("kev-fix-on-time"));
        assertThat(caps("directory-sync")).contains("critical-overdue 70");
    }

    @Test
    @Order(4)
    void shouldOweNothingInPaymentsApi() {
        // When
        Map<String, Owed> owed = owed("payment-api");

        // Then
        assertThat(owed).isNotEmpty();
        assertThat(owed.values()).noneMatch(Owed::open);
        assertThat(caps("payment-api")).isEmpty();
    }

    @Test
    @Order(5)
    void shouldChangeNothingWhenLoadedAgain() throws IOException {
        // Given
        byte[] journal = Files.readAllBytes(platform.data().resolve("demo.journal"));
        Map<String, String> newest = newestEvidence();

        // When
        Platform.Said again = platform.run("up", "--demo");

        // Then
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("already runs");
        assertThat(Files.readAllBytes(platform.data().resolve("demo.journal"))).isEqualTo(journal);
        assertThat(newestEvidence()).isEqualTo(newest);
    }

    /// @param dueIn days from the day of loading
    private record Owed(boolean open, long dueIn) {}

    private static Map<String, Owed> owed(String product) {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Map<String, Owed> owed = new TreeMap<>();
        for (JsonNode o :
                RoadE2E.items(
                        executive.json("/api/v1/products/" + product + "/obligations?limit=500"))) {
            if (o.path("dueAt").isTextual()) {
                String about =
                        o.path("vulnerability").isTextual()
                                ? o.path("vulnerability").asText()
                                : o.path("concern").asText();
                Instant due = Instant.parse(o.path("dueAt").asText());
                owed.put(
                        (o.path("measure").asText() + " " + about + " " + o.path("line").asText(""))
                                .replace(" null", "")
                                .strip(),
                        new Owed(
                                o.path("closedAt").isNull() || o.path("closedAt").isMissingNode(),
                                ChronoUnit.DAYS.between(day, due.truncatedTo(ChronoUnit.DAYS))));
            }
        }
        return owed;
    }

    private static TreeSet<String> caps(String product) {
        TreeSet<String> caps = new TreeSet<>();
        JsonNode score = executive.json("/api/v1/products/" + product + "/score");
        score.path("principles")
                .forEach(
                        p ->
                                p.path("figure")
                                        .path("caps")
                                        .forEach(
                                                c ->
                                                        caps.add(
                                                                c.path("gate").asText()
                                                                        + " "
                                                                        + c.path("at").asInt())));
        return caps;
    }

    /// Product → the submission that came last.
    private static Map<String, String> newestEvidence() {
        Map<String, String> newest = new TreeMap<>();
        for (JsonNode product : products()) {
            String key = product.path("product").path("key").asText();
            newest.put(
                    key,
                    executive
                            .json("/api/v1/submissions?limit=1&product=" + key)
                            .path("items")
                            .path(0)
                            .path("id")
                            .asText());
        }
        assertThat(newest.values()).doesNotContain("");
        return newest;
    }

    private static List<JsonNode> products() {
        List<JsonNode> products = new ArrayList<>();
        for (String unit : List.of("commerce", "platform", "field-devices")) {
            products.addAll(
                    RoadE2E.items(executive.json("/api/v1/products?limit=100&unit=" + unit)));
        }
        return products;
    }

    private static List<String> keys(List<JsonNode> entities) {
        return entities.stream().map(e -> e.path("key").asText()).toList();
    }

    private static long lag() {
        long lag = 0;
        for (JsonNode waiting : platform.status().path("lag")) {
            lag += waiting.asLong();
        }
        return lag;
    }
}
