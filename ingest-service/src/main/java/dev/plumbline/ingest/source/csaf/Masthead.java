package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a document says of itself.
///
/// @param category as written, such as `csaf_vex`
/// @param namespace of the publisher, without scheme, such as `example.com/psirt`
/// @param id of the document, unique below its namespace
/// @param newest date of the newest revision
/// @param severity the publisher's own word for the whole document
/// @param label of TLP; `""` if it has none
/// @param english whether it is in English, or does not say
/// @param noteCategories of the notes of the document as a whole
/// @param referenceCategories of its references; one that states none is `external`
/// @param place where the document's object begins
record Masthead(
        Edition edition,
        String category,
        String title,
        String publisher,
        String publisherCategory,
        String namespace,
        String id,
        List<String> aliases,
        Status status,
        Instant initial,
        Instant current,
        Instant newest,
        int revisions,
        @Nullable String tool,
        @Nullable String severity,
        String label,
        boolean english,
        Set<String> noteCategories,
        Set<String> referenceCategories,
        Place place) {

    Masthead {
        aliases = List.copyOf(aliases);
        noteCategories = Set.copyOf(noteCategories);
        referenceCategories = Set.copyOf(referenceCategories);
    }

    enum Edition {
        V2_0("2.0"),
        V2_1("2.1");

        private final String number;

        Edition(String number) {
            this.number = number;
        }

        String number() {
            return number;
        }
    }

    enum Status {
        DRAFT,
        INTERIM,
        FINAL
    }

    boolean is(String profile) {
        return category.equals(profile);
    }

    boolean isVex() {
        return is("csaf_vex");
    }

    /// Whether it tells that an earlier document is void. It names no flaws itself.
    boolean isTakenBack() {
        return edition == Edition.V2_1 && (is("csaf_withdrawn") || is("csaf_superseded"));
    }

    boolean isSecurityAdvisory() {
        return is("csaf_security_advisory")
                || (edition == Edition.V2_1 && is("csaf_deprecated_security_advisory"));
    }
}
