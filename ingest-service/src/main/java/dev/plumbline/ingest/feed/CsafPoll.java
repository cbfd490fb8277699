package dev.plumbline.ingest.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Piece.IfRefused;
import dev.plumbline.ingest.source.Moments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A CSAF provider (CSAF 2.0 and 2.1, chapter 7): `provider-metadata.json`, its ROLIE feeds or
/// else its directories, and the documents that changed, each against its SHA-512 or SHA-256.
///
/// The address may also be that of one ROLIE feed, or of a directory (it ends with a slash). Only
/// what is TLP:WHITE or TLP:CLEAR, or has no label, is taken. A document that does not fit its
/// checksum is not taken in and asked for again in the next run. An entry of a list that leads
/// where nothing may be fetched, or that can't be read, is passed over: it stops no other. Once a
/// month everything is read again, so that what was published late under an early date is not lost.
final class CsafPoll implements Poll {
    static final Duration WHOLE_AGAIN = Duration.ofDays(30);
    static final int MOST_AGAIN = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FOR_ALL = Set.of("WHITE", "CLEAR");
    private static final String WHOLE = "whole";
    private static final String READ = "read ";
    private static final String AGAIN = "again ";
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int LARGEST_METADATA = 4 * 1024 * 1024;

    private final Instant now;
    private final boolean everything;
    private final Map<String, String> marks;
    private final Deque<Task> tasks = new ArrayDeque<>();
    private @Nullable Task at;
    private boolean trusted;
    private @Nullable String complaint;
    private @Nullable String firstPassedOver;
    private int allPassedOver;
    private int passedOver;

    private sealed interface Task {}

    private record Root(URI address) implements Task {}

    private record Rolie(URI address) implements Task {}

    private record Changes(URI folder) implements Task {}

    private record Index(URI folder) implements Task {}

    /// The checksum of a document; its addresses are tried one after the other.
    private record Checksum(Entry entry, int nth) implements Task {}

    private record Document(Entry entry, @Nullable Sum sum) implements Task {}

    private record Sum(String algorithm, String hex) {}

    /// @param list whose mark moves with it
    /// @param upTo the mark once it is taken in; `null` leaves it where it is
    private record Entry(
            URI address, List<URI> checksums, @Nullable String list, @Nullable Instant upTo) {}

    /// A document that a list names.
    private record Listed(URI address, List<URI> checksums, Instant updated) {}

    CsafPoll(URI address, Map<String, String> marks, Instant now) {
        this.now = now;
        this.marks = new HashMap<>(marks);
        Instant whole = Marks.instant(marks, WHOLE);
        this.everything = whole == null || whole.isBefore(now.minus(WHOLE_AGAIN));
        tasks.add(address.getPath().endsWith("/") ? new Changes(address) : new Root(address));
        marks.keySet().stream()
                .filter(mark -> mark.startsWith(AGAIN))
                .sorted()
                .map(mark -> URI.create(mark.substring(AGAIN.length())))
                .forEach(
                        doc -> tasks.add(new Checksum(new Entry(doc, beside(doc), null, null), 0)));
    }

    private static List<URI> beside(URI document) {
        return List.of(URI.create(document + ".sha512"), URI.create(document + ".sha256"));
    }

    @Override
    public @Nullable Wanted next() {
        Task task = tasks.poll();
        at = task;
        return switch (task) {
            case null -> null;
            case Root root -> Wanted.document(root.address(), Shape.JSON);
            case Rolie feed -> Wanted.document(feed.address(), Shape.JSON).orUnfit();
            case Changes changes ->
                    Wanted.document(changes.folder().resolve("changes.csv"), Shape.TEXT)
                            .orMissing()
                            .orUnfit();
            case Index index ->
                    Wanted.document(index.folder().resolve("index.txt"), Shape.TEXT).orUnfit();
            case Checksum sum ->
                    Wanted.document(sum.entry().checksums().get(sum.nth()), Shape.TEXT)
                            .orMissing()
                            .orUnfit();
            case Document document ->
                    Wanted.document(document.entry().address(), Shape.JSON).orMissing().orUnfit();
        };
    }

