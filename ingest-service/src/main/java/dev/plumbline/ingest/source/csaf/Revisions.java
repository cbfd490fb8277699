package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.csaf.Masthead.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The history of a document, which must lead without gaps to the version that it has.
final class Revisions {
    private static final int MOST = 20_000;

    private record Revision(Instant date, Numbering number) {}

    private final List<Revision> revisions = new ArrayList<>();
    private @Nullable Place place;

    int count() {
        return revisions.size();
    }

    void read(JsonReader in) throws IOException, Unreadable {
        place = in.place();
        in.enterList("document.tracking.revision_history");
        while (in.element()) {
            in.enterObject("a revision");
            Place start = in.place();
            Instant date = null;
            Numbering number = null;
            boolean summed = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "date" -> date = MastheadReading.date(in, "the date of a revision");
                    case "number" -> {
                        String text = in.text();
                        number = text == null ? null : Numbering.of(text);
                        if (number == null) {
                            throw in.refuse(
                                    "the number of a revision must be a whole number or one by"
                                            + " Semantic Versioning");
                        }
                    }
                    case "summary" -> summed = Texts.firstLine(in.text(), 10) != null;
                    default -> in.skip();
                }
            }
            if (date == null || number == null || !summed) {
                throw start.refuse("a revision must have a date, a number and a summary");
            }
            if (revisions.size() == MOST) {
                throw start.refuse("there are more than " + MOST + " revisions");
            }
            revisions.add(new Revision(date, number));
        }
    }

    /// Gives the date of the newest revision.
    Instant checked(Place document, String version, Status status) throws Unreadable {
        Place at = place == null ? document : place;
        if (revisions.isEmpty()) {
            throw at.refuse("document.tracking.revision_history is missing");
        }
        Numbering current = Numbering.of(version);
        if (current == null) {
            throw document.refuse(
                    "document.tracking.version must be a whole number or one by Semantic"
                            + " Versioning");
        }
        boolean released = status != Status.DRAFT;
        Set<Numbering> once = new HashSet<>();
        for (Revision revision : revisions) {
            Numbering number = revision.number();
            if (number.semantic() != current.semantic()) {
                throw at.refuse("whole numbers and Semantic Versioning are mixed");
            }
            if (!number.preRelease().isEmpty()) {
                throw at.refuse("a revision is a pre-release");
            }
            if (released && number.isBeforeFirst()) {
                throw at.refuse("a released document has a revision from before the first");
            }
            if (!once.add(number)) {
                throw at.refuse("a revision has the number of another");
            }
        }
        checkSequence(at);
        if (released && (current.isBeforeFirst() || !current.preRelease().isEmpty())) {
            throw document.refuse("the version of a released document is that of a draft");
        }
        List<Revision> byDate =
                revisions.stream()
                        .sorted(
                                Comparator.comparing(Revision::date)
                                        .thenComparing(Revision::number))
                        .toList();
        for (int i = 1; i < byDate.size(); i++) {
            if (byDate.get(i - 1).number().compareTo(byDate.get(i).number()) > 0) {
                throw at.refuse("the numbers of the revisions do not rise with their dates");
            }
        }
        Revision newest = byDate.getLast();
        if (!newest.number().equals(current.released())) {
            throw document.refuse("document.tracking.version is not that of the newest revision");
        }
        return newest.date();
    }

    /// Major numbers begin with 0 or 1 and leave none out.
    private void checkSequence(Place at) throws Unreadable {
        List<BigInteger> majors =
                revisions.stream()
                        .map(revision -> revision.number().major())
                        .distinct()
                        .sorted()
                        .toList();
        if (majors.getFirst().compareTo(BigInteger.ONE) > 0) {
            throw at.refuse("the first revisions are missing");
        }
        for (int i = 1; i < majors.size(); i++) {
            if (!majors.get(i - 1).add(BigInteger.ONE).equals(majors.get(i))) {
                throw at.refuse("a revision is missing");
            }
        }
    }
}
