package dev.plumbline.ingest.source.vcs;

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
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads statistics of code review in Plumbline's own form, `docs/vcs-statistics.schema.json`.
///
/// Totals instead of events: a forge counts in one query what would be ten thousand messages.
/// A push past the review is a change like any other, and one that nobody looked at.
public final class VcsSource implements Source {
    private static final String NAME = "plumbline-vcs-statistics";
    private static final Format FORMAT =
            new Format(
                    "vcs",
                    "Version control statistics, JSON of Plumbline's own, version 1",
                    Speaks.OF_A_PRODUCT,
                    """
                    Described by [a JSON Schema](vcs-statistics.schema.json). As answers to items of the measure `review-before-merge`, by \
                    repository: `…/reviewed` is the share of changes of the period that somebody else than the author approved, where \
                    direct pushes to the branch count as changes that nobody reviewed; `…/protected` is the share of the four guards of \
                    the branch that are on. Both hold for 90 days from the end of the period. A period without changes answers nothing.""",
                    "Second reviewers, signed commits and tags, review times: counted as other results, shown and not scored.",
                    "More reviewed than merged changes, negative numbers, a period that ends before it starts or is longer than 366 days, fields that the schema does not know.",
                    "vcs-statistics.json");
    private static final String MEASURE = "review-before-merge";
    private static final Duration HOLDS = Duration.ofDays(90);
    private static final int LONGEST_PERIOD = 366;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json && !json.list() && json.text("format").equals(NAME);
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new Statistics(in).read());
    }

    /// One document while it is read.
    private static final class Statistics {
        private final JsonReader in;
        private @Nullable String repository;
        private @Nullable String tool;
        private @Nullable LocalDate from;
        private @Nullable LocalDate to;
        private @Nullable Integer merged;
        private @Nullable Integer reviewed;
        private int pushes;
        private boolean guarded;
        private final Set<String> guards = new HashSet<>();
        private int other;

        Statistics(JsonReader in) {
            this.in = in;
        }

        ParsedDocument read() throws IOException, Unreadable {
            in.enterObject("version control statistics");
            Place place = in.place();
            boolean named = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "format" -> named = NAME.equals(in.text());
                    case "version" -> {
                        Long version = in.wholeNumber();
                        if (version == null || version != 1) {
                            throw in.refuse("only version 1 of " + NAME + " is read");
                        }
                    }
                    case "repository" -> repository = repository(in.text());
                    case "branch" -> in.skip();
                    case "tool" -> tool = Texts.firstLine(in.text(), 100);
                    case "from" -> from = date(field);
                    case "to" -> to = date(field);
                    case "changes" -> in.eachField(this::change);
                    case "directPushes" -> pushes = number(field);
                    case "commits", "tags" -> in.eachField(this::counted);
                    case "branchProtection" -> in.eachField(this::guard);
                    default -> throw unknown(field);
                }
            }
            if (!named || repository == null) {
                throw place.refuse("format must be " + NAME + " and repository must be named");
            }
            return report(place);
        }

        private Unreadable unknown(String field) {
            return in.refuse("the field " + Texts.shortened(field, 60) + " is not known");
        }

        private static @Nullable String repository(@Nullable String address) {
            String page = Targets.page(Texts.shortened(address, 200));
            if (page == null) {
                return null;
            }
            int scheme = page.indexOf("://");
            String bare = scheme < 0 ? page : page.substring(scheme + 3);
            String name = bare.endsWith(".git") ? bare.substring(0, bare.length() - 4) : bare;
            return name.isEmpty() ? null : name;
        }

        private LocalDate date(String field) throws IOException, Unreadable {
            LocalDate date = Moments.date(in.text());
            if (date == null) {
                throw in.refuse(field + " must be a date such as 2026-11-22");
            }
            return date;
        }

        private int number(String field) throws IOException, Unreadable {
            Long number = in.wholeNumber();
            if (number == null || number < 0 || number > Integer.MAX_VALUE) {
                throw in.refuse(field + " must be a whole number from 0 on");
            }
            return Math.toIntExact(number);
        }

        private void change(String field) throws IOException, Unreadable {
            switch (field) {
                case "merged" -> merged = number(field);
                case "reviewed" -> reviewed = number(field);
                case "reviewedByTwo" -> {
                    number(field);
                    other++;
                }
                case "medianReviewHours" -> {
                    in.skip();
                    other++;
                }
                default -> throw unknown(field);
            }
        }

        private void counted(String field) throws IOException, Unreadable {
            if (!field.equals("total") && !field.equals("signed")) {
                throw unknown(field);
            }
            number(field);
            other += field.equals("signed") ? 1 : 0;
        }

        private void guard(String field) throws IOException, Unreadable {
            switch (field) {
                case "reviewRequired",
                        "forcePushBlocked",
                        "deletionBlocked",
                        "administratorsIncluded" -> {
                    guarded = true;
                    if (in.isTrue()) {
                        guards.add(field);
                    } else {
                        guards.remove(field);
                    }
                }
                default -> throw unknown(field);
            }
        }

        private ParsedDocument report(Place place) throws Unreadable {
            if (from == null
                    || to == null
                    || to.isBefore(from)
                    || ChronoUnit.DAYS.between(from, to) > LONGEST_PERIOD) {
                throw place.refuse(
                        "from and to must name a period of at most " + LONGEST_PERIOD + " days");
            }
            Instant until = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(HOLDS);
            List<Fact> facts = new ArrayList<>();
            if (merged != null || reviewed != null) {
                int all = merged == null ? 0 : merged;
                int good = reviewed == null ? 0 : reviewed;
                if (merged == null || reviewed == null || good > all) {
                    throw place.refuse(
                            "changes must say merged and reviewed, and not more reviewed than merged");
                }
                long population = (long) all + pushes;
                if (population > 0) {
                    facts.add(
                            fact(
                                    "reviewed",
                                    good / (double) population,
                                    until,
                                    "%d of %d changes from %s to %s were approved by somebody else than the author, %d were pushed past the review"
                                            .formatted(good, population, from, to, pushes)));
                }
            }
            if (guarded) {
                facts.add(
                        fact(
                                "protected",
                                guards.size() / 4.0,
                                until,
                                "%d of 4 guards of the branch are on".formatted(guards.size())));
            }
            return new FactReport("version control statistics 1", tool, facts, other);
        }

        private Fact fact(String item, double value, Instant until, String statement) {
            return new Fact(MEASURE, repository + "/" + item, value, until, null, statement);
        }
    }
}
