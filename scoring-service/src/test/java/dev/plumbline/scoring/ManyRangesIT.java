package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.advisory.Rematch;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.Affected;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.ManyRanges;
import dev.plumbline.scoring.match.Matcher;
import dev.plumbline.scoring.match.PackageKey;
import dev.plumbline.scoring.store.InventoryStore;
import dev.plumbline.scoring.store.InventoryStore.Candidate;
import dev.plumbline.scoring.store.InventoryStore.Remembered;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bills against ranges in a real database find what they find against the same ranges in memory.
///
/// With `-Dplumbline.measure=true` there are 250,000 ranges and bills of 1,500 components, and the
/// components a second are printed: from purls to remembered matches, one transaction a bill, all
/// of them new; the bill's own row and the assessment are left out. One component in five is of a
/// package that has advisories, in the second figure every one.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "scoring"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class ManyRangesIT {
    private static final boolean MEASURE = Boolean.getBoolean("plumbline.measure");
    private static final int RANGES = MEASURE ? 250_000 : 2_500;
    private static final int PACKAGES = RANGES * 2 / 5;
    private static final int COMPONENTS = MEASURE ? 1_500 : 150;
    private static final int WARM_BILLS = MEASURE ? 40 : 1;
    private static final int BILLS = MEASURE ? 40 : 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject UnitOfWork unitOfWork;
    @Inject InventoryStore inventory;
    @Inject DataSource database;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<PackageKey, List<AdvisoryRange>> ranges = new HashMap<>();
    private final Set<UUID> learned = new HashSet<>();

    /// The log tells nothing of what was put here, so the next test that replays it would differ.
    @AfterEach
    void forget() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (String table :
                    List.of(
                            "coordinate_match where advisory_id",
                            "advisory_range where advisory_id",
                            "advisory where id")) {
                try (PreparedStatement delete =
                        connection.prepareStatement("delete from " + table + " like ?")) {
                    delete.setString(1, "made/" + run + "%");
                    delete.executeUpdate();
                }
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from coordinate where id = any(?)")) {
                delete.setArray(1, connection.createArrayOf("uuid", learned.toArray()));
                delete.executeUpdate();
            }
            connection.commit();
        }
    }

    @Test
    void shouldFindInTheDatabaseWhatItFindsInMemory() throws SQLException {
        // Given
        Random random = new Random(run.hashCode());
        store(random);
        bills(WARM_BILLS, PACKAGES, random).forEach(this::match);
        List<List<String>> bills = bills(BILLS, 5 * PACKAGES, random);
        List<List<String>> hard = bills(BILLS, PACKAGES, random);

        // When
        double pace = paceOf(bills);
        double hardPace = paceOf(hard);

        // Then
        if (MEASURE) {
            System.out.printf(
                    "matching with PostgreSQL: %,.0f and %,.0f components/s%n", pace, hardPace);
        }
        bills.addAll(hard);
        for (List<String> bill : bills) {
            SortedMap<UUID, Coordinate> coordinates = coordinates(bill);
            assertThat(remembered(coordinates.keySet().toArray(UUID[]::new)))
                    .isEqualTo(inMemory(coordinates))
                    .isPositive();
        }
    }

    private static List<List<String>> bills(int count, int packages, Random random) {
        List<List<String>> bills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bills.add(ManyRanges.bill(COMPONENTS, packages, random));
        }
        return bills;
    }

    private double paceOf(List<List<String>> bills) {
        long start = System.nanoTime();
        bills.forEach(this::match);
        return bills.size() * COMPONENTS / ((System.nanoTime() - start) / 1e9);
    }

    private void match(List<String> bill) {
        SortedMap<UUID, Coordinate> coordinates = coordinates(bill);
        learned.addAll(coordinates.keySet());
        unitOfWork.run(tx -> match(tx, coordinates)).await().atMost(PATIENCE);
    }

    private Uni<Void> match(Transaction tx, SortedMap<UUID, Coordinate> coordinates) {
        return inventory
                .learn(tx, coordinates)
                .map(candidates -> new Rematch().among(trials(candidates, coordinates)))
                .chain((List<Remembered> matches) -> inventory.remember(tx, matches));
    }

    private static List<Rematch.Trial> trials(
            List<Candidate> candidates, SortedMap<UUID, Coordinate> coordinates) {
        return candidates.stream()
                .map(
                        c ->
                                new Rematch.Trial(
                                        c.coordinate(),
                                        Objects.requireNonNull(coordinates.get(c.coordinate())),
                                        c.advisory(),
                                        c.vers(),
                                        c.endedAt()))
                .toList();
    }

    private static SortedMap<UUID, Coordinate> coordinates(List<String> bill) {
        SortedMap<UUID, Coordinate> coordinates = new TreeMap<>();
        for (String purl : bill) {
            Coordinate coordinate = (Coordinate) Coordinate.fromPurl(purl);
            coordinates.put(coordinate.id(), coordinate);
        }
        return coordinates;
    }

    private long inMemory(SortedMap<UUID, Coordinate> coordinates) {
        Matcher matcher = new Matcher();
        return coordinates.values().stream()
                .mapToLong(
                        coordinate ->
                                matcher.match(
                                                coordinate,
                                                ranges.getOrDefault(
                                                        coordinate.packageKey(), List.of()))
                                        .matches()
                                        .size())
                .sum();
    }

    private long remembered(UUID[] coordinates) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select count(*) from coordinate_match where coordinate_id = any(?)"
                                        + " and advisory_id like ?")) {
            query.setArray(1, connection.createArrayOf("uuid", coordinates));
            query.setString(2, "made/" + run + "%");
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    private void store(Random random) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement advisory =
                        connection.prepareStatement(
                                """
                                insert into advisory (id, source, name, submission, received_at, modified_at,
                                    published_at, severity, summary, names)
                                values (?, 'made', ?, gen_random_uuid(), now(), now(), now(), 3, '', '')
                                """);
                PreparedStatement range =
                        connection.prepareStatement(
                                """
                                insert into advisory_range (package_id, advisory_id, range_id, vers)
                                values (?, ?, gen_random_uuid(), ?)
                                """)) {
            for (int i = 0; i < RANGES; i++) {
                int number = i % PACKAGES;
                String name = run + "-" + i;
                String text = ManyRanges.range(number, random);
                PackageKey key = ManyRanges.key(number);
                ranges.computeIfAbsent(key, _ -> new ArrayList<>(3))
                        .add(new AdvisoryRange(name, "made", key, Affected.parse(text), null));
                advisory.setString(1, "made/" + name);
                advisory.setString(2, name);
                advisory.addBatch();
                range.setObject(1, key.id());
                range.setString(2, "made/" + name);
                range.setString(3, text);
                range.addBatch();
                if (i % 5_000 == 4_999 || i == RANGES - 1) {
                    advisory.executeBatch();
                    range.executeBatch();
                }
            }
            connection.createStatement().execute("analyze advisory, advisory_range, coordinate");
        }
    }
}
