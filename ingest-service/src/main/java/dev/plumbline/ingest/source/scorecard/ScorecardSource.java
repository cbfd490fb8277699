package dev.plumbline.ingest.source.scorecard;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the result of OpenSSF Scorecard on one repository.
///
/// Scorecard looks at the last 90 days of a repository, so that what it found holds for as long
/// again from its own date on: an old result that is sent today proves nothing of today.
public final class ScorecardSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "scorecard",
                    "OpenSSF Scorecard, JSON",
                    Speaks.OF_A_PRODUCT,
                    """
                    Scores of these checks, as answers to items of measures (a score of 10 is 1): \
                    *Security-Policy* (6 and more: the policy names where to report) → `vdp-complete/channel`; and by repository, such as \
                    `github.com/acme/shop/reviewed`: *Code-Review* → `review-before-merge/…/reviewed`, *Branch-Protection* → \
                    `review-before-merge/…/protected`, *SAST* → `code-analysis-coverage/…/sast`, *Fuzzing* → `code-analysis-coverage/…/dast`, \
                    *Signed-Releases* → `release-provenance/…/signed-releases`, *Dependency-Update-Tool* → `component-currency/…/update-tool`, \
                    *SBOM* → `sbom-release-coverage/…/published`. Each answer holds for 90 days from the date of the result.""",
                    """
                    The aggregate score; the score -1 (inconclusive), which is no answer; other checks, which are counted as other results, \
                    *Vulnerabilities* among them: a count of known vulnerabilities is never a measure, and matching tells more.""",
                    "Results of probes (`--format=probe`), which carry no scores; a result without repository or date.",
                    "scorecard.json");
    private static final Duration HOLDS = Duration.ofDays(90);
    private static final int MOST_CHECKS = 1_000;
    private static final int LONGEST_REPOSITORY = 200;
    private static final int LONGEST_REASON = 300;

    private final CheckTable table = CheckTable.known();

    private record Check(String name, int score, @Nullable String reason) {}

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("scorecard")
                && json.has("repo")
                && (json.has("checks") || json.has("findings") || json.has("score"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, this::read);
    }

    private ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a result of Scorecard");
        Place place = in.place();
        Instant date = null;
        String repository = null;
        String version = null;
        List<Check> checks = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "date" -> date = Moments.instantOrDate(in.text());
                case "repo" -> repository = named(in, "name", LONGEST_REPOSITORY);
                case "scorecard" -> version = named(in, "version", 60);
                case "checks" -> checks = checks(in);
                case "findings" ->
                        throw in.refuse(
                                "results of probes carry no scores: run Scorecard with --format=json");
                default -> in.skip();
            }
        }
        if (repository == null || date == null) {
            throw place.refuse("a result must name its repository in repo.name and its date");
        }
        if (checks == null) {
            throw place.refuse("a result must list its checks");
        }
        List<Fact> facts = new ArrayList<>();
        int other = 0;
        for (Check check : checks) {
            CheckTable.Row row = table.of(check.name());
            if (row == null || check.score() < 0) {
                other++;
            } else {
                facts.add(fact(row, check, repository, date.plus(HOLDS)));
            }
        }
        return new FactReport(
                "OpenSSF Scorecard JSON",
                version == null ? "Scorecard" : "Scorecard " + version,
                facts,
                other);
    }

    private static Fact fact(CheckTable.Row row, Check check, String repository, Instant until) {
        return new Fact(
                row.measure(),
                row.item(repository),
                row.value(check.score()),
                until,
                null,
                "Scorecard gives %s %d of 10 for %s%s"
                        .formatted(
                                repository,
                                check.score(),
                                check.name(),
                                check.reason() == null ? "" : ": " + check.reason()));
    }

    private static @Nullable String named(JsonReader in, String name, int longest)
            throws IOException, Unreadable {
        String found = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals(name)) {
                    found = Texts.shortened(in.text(), longest);
                } else {
                    in.skip();
                }
            }
        }
        return found;
    }

    private static List<Check> checks(JsonReader in) throws IOException, Unreadable {
        in.enterList("checks");
        List<Check> checks = new ArrayList<>();
        while (in.element()) {
            in.enterObject("a check");
            if (checks.size() >= MOST_CHECKS) {
                throw in.refuse("more than " + MOST_CHECKS + " checks");
            }
            Place place = in.place();
            String name = null;
            Long score = null;
            String reason = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name" -> name = Texts.shortened(in.text(), 100);
                    case "score" -> score = in.wholeNumber();
                    case "reason" -> reason = Texts.firstLine(in.text(), LONGEST_REASON);
                    default -> in.skip();
                }
            }
            if (name == null || score == null || score < -1 || score > 10) {
                throw place.refuse("a check must have a name and a score from -1 to 10");
            }
            checks.add(new Check(name, Math.toIntExact(score), reason));
        }
        return checks;
    }
}
