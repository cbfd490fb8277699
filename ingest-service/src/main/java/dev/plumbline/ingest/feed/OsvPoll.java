package dev.plumbline.ingest.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Piece.IfRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The bucket of OSV, or a mirror of it: `all.zip` at first, then the records that
/// `modified_id.csv` names since.
///
/// Each ecosystem is a part of its own with `ECOSYSTEM/all.zip` and `ECOSYSTEM/modified_id.csv`;
/// without a choice the whole bucket is one part, whose list names `ECOSYSTEM/ID`. Where a great
/// many records of an ecosystem changed, its archive is fetched instead of each of them. Once a
/// week everything is read again, so that what a list left out is not lost.
final class OsvPoll implements Poll {
    static final int MOST_SINGLE = 1_000;
    static final Duration WHOLE_AGAIN = Duration.ofDays(7);

    /// A record may be published a little later than it says that it was modified.
    static final Duration OVERLAP = Duration.ofMinutes(10);

    /// An archive is made while records change, and takes its time: what changed meanwhile may be
    /// missing although younger records are there.
    static final Duration ARCHIVE_OVERLAP = Duration.ofHours(2);

    private static final String FORMAT = "osv";
    private static final String ARCHIVE = "all.zip";
    private static final String LIST = "modified_id.csv";
    private static final int LONGEST_ROW = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final URI bucket;
    private final Instant now;
    private final Map<String, String> marks;
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Map<String, Listed> lists = new HashMap<>();
    private @Nullable Task at;

    private sealed interface Task {}

    /// The whole of a part.
    private record Everything(String part) implements Task {}

    private record Changes(String part) implements Task {}

    /// All of an ecosystem, because very much of it changed.
    private record MuchChanged(String ecosystem) implements Task {}

    private record Changed(String part, Row row) implements Task {}

    /// A list that is being worked off.
    private record Listed(Here file, Instant newest) {}

    private record Row(Instant modified, String path) {}

    /// @param bucket ends with a slash
    OsvPoll(URI bucket, List<String> ecosystems, Map<String, String> marks, Instant now) {
        this.bucket = bucket;
        this.now = now;
        this.marks = new HashMap<>(marks);
        for (String part : ecosystems.isEmpty() ? List.of("") : ecosystems) {
            Instant whole = Marks.instant(marks, whole(part));
            Instant modified = Marks.instant(marks, modified(part));
            tasks.add(
                    whole == null || modified == null || whole.isBefore(now.minus(WHOLE_AGAIN))
                            ? new Everything(part)
                            : new Changes(part));
        }
    }

    private static String whole(String part) {
        return "whole " + part;
    }

    private static String modified(String part) {
        return "modified " + part;
    }

    /// The youngest record of the archive that was read last.
    private static String archived(String part) {
        return "archived " + part;
    }

    @Override
    public @Nullable Wanted next() {
        Task task = tasks.poll();
        at = task;
        return switch (task) {
            case null -> null;
            case Everything whole -> Wanted.archive(of(whole.part(), ARCHIVE));
            case MuchChanged much -> Wanted.archive(of(much.ecosystem(), ARCHIVE));
            case Changes changes ->
                    Wanted.document(of(changes.part(), LIST), Shape.TEXT).ifChanged(marks);
            case Changed changed ->
                    Wanted.document(of(changed.part(), changed.row().path() + ".json"), Shape.JSON)
                            .orMissing();
        };
    }

    @Override
    public Pieces came(Fetched fetched) throws IOException, Unusable {
        return switch (at) {
            case null -> throw new IllegalStateException("nothing was wanted");
            case Everything whole -> {
                yield new Dated(archive(fetched), whole.part());
            }
            case MuchChanged much -> archive(fetched);
            case Changes changes -> {
                if (fetched instanceof Here here) {
                    plan(changes.part(), here);
                }
                yield Pieces.none();
            }
            case Changed changed -> {
                advance(changed.part(), changed.row().modified());
                yield fetched instanceof Here here
                        ? Pieces.of(new Piece.Whole(here.file(), FORMAT, null, IfRefused.COUNTS))
                        : Pieces.none();
            }
        };
    }

    private static Pieces archive(Fetched fetched) throws IOException, Unusable {
        if (fetched instanceof Here here) {
            return ZipPieces.of(here.file(), FORMAT, ZipPieces::json);
        }
        throw new IllegalStateException("an archive is asked for without conditions");
    }

    private void advance(String part, Instant to) {
        Instant from = Marks.instant(marks, modified(part));
        if (!to.isAfter(now) && (from == null || to.isAfter(from))) {
            marks.put(modified(part), to.toString());
        }
    }

    /// The records of a whole archive, whose youngest is the checkpoint once all were handed out:
    /// the archive of a mirror may be days old, and what changed since is still to come. What is
    /// dated later than now says nothing.
    private final class Dated implements Pieces {
        private final Pieces records;
        private final String part;
        private @Nullable Instant youngest;

