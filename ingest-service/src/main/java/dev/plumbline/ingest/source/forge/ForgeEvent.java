package dev.plumbline.ingest.source.forge;

import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.ingest.source.JsonReader.Span;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one delivery of a forge says.
public sealed interface ForgeEvent {

    /// The forge tries whether somebody listens.
    record Ping() implements ForgeEvent {}

    /// Nothing that is kept.
    ///
    /// @param reason in one sentence, for the answer
    record Ignored(String reason) implements ForgeEvent {}

    /// The payload can't be understood.
    record Broken(Malformed why) implements ForgeEvent {}

    /// An advisory of the world.
    ///
    /// @param where it stands in the payload
    record Advised(Span where) implements ForgeEvent {}

    /// Something about one repository.
    sealed interface OfRepository extends ForgeEvent {
        /// Full name, such as `acme/portal`.
        String repository();
    }

    /// A release is out.
    ///
    /// @param version the tag, as it stands there
    record Released(
            String repository,
            String version,
            boolean prerelease,
            @Nullable Instant publishedAt,
            List<Artefact> artefacts)
            implements OfRepository {
        public Released {
            artefacts = List.copyOf(artefacts);
        }
    }

    record Alerted(String repository, Alert alert) implements OfRepository {}

    /// Something about how changes get into the default branch.
    sealed interface OfReview extends OfRepository {
        /// Address of the repository for people.
        String page();
    }

    /// Something was pushed to the default branch.
    ///
    /// @param sha the branch's new head
    /// @param pull the pull request that the forge itself merged so, if the push tells
    record Pushed(String repository, String page, String sha, @Nullable Long pull)
            implements OfReview {}

    /// A pull request was merged into the default branch.
    ///
    /// @param sha the commit that it became there
    record Merged(String repository, String page, String sha, long pull, @Nullable String author)
            implements OfReview {}

    /// Somebody said what they think of a pull request into the default branch.
    ///
    /// @param at when they said it; `null` where the forge does not say
    record Reviewed(
            String repository,
            String page,
            long pull,
            String reviewer,
            @Nullable String author,
            Verdict verdict,
            @Nullable Instant at)
            implements OfReview {}

    enum Verdict {
        APPROVED,
        /// an approval is taken back, or changes are asked for
        NOT_APPROVED
    }
}
