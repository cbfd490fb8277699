package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.feed.Fetched.Here;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// CISA's vulnrichment: CVE records with CISA's SSVC decisions, a repository as one zip archive,
/// fetched when it changed.
///
/// The repository keeps a thousand CVEs in a folder; what did not change in a folder is known by
/// its bytes and not read again.
final class VulnrichmentPoll implements Poll {
    private static final String READ = "read";
    private static final Pattern RECORD = Pattern.compile("(?:.*/)?CVE-\\d{4}-\\d{4,}\\.json");

    private final Wanted wanted;
    private final Instant now;
    private final Map<String, String> marks;
    private boolean asked;

    VulnrichmentPoll(URI address, Map<String, String> marks, Instant now) {
        this.wanted = Wanted.archive(address).ifChanged(marks);
        this.now = now;
        this.marks = new HashMap<>(marks);
    }

    @Override
    public @Nullable Wanted next() {
        if (asked) {
            return null;
        }
        asked = true;
        return wanted;
    }

    @Override
    public Pieces came(Fetched fetched) throws IOException, Unusable {
        if (!(fetched instanceof Here here)) {
            return Pieces.none();
        }
        Marks.remember(marks, wanted.address(), here);
        marks.put(READ, Published.words(here, now));
        return ZipPieces.of(here.file(), "cve", name -> RECORD.matcher(name).matches());
    }

    @Override
    public Map<String, String> marks() {
        return Map.copyOf(marks);
    }

    @Override
    public @Nullable String words() {
        String read = marks.get(READ);
        return read == null ? null : Published.stored(read);
    }
}
