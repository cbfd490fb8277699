package dev.plumbline.ingest.source.github;

import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.Released;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A release while it is read.
final class ReleaseDraft {
    private static final int LONGEST_TAG = 128;
    private static final int LONGEST_NAME = 300;
    private static final int MOST_ARTEFACTS = 500;
    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

    private @Nullable String tag;
    private boolean draft;
    private boolean prerelease;
    private @Nullable Instant publishedAt;
    private final List<Artefact> artefacts = new ArrayList<>();

    void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "tag_name" -> {
                String text = in.text();
                tag = text == null || text.isBlank() ? null : text.strip();
            }
            case "draft" -> draft = in.isTrue();
            case "prerelease" -> prerelease = in.isTrue();
            case "published_at" -> publishedAt = Moments.instantInUtc(in.text());
            case "assets" -> in.eachElement(() -> asset(in));
            default -> in.skip();
        }
    }

    private void asset(JsonReader in) throws IOException, Unreadable {
        @Nullable String[] said = {null, null};
        in.eachField(
                field -> {
                    switch (field) {
                        case "name" -> said[0] = Texts.shortened(in.text(), LONGEST_NAME);
                        case "digest" -> said[1] = Texts.shortened(in.text(), LONGEST_NAME);
                        default -> in.skip();
                    }
                });
        String name = said[0];
        String claimed = said[1];
        if (name == null || claimed == null || artefacts.size() == MOST_ARTEFACTS) {
            return;
        }
        var digest = DIGEST.matcher(claimed.toLowerCase(Locale.ROOT));
        if (digest.matches()) {
            artefacts.add(new Artefact(name, digest.group(1)));
        }
    }

    ForgeEvent said(String repository, Place end) throws Unreadable {
        if (draft) {
            return new Ignored("a draft is no release");
        }
        if (tag == null
                || tag.length() > LONGEST_TAG
                || tag.chars().anyMatch(Character::isISOControl)) {
            throw end.refuse(
                    "release.tag_name must have 1 to "
                            + LONGEST_TAG
                            + " characters, none of them control");
        }
        return new Released(repository, tag, prerelease, publishedAt, artefacts);
    }
}