    @Override
    public Pieces came(Fetched fetched) throws IOException, Unusable {
        Here here = fetched instanceof Here file ? file : null;
        passedOver = 0;
        if (fetched instanceof Fetched.Unfit unfit) {
            unfit(unfit.why());
            return Pieces.none();
        }
        try {
            switch (at) {
                case null -> throw new IllegalStateException("nothing was wanted");
                case Root root -> root(root.address(), there(here));
                case Rolie feed -> rolie(feed.address(), there(here).file());
                case Changes changes -> {
                    if (here == null) {
                        tasks.addFirst(new Index(changes.folder()));
                    } else {
                        plan(changes.folder().toString(), rows(changes.folder(), here.file()));
                    }
                }
                case Index index -> plan(index.folder().toString(), names(index, there(here)));
                case Checksum sum -> checksum(sum, here);
                case Document document -> {
                    return document(document, here);
                }
            }
        } catch (JsonProcessingException e) {
            throw new Unusable("what " + Words.line(String.valueOf(at)) + " led to is no JSON");
        }
        return Pieces.none();
    }

    /// What was wanted can't be had. The mark moves over a document, as over one that is refused.
    private void unfit(String why) {
        passOver(why);
        Entry entry =
                switch (at) {
                    case Checksum sum -> sum.entry();
                    case Document document -> document.entry();
                    case null, default -> null;
                };
        if (entry != null) {
            marks.remove(AGAIN + entry.address());
            moveMark(entry);
        }
    }

    private void passOver(String why) {
        passedOver++;
        allPassedOver++;
        if (firstPassedOver == null) {
            firstPassedOver = why;
        }
    }

    /// A list may hold faulty entries; one that holds nothing else is none.
    private List<Listed> some(List<Listed> listed) throws Unusable {
        if (listed.isEmpty() && passedOver > 0) {
            throw new Unusable(String.valueOf(firstPassedOver));
        }
        return listed;
    }

    private void moveMark(Entry entry) {
        if (entry.list() != null && entry.upTo() != null) {
            marks.put(READ + entry.list(), entry.upTo().toString());
        }
    }

    private static Here there(@Nullable Here here) {
        if (here == null) {
            throw new IllegalStateException("what must be there is not asked for otherwise");
        }
        return here;
    }

    private void root(URI address, Here here) throws IOException, Unusable {
        try (JsonParser in = JSON.createParser(here.file().toFile())) {
            in.nextToken();
            if (in.nextToken() == JsonToken.FIELD_NAME && in.currentName().equals("feed")) {
                rolie(address, here.file());
                return;
            }
        }
        if (here.bytes() > LARGEST_METADATA) {
            throw new Unusable("the provider's metadata is larger than " + LARGEST_METADATA);
        }
        JsonNode metadata = JSON.readTree(here.file().toFile());
        if (!metadata.path("distributions").isArray()) {
            throw new Unusable(
                    "the address leads to neither the metadata of a CSAF provider nor a ROLIE feed");
        }
        trusted = metadata.path("role").asText().equals("csaf_trusted_provider");
        List<Task> feeds = new ArrayList<>();
        List<Task> folders = new ArrayList<>();
        for (JsonNode distribution : metadata.path("distributions")) {
            for (JsonNode feed : distribution.path("rolie").path("feeds")) {
                if (forAll(feed.path("tlp_label"))) {
                    URI list = list(address, feed.path("url").asText());
                    if (list != null) {
                        feeds.add(new Rolie(list));
                    }
                }
            }
            JsonNode directory = distribution.path("directory");
            String folder =
                    directory.isObject()
                            ? directory.path("url").asText()
                            : distribution.path("directory_url").asText();
            if (!folder.isEmpty() && forAll(directory.path("tlp_label"))) {
                URI list = list(address, folder.endsWith("/") ? folder : folder + "/");
                if (list != null) {
                    folders.add(new Changes(list));
                }
            }
        }
        List<Task> lists = feeds.isEmpty() ? folders : feeds;
        if (lists.isEmpty() && firstPassedOver != null) {
            throw new Unusable(firstPassedOver);
        }
        if (lists.isEmpty()) {
            throw new Unusable("the provider has no list of documents that are for everybody");
        }
        lists.reversed().forEach(tasks::addFirst);
    }

    /// Whether a label of the Traffic Light Protocol lets everybody read; none does too.
    private static boolean forAll(JsonNode label) {
        return label.isMissingNode()
                || label.isNull()
                || FOR_ALL.contains(label.asText().toUpperCase(Locale.ROOT));
    }

