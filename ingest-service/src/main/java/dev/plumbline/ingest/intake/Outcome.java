package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.store.Organisation;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of a delivery.
public sealed interface Outcome {

    /// It was understood and kept.
    record Accepted(
            UUID id,
            @Nullable String product,
            @Nullable String release,
            String format,
            @Nullable String tool,
            Map<String, Long> counts)
            implements Outcome {}

    /// The same bytes were accepted before for the same product and release; that they came again
    /// was passed on.
    record SeenBefore(
            UUID first,
            @Nullable String product,
            @Nullable String release,
            @Nullable String format,
            @Nullable String tool,
            Map<String, Long> counts)
            implements Outcome {}

    /// The event that brought it was heard before; nothing happened.
    record Repeated() implements Outcome {}

    /// It was not taken in.
    ///
    /// @param detail a sentence for whoever sent it
    /// @param line where it can't be read, counted from 1; 0 if no place can be named
    /// @param submission under which the refusal was kept, if it was
    record Rejected(Why why, String detail, int line, int column, @Nullable UUID submission)
            implements Outcome {
        /// `null` where evidence of the product is taken in.
        static @Nullable Rejected of(Organisation.Standing standing, @Nullable String product) {
            return switch (standing) {
                case UNKNOWN -> of(Why.UNKNOWN_PRODUCT, "there is no product " + product);
                case ARCHIVED ->
                        of(
                                Why.ARCHIVED_PRODUCT,
                                "product " + product + " is archived and takes no evidence");
                case ACTIVE -> null;
            };
        }

        /// The kind of refusal in metrics.
        public String label() {
            return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Rejected of(Why why, String detail) {
            return new Rejected(why, detail, 0, 0, null);
        }
    }

    enum Why {
        INVALID_REQUEST,
        NOT_ALLOWED,
        UNKNOWN_PRODUCT,
        ARCHIVED_PRODUCT,
        UNKNOWN_SUBMISSION,
        TOO_LARGE,
        UNREADABLE,
        UNKNOWN_FORMAT,
        /// the sender named a format that there is not
        UNKNOWN_FORMAT_NAME,
        UNKNOWN_ENCODING
    }
}
