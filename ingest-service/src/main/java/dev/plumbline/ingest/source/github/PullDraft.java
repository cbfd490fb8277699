package dev.plumbline.ingest.source.github;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pull request and a review of it, while they are read.
final class PullDraft {
    private static final int LONGEST = 300;
    private static final Pattern MERGE = Pattern.compile("Merge pull request #(\\d{1,9}) from .*");
    private static final Pattern SQUASH = Pattern.compile(".*\\(#(\\d{1,9})\\)");

    private @Nullable Long number;
    private boolean merged;
    private @Nullable String sha;
    private @Nullable String base;
    private @Nullable String author;
    private @Nullable String reviewer;
    private String verdict = "";
    private @Nullable Instant reviewedAt;

    void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "number" -> number = in.wholeNumber();
            case "merged" -> merged = in.isTrue();
            case "merge_commit_sha" -> sha = Texts.shortened(in.text(), 64);
            case "base" ->
                    in.eachField(
                            inner -> {
                                if (inner.equals("ref")) {
                                    base = Texts.shortened(in.text(), LONGEST);
                                } else {
                                    in.skip();
                                }
                            });
            case "user" -> author = login(in);
            default -> in.skip();
        }
    }

    void review(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "state" -> {
                String state = Texts.shortened(in.text(), LONGEST);
                verdict = state == null ? "" : state.toLowerCase(Locale.ROOT);
            }
            case "user" -> reviewer = login(in);
            case "submitted_at" -> reviewedAt = Moments.instantInUtc(in.text());
            default -> in.skip();
        }
    }

    private static @Nullable String login(JsonReader in) throws IOException, Unreadable {
        @Nullable String[] login = {null};
        in.eachField(
                field -> {
                    if (field.equals("login")) {
                        login[0] = Texts.shortened(in.text(), LONGEST);
                    } else {
                        in.skip();
                    }
                });
        return login[0];
    }

    /// The pull request that the first line of a merge commit names; `null` if it names none.
    static @Nullable Long numberIn(@Nullable String firstLine) {
        if (firstLine == null) {
            return null;
        }
        Matcher merge = MERGE.matcher(firstLine);
        if (merge.matches()) {
            return Long.valueOf(merge.group(1));
        }
        Matcher squash = SQUASH.matcher(firstLine);
        return squash.matches() ? Long.valueOf(squash.group(1)) : null;
    }

    long number(Place end) throws Unreadable {
        if (number == null) {
            throw end.refuse("pull_request.number is missing");
        }
        return number;
    }

    boolean merged() {
        return merged;
    }

    boolean into(@Nullable String branch) {
        return branch != null && branch.equals(base);
    }

    @Nullable String sha() {
        return sha;
    }

    @Nullable String author() {
        return author;
    }

    @Nullable String reviewer() {
        return reviewer;
    }

    String verdict() {
        return verdict;
    }

    @Nullable Instant reviewedAt() {
        return reviewedAt;
    }
}