    /// A list that the metadata names; `null` if it is passed over.
    private @Nullable URI list(URI base, String address) {
        try {
            return resolved(base, address);
        } catch (Unusable e) {
            passOver(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static URI resolved(URI base, String address) throws Unusable {
        try {
            URI resolved = base.resolve(address);
            if (Destinations.mistake(resolved) == null) {
                return resolved;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Unusable("the provider names an address that is none: " + Words.line(address));
    }

    private void rolie(URI address, Path file) throws IOException, Unusable {
        List<Listed> listed = new ArrayList<>();
        try (JsonParser in = JSON.createParser(file.toFile())) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean feed = in.currentName().equals("feed");
                if (in.nextToken() == JsonToken.START_OBJECT && feed) {
                    entries(address, in, listed);
                } else {
                    in.skipChildren();
                }
            }
            if (in.currentToken() != JsonToken.END_OBJECT) {
                throw new Unusable("the ROLIE feed is no JSON object");
            }
        }
        plan(address.toString(), some(listed));
    }

    private void entries(URI address, JsonParser in, List<Listed> listed)
            throws IOException, Unusable {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean entries = in.currentName().equals("entry");
            if (in.nextToken() == JsonToken.START_ARRAY && entries) {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    JsonNode entry = in.readValueAsTree();
                    try {
                        listed.add(entry(address, entry));
                    } catch (Unusable e) {
                        passOver(String.valueOf(e.getMessage()));
                    }
                    bounded(listed.size() + passedOver);
                }
            } else {
                in.skipChildren();
            }
        }
    }

    private static void bounded(int entries) throws Unusable {
        if (entries > MOST_ENTRIES) {
            throw new Unusable("the list names more than " + MOST_ENTRIES + " documents");
        }
    }

    private static Listed entry(URI feed, JsonNode entry) throws Unusable {
        String address = entry.path("content").path("src").asText();
        List<URI> checksums = new ArrayList<>();
        for (JsonNode link : entry.path("link")) {
            String to = link.path("href").asText();
            if (algorithm(to) != null) {
                checksums.add(resolved(feed, to));
            } else if (address.isEmpty() && link.path("rel").asText().equals("self")) {
                address = to;
            }
        }
        if (address.isEmpty()) {
            throw new Unusable("an entry of the ROLIE feed has no address");
        }
        checksums.sort(Comparator.comparing(URI::toString).reversed());
        return new Listed(resolved(feed, address), checksums, date(entry.path("updated").asText()));
    }

    private static @Nullable String algorithm(String address) {
        return address.endsWith(".sha512")
                ? "SHA-512"
                : address.endsWith(".sha256") ? "SHA-256" : null;
    }

    private static Instant date(String text) throws Unusable {
        try {
            Instant date = OffsetDateTime.parse(text).toInstant();
            if (Moments.isKept(date)) {
                return date;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw new Unusable("the list of documents has a date that is none: " + Words.line(text));
    }

    /// `path,date` a line, either in quotation marks or not.
    private List<Listed> rows(URI folder, Path file) throws IOException, Unusable {
        List<Listed> listed = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                try {
                    listed.add(row(folder, line));
                } catch (Unusable e) {
                    passOver(String.valueOf(e.getMessage()));
                }
                bounded(listed.size() + passedOver);
            }
        }
        return some(listed);
    }

    private static Listed row(URI folder, String line) throws Unusable {
        int comma = line.lastIndexOf(',');
        if (comma < 0) {
            throw new Unusable("a line of changes.csv is not a path and a date");
        }
        URI document = child(folder, unquoted(line.substring(0, comma)));
        return new Listed(document, beside(document), date(unquoted(line.substring(comma + 1))));
    }

    private static String unquoted(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /// Without dates, everything is new each time; what did not change is known by its bytes.
    private List<Listed> names(Index index, Here here) throws IOException, Unusable {
        List<Listed> listed = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(here.file(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                try {
                    URI document = child(index.folder(), line.strip());
                    listed.add(new Listed(document, beside(document), now));
                } catch (Unusable e) {
                    passOver(String.valueOf(e.getMessage()));
                }
                bounded(listed.size() + passedOver);
            }
        }
        marks.remove(READ + index.folder());
        return some(listed);
    }

    private static URI child(URI folder, String path) throws Unusable {
        if (path.isEmpty() || path.startsWith("/") || path.contains("..") || path.contains("//")) {
            throw new Unusable(
                    "the list of documents leads out of its folder: " + Words.line(path));
        }
        return OsvPoll.encoded(folder, path);
    }

    /// Documents that changed since, the oldest first; the mark moves when all of an instant are
    /// taken in.
    private void plan(String list, List<Listed> listed) {
        Instant since = everything ? null : Marks.instant(marks, READ + list);
        List<Listed> changed =
                listed.stream()
                        .filter(one -> since == null || one.updated().isAfter(since))
                        .sorted(Comparator.comparing(Listed::updated))
                        .toList();
        List<Task> documents = new ArrayList<>(changed.size());
        for (int i = 0; i < changed.size(); i++) {
            Listed one = changed.get(i);
            boolean last =
                    i == changed.size() - 1 || !changed.get(i + 1).updated().equals(one.updated());
            Entry entry =
                    new Entry(one.address(), one.checksums(), list, last ? one.updated() : null);
            documents.add(
                    entry.checksums().isEmpty()
                            ? new Document(entry, null)
                            : new Checksum(entry, 0));
        }
        documents.reversed().forEach(tasks::addFirst);
    }

    private void checksum(Checksum task, @Nullable Here here) throws IOException {
        Entry entry = task.entry();
        if (here != null) {
            String text;
            try (InputStream in = Files.newInputStream(here.file())) {
                text = new String(in.readNBytes(1_024), StandardCharsets.UTF_8).strip();
            }
            String hex = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            String algorithm = algorithm(entry.checksums().get(task.nth()).getPath());
            tasks.addFirst(
                    new Document(entry, new Sum(algorithm == null ? "SHA-256" : algorithm, hex)));
        } else if (task.nth() + 1 < entry.checksums().size()) {
            tasks.addFirst(new Checksum(entry, task.nth() + 1));
        } else {
            tasks.addFirst(new Document(entry, null));
        }
    }

    private Pieces document(Document task, @Nullable Here here) throws IOException, Unusable {
        Entry entry = task.entry();
        String wrong =
                here == null
                        ? "is not there"
                        : task.sum() == null
                                ? trusted ? "has no checksum, as a trusted provider's must" : null
                                : fits(here.file(), task.sum())
                                        ? null
                                        : "does not fit its checksum";
        if (wrong != null) {
            again(entry.address(), wrong);
        } else {
            marks.remove(AGAIN + entry.address());
        }
        moveMark(entry);
        return here == null || wrong != null || !isForAll(here.file())
                ? Pieces.none()
                : Pieces.of(new Piece.Whole(here.file(), "csaf", null, IfRefused.COUNTS));
    }

    private void again(URI document, String wrong) throws Unusable {
        marks.put(AGAIN + document, now.toString());
        long waiting = marks.keySet().stream().filter(mark -> mark.startsWith(AGAIN)).count();
        String path = document.getPath();
        complaint =
                path.substring(path.lastIndexOf('/') + 1)
                        + " "
                        + wrong
                        + (waiting > 1 ? ", and " + (waiting - 1) + " more" : "")
                        + "; not taken in, and asked for again in the next run";
        if (waiting > MOST_AGAIN) {
            throw new Unusable(
                    "more than "
                            + MOST_AGAIN
                            + " documents are missing or do not fit their"
                            + " checksums, the last: "
                            + path);
        }
    }

    private static boolean fits(Path file, Sum sum) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(sum.algorithm());
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest()).equals(sum.hex());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-2", e);
        }
    }

    /// What a document says of itself counts as well. What is no JSON is the parser's to refuse.
    private static boolean isForAll(Path file) throws IOException {
        try (JsonParser in = JSON.createParser(file.toFile())) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean head = in.currentName().equals("document");
                in.nextToken();
                if (head) {
                    JsonNode document = in.readValueAsTree();
                    return forAll(document.path("distribution").path("tlp").path("label"));
                }
                in.skipChildren();
            }
            return true;
        } catch (JsonProcessingException e) {
            return true;
        }
    }

    @Override
    public Map<String, String> marks() {
        if (tasks.isEmpty() && everything) {
            marks.put(WHOLE, now.toString());
        }
        return Map.copyOf(marks);
    }

    @Override
    public @Nullable String words() {
        return marks.entrySet().stream()
                .filter(mark -> mark.getKey().startsWith(READ))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder())
                .map(latest -> "documents of up to " + Words.minute(latest))
                .orElse(null);
    }

    @Override
    public int passedOver() {
        return passedOver;
    }

    @Override
    public @Nullable String complaint() {
        if (firstPassedOver == null) {
            return complaint;
        }
        String others = allPassedOver > 1 ? ", and " + (allPassedOver - 1) + " more" : "";
        String over = "an entry was passed over" + others + ": " + firstPassedOver;
        return complaint == null ? over : complaint + "; " + over;
    }
}
