package dev.plumbline.ingest.source.intoto;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.JsonReader.Span;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One statement of in-toto: of which artefacts it speaks, and where its predicate stands.
///
/// @param subjects SHA-256 of each artefact, with its name
/// @param unnamed artefacts without a SHA-256
/// @param predicate which bytes of the statement are the predicate; `null` if it has none
record Attested(
        String predicateType, Map<String, String> subjects, int unnamed, @Nullable Span predicate) {
    private static final int MOST_SUBJECTS = 5_000;
    private static final int LONGEST = 300;

    /// Walks over the statement that the reader stands on.
    static Attested read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a statement");
        Place place = in.place();
        String type = null;
        String predicateType = null;
        Subjects subjects = new Subjects();
        Span predicate = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "_type" -> type = in.text();
                case "predicateType" -> predicateType = Texts.shortened(in.text(), LONGEST);
                case "subject" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            subjects.read(in);
                        }
                    }
                }
                case "predicate" -> predicate = predicate(in);
                default -> in.skip();
            }
        }
        if (type == null || !type.startsWith("https://in-toto.io/Statement/v")) {
            throw place.refuse("the statement must be one of in-toto, by its _type");
        }
        if (!type.endsWith("/v0.1") && !type.endsWith("/v1")) {
            throw place.refuse("of in-toto's statements only v0.1 and v1 are read");
        }
        if (predicateType == null) {
            throw place.refuse("the statement must name its predicateType");
        }
        return new Attested(predicateType, subjects.named, subjects.unnamed, predicate);
    }

    private static @Nullable Span predicate(JsonReader in) throws IOException, Unreadable {
        return in.onObject() ? in.span() : null;
    }

    private static final class Subjects {
        private final Map<String, String> named = new LinkedHashMap<>();
        private int unnamed;

        void read(JsonReader in) throws IOException, Unreadable {
            in.enterObject("a subject");
            if (named.size() + unnamed >= MOST_SUBJECTS) {
                throw in.refuse("more than " + MOST_SUBJECTS + " subjects");
            }
            String name = null;
            String sha256 = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name" -> name = Texts.shortened(in.text(), LONGEST);
                    case "digest" -> {
                        if (in.inObject()) {
                            for (String kind = in.field(); kind != null; kind = in.field()) {
                                if (kind.equals("sha256")) {
                                    sha256 = digest(in.text()).orElse(null);
                                } else {
                                    in.skip();
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            if (sha256 == null) {
                unnamed++;
            } else {
                named.putIfAbsent(sha256, name == null ? "" : name);
            }
        }

        private static Optional<String> digest(@Nullable String text) {
            return Optional.ofNullable(text)
                    .map(hex -> hex.strip().toLowerCase(Locale.ROOT))
                    .filter(hex -> hex.matches("[0-9a-f]{64}"));
        }
    }
}
