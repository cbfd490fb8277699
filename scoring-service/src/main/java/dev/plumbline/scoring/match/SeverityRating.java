package dev.plumbline.scoring.match;

import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.events.Severity;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/// How bad an advisory says a flaw is, and which of its words that rests on.
///
/// Of several ratings the strictest counts, so that nobody lowers what is owed by adding a milder
/// one.
///
/// @param severity [Severity#UNKNOWN] if the advisory rates nothing that can be read
/// @param score CVSS base score 0.0 to 10.0 of the rating that counts, if it is one
/// @param basis the vector or word that counts, `""` if none
public record SeverityRating(Severity severity, @Nullable Double score, String basis) {

    /// Nothing is known.
    public static final SeverityRating UNKNOWN = new SeverityRating(Severity.UNKNOWN, null, "");

    /// The strictest rating of an advisory: of the flaw, of any of its packages, or the publisher's
    /// word.
    public static SeverityRating of(AdvisoryPublished advisory) {
        Stream<SeverityVector> vectors =
                Stream.concat(
                        advisory.severities().stream(),
                        advisory.affected().stream().flatMap(p -> p.severities().stream()));
        SeverityRating strictest =
                vectors.map(SeverityRating::of).reduce(UNKNOWN, SeverityRating::or);
        @Nullable String word = advisory.databaseSeverity();
        return word == null ? strictest : strictest.or(ofWord(word));
    }

    public static SeverityRating of(SeverityVector vector) {
        return vector.type().startsWith("CVSS") ? ofCvss(vector.score()) : ofWord(vector.score());
    }

    /// The stricter of two; of two equally strict the one with the higher score, then this one.
    public SeverityRating or(SeverityRating other) {
        int bySeverity = severity.compareTo(other.severity);
        if (bySeverity != 0) {
            return bySeverity > 0 ? this : other;
        }
        double mine = score == null ? -1 : score;
        double theirs = other.score == null ? -1 : other.score;
        return theirs > mine ? other : this;
    }

    private static SeverityRating ofCvss(String vector) {
        OptionalDouble score = baseScore(vector);
        if (score.isEmpty()) {
            return UNKNOWN;
        }
        double value = score.getAsDouble();
        boolean second = !vector.startsWith("CVSS:");
        return new SeverityRating(severityOf(value, second), value, vector);
    }

    /// The qualitative scale of CVSS 3 and 4; NVD's of three steps for CVSS 2, which knows no
    /// critical.
    private static Severity severityOf(double score, boolean second) {
        if (score >= 9.0 && !second) {
            return Severity.CRITICAL;
        }
        if (score >= 7.0) {
            return Severity.HIGH;
        }
        return score >= 4.0 ? Severity.MEDIUM : Severity.LOW;
    }

    private static OptionalDouble baseScore(String vector) {
        try {
            @Nullable Cvss cvss = Cvss.fromVector(vector.strip());
            return cvss == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(cvss.calculateScore().getBaseScore());
        } catch (MalformedVectorException | IllegalArgumentException _) {
            return OptionalDouble.empty();
        }
    }

    /// The words of GitHub, Ubuntu, Debian, Red Hat and the Go and Rust databases.
    private static SeverityRating ofWord(String word) {
        Severity severity =
                switch (word.strip().toLowerCase(Locale.ROOT)) {
                    case "critical" -> Severity.CRITICAL;
                    case "high", "important" -> Severity.HIGH;
                    case "medium", "moderate" -> Severity.MEDIUM;
                    case "low", "negligible", "minor", "unimportant" -> Severity.LOW;
                    default -> Severity.UNKNOWN;
                };
        return severity == Severity.UNKNOWN ? UNKNOWN : new SeverityRating(severity, null, word);
    }
}
