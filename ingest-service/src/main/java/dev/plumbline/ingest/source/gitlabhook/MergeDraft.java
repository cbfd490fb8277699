package dev.plumbline.ingest.source.gitlabhook;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A merge request while it is read.
final class MergeDraft {
    private static final int LONGEST = 300;
    private static final int LONGEST_SHA = 64;

    private @Nullable Long number;
    private String action = "";
    private @Nullable String target;
    private @Nullable String author;
    private @Nullable String mergeCommit;
    private @Nullable String squashCommit;
    private @Nullable String lastCommit;

    /// @return whether the field was read
    boolean field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "iid" -> number = in.wholeNumber();
            case "action" -> {
                String text = Texts.shortened(in.text(), LONGEST);
                action = text == null ? "" : text;
            }
            case "target_branch" -> target = Texts.shortened(in.text(), LONGEST);
            case "author_id" -> author = Texts.shortened(in.scalarText(), LONGEST);
            case "merge_commit_sha" -> mergeCommit = Texts.shortened(in.text(), LONGEST_SHA);
            case "squash_commit_sha" -> squashCommit = Texts.shortened(in.text(), LONGEST_SHA);
            case "last_commit" ->
                    in.eachField(
                            inner -> {
                                if (inner.equals("id")) {
                                    lastCommit = Texts.shortened(in.text(), LONGEST_SHA);
                                } else {
                                    in.skip();
                                }
                            });
            default -> {
                return false;
            }
        }
        return true;
    }

    String action() {
        return action;
    }

    boolean into(@Nullable String branch) {
        return branch != null && branch.equals(target);
    }

    @Nullable String author() {
        return author;
    }

    /// The head of the branch after the merge: a merge commit, else the squashed commit, else the
    /// last commit itself where the branch was moved forward.
    @Nullable String sha() {
        return mergeCommit != null ? mergeCommit : squashCommit != null ? squashCommit : lastCommit;
    }

    long number(Place end) throws Unreadable {
        if (number == null) {
            throw end.refuse("object_attributes.iid is missing");
        }
        return number;
    }
}
