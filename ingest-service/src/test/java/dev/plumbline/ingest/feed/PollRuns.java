package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.feed.Fetched.Here;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs a poll against a publisher that lies in memory, as [RunFeed] would against the world.
/// `inside.example.org` lies in a private network.
final class PollRuns {
    private final Path folder;
    private final Map<URI, byte[]> published = new HashMap<>();
    private final Map<URI, String> tags = new HashMap<>();

    PollRuns(Path folder) {
        this.folder = folder;
    }

    /// What a run did.
    ///
    /// @param asked addresses in order
    /// @param documents what was handed out, in order
    record Ran(List<String> asked, List<String> documents, Map<String, String> marks) {}

    PollRuns with(URI address, String text) {
        return with(address, text.getBytes(StandardCharsets.UTF_8));
    }

    PollRuns with(URI address, byte[] body) {
        published.put(address, body);
        tags.put(address, "\"" + java.util.Arrays.hashCode(body) + "\"");
        return this;
    }

    void without(URI address) {
        published.remove(address);
    }

    /// To the end, or until `most` things were fetched.
    Ran run(Poll poll, int most) throws Unusable {
        List<String> asked = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        Map<String, String> marks = Map.of();
        try {
            for (Wanted wanted = asked.size() < most ? poll.next() : null;
                    wanted != null;
                    wanted = asked.size() < most ? poll.next() : null) {
                asked.add(wanted.address().toString());
                try (Pieces pieces = poll.came(fetched(wanted))) {
                    for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
                        try (InputStream in = piece.open()) {
                            documents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                        }
                    }
                }
                marks = poll.marks();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ran(asked, documents, marks);
    }

    Ran run(Poll poll) throws Unusable {
        return run(poll, Integer.MAX_VALUE);
    }

    private Fetched fetched(Wanted wanted) throws IOException {
        if (wanted.address().getHost().equals("inside.example.org")) {
            String why = wanted.address() + " leads into a private network";
            if (wanted.unfit() == Wanted.Missing.IS_TOLD) {
                return new Fetched.Unfit(why);
            }
            throw FetchFailure.unfit(why);
        }
        byte @Nullable [] body = published.get(wanted.address());
        String tag = tags.get(wanted.address());
        if (body == null) {
            if (wanted.missing() == Wanted.Missing.IS_TOLD) {
                return new Fetched.Missing();
            }
            throw new FetchFailure("404 " + wanted.address());
        }
        if (tag != null && tag.equals(wanted.conditions().get("If-None-Match"))) {
            return new Fetched.Unchanged();
        }
        Path file = Files.createTempFile(folder, "f", null);
        Files.copy(
                new ByteArrayInputStream(body),
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return new Here(file, body.length, tag, null);
    }
}