        Dated(Pieces records, String part) {
            this.records = records;
            this.part = part;
        }

        @Override
        public @Nullable Piece next() throws IOException, Unusable {
            Piece next = records.next();
            if (next instanceof Piece.Bundle bundle) {
                for (byte[] document : bundle.records()) {
                    Instant date = modified(document);
                    if (date != null
                            && !date.isAfter(now)
                            && (youngest == null || date.isAfter(youngest))) {
                        youngest = date;
                    }
                }
            }
            if (next == null && youngest != null) {
                marks.put(whole(part), now.toString());
                marks.put(modified(part), youngest.toString());
                marks.put(archived(part), youngest.toString());
            }
            return next;
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    /// When a record says that it was modified; `null` if it says nothing that can be read.
    private static @Nullable Instant modified(byte[] document) {
        try (JsonParser in = JSON.createParser(document)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean modified = in.currentName().equals("modified");
                if (in.nextToken() == JsonToken.VALUE_STRING && modified) {
                    return OffsetDateTime.parse(in.getText()).toInstant();
                }
                in.skipChildren();
            }
        } catch (IOException | DateTimeException e) {
            // such a record is refused where it is read
        }
        return null;
    }

    private Duration overlap(String part, Instant last) {
        return last.equals(Marks.instant(marks, archived(part))) ? ARCHIVE_OVERLAP : OVERLAP;
    }

    /// Finds out what changed.
    private void plan(String part, Here list) throws IOException, Unusable {
        Instant last = Marks.instant(marks, modified(part));
        Instant since = last == null ? Instant.EPOCH : last.minus(overlap(part, last));
        Map<String, List<Row>> byEcosystem = new TreeMap<>();
        Map<String, Integer> counts = new HashMap<>();
        Instant newest = since;
        int rows = 0;
        try (BufferedReader lines = Files.newBufferedReader(list.file(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows++;
                Row row = row(line, rows);
                if (row.modified().isBefore(since)) {
                    continue;
                }
                newest = row.modified().isAfter(newest) ? row.modified() : newest;
                String ecosystem = part.isEmpty() ? folder(row.path()) : part;
                int count = counts.merge(ecosystem, 1, Integer::sum);
                if (count <= MOST_SINGLE) {
                    byEcosystem.computeIfAbsent(ecosystem, e -> new ArrayList<>()).add(row);
                } else {
                    byEcosystem.remove(ecosystem);
                }
            }
        }
        if (rows == 0) {
            throw new Unusable("the list of changed records is empty");
        }
        List<Task> next = new ArrayList<>();
        counts.forEach(
                (ecosystem, count) -> {
                    if (count > MOST_SINGLE) {
                        next.add(new MuchChanged(ecosystem));
                    }
                });
        byEcosystem.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Row::modified).thenComparing(Row::path))
                .forEach(row -> next.add(new Changed(part, row)));
        next.reversed().forEach(tasks::addFirst);
        lists.put(part, new Listed(list, newest));
    }

    private static Row row(String line, int number) throws Unusable {
        int comma = line.indexOf(',');
        if (comma > 0 && line.length() <= LONGEST_ROW) {
            try {
                String path = line.substring(comma + 1).strip();
                if (isPath(path)) {
                    return new Row(Instant.parse(line.substring(0, comma).strip()), path);
                }
            } catch (DateTimeException e) {
                // told below
            }
        }
        throw new Unusable(
                "line " + number + " of the list of changed records is not a date and an id");
    }

    private static boolean isPath(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && !path.contains("..")
                && path.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\' || c == '?');
    }

    private static String folder(String path) throws Unusable {
        int slash = path.indexOf('/');
        if (slash <= 0) {
            throw new Unusable("the list of changed records names no ecosystem for " + path);
        }
        return path.substring(0, slash);
    }

    private URI of(String part, String name) {
        return encoded(bucket, part.isEmpty() ? name : part + "/" + name);
    }

    /// A path below an address, with everything encoded that has to be.
    static URI encoded(URI base, String path) {
        try {
            return base.resolve("." + new URI(null, null, "/" + path, null).getRawPath());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /// A list is remembered only once all of it is worked off.
    @Override
    public Map<String, String> marks() {
        if (tasks.isEmpty()) {
            lists.forEach(
                    (part, listed) -> {
                        advance(part, listed.newest());
                        Marks.remember(marks, of(part, LIST), listed.file());
                    });
        }
        return Map.copyOf(marks);
    }

    @Override
    public @Nullable String words() {
        return marks.entrySet().stream()
                .filter(mark -> mark.getKey().startsWith("modified "))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder())
                .map(least -> "records modified up to " + Words.minute(least))
                .orElse(null);
    }

    @Override
    public String checked() {
        return Feed.OSV.wireName();
    }
}
