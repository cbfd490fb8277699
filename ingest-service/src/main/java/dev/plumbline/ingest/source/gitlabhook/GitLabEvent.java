package dev.plumbline.ingest.source.gitlabhook;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Alerted;
import dev.plumbline.ingest.source.forge.ForgeEvent.Broken;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.Merged;
import dev.plumbline.ingest.source.forge.ForgeEvent.Pushed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Released;
import dev.plumbline.ingest.source.forge.ForgeEvent.Reviewed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one payload of a webhook of GitLab, of a project, a group or the whole system.
///
/// The payload itself says what it is (`object_kind`, or `event_name` in system hooks); the header
/// is not needed. People are known by their numbers, as the author of a merge request is.
public final class GitLabEvent {
    private static final int LONGEST = 300;
    private static final int LONGEST_TAG = 128;
    private static final Set<String> READ =
            Set.of("release", "push", "merge_request", "vulnerability");

    private final JsonReader in;
    private String kind = "";
    private @Nullable String repository;
    private @Nullable String page;
    private @Nullable String defaultBranch;
    private String action = "";
    private @Nullable String tag;
    private @Nullable Instant releasedAt;
    private String ref = "";
    private @Nullable String after;
    private @Nullable String checkedOut;
    private @Nullable String user;
    private final MergeDraft merge = new MergeDraft();
    private final VulnerabilityDraft vulnerability = new VulnerabilityDraft();

    private GitLabEvent(JsonReader in) {
        this.in = in;
    }

    public static ForgeEvent read(Content body) throws IOException {
        try (JsonReader in = JsonReader.open(body)) {
            if (!in.nextDocument()) {
                return new Broken(new Malformed(1, 1, "the payload is empty"));
            }
            GitLabEvent reading = new GitLabEvent(in);
            reading.walk();
            Place end = in.place();
            if (in.nextDocument()) {
                throw in.refuse("something follows the end of the payload");
            }
            return reading.said(end);
        } catch (Unreadable e) {
            return new Broken(e.asResult());
        }
    }

    private void walk() throws IOException, Unreadable {
        in.enterObject("the payload");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "object_kind" -> kind = shortly(in.text());
                case "event_name" -> kind = kind.isEmpty() ? shortly(in.text()) : kind;
                case "project" -> in.eachField(this::project);
                case "action" -> action = shortly(in.text());
                case "tag" -> tag = Texts.shortened(in.text(), LONGEST);
                case "released_at" -> releasedAt = moment(in.text());
                case "ref" -> ref = shortly(in.text());
                case "after" -> after = Texts.shortened(in.text(), 64);
                case "checkout_sha" -> checkedOut = Texts.shortened(in.text(), 64);
                case "user" -> in.eachField(this::user);
                case "object_attributes" ->
                        in.eachField(
                                inner -> {
                                    // what stands in both is read by the one that comes first
                                    if (!merge.field(in, inner)
                                            && !vulnerability.field(in, inner)) {
                                        in.skip();
                                    }
                                });
                default -> in.skip();
            }
        }
    }

    private static String shortly(@Nullable String text) {
        String bare = Texts.shortened(text, LONGEST);
        return bare == null ? "" : bare;
    }

    /// GitLab writes instants in two ways: `2025-01-08T00:46:14.413Z` and `2025-01-08 00:46:14
    /// UTC`.
    static @Nullable Instant moment(@Nullable String text) {
        if (text != null && text.length() == 23 && text.endsWith(" UTC")) {
            return Moments.instant(text.substring(0, 10) + 'T' + text.substring(11, 19) + 'Z');
        }
        return Moments.instantInUtc(text);
    }

    private void project(String field) throws IOException, Unreadable {
        switch (field) {
            case "path_with_namespace" -> repository = Texts.shortened(in.text(), LONGEST);
            case "web_url" -> page = Texts.shortened(in.text(), LONGEST);
            case "default_branch" -> defaultBranch = Texts.shortened(in.text(), LONGEST);
            default -> in.skip();
        }
    }

    private void user(String field) throws IOException, Unreadable {
        if (field.equals("id")) {
            user = Texts.shortened(in.scalarText(), LONGEST);
        } else {
            in.skip();
        }
    }

    private ForgeEvent said(Place end) throws Unreadable {
        if (kind.isEmpty()) {
            throw end.refuse("object_kind is missing: this is no webhook of GitLab");
        }
        if (!READ.contains(kind)) {
            return new Ignored("the event " + kind + " says nothing that is kept");
        }
        if (kind.equals("vulnerability")) {
            String name = repository != null ? repository : vulnerability.repository();
            if (name == null) {
                throw end.refuse("object_attributes.url names no project");
            }
            return new Alerted(name, vulnerability.said(end));
        }
        if (repository == null) {
            throw end.refuse("project.path_with_namespace is missing");
        }
        return switch (kind) {
            case "release" -> released(repository, end);
            case "push" -> pushed(repository);
            default -> merged(repository, end);
        };
    }

    private ForgeEvent released(String name, Place end) throws Unreadable {
        if (!action.equals("create")) {
            return new Ignored("the action " + action + " publishes no release");
        }
        if (tag == null
                || tag.length() > LONGEST_TAG
                || tag.chars().anyMatch(Character::isISOControl)) {
            throw end.refuse(
                    "tag must have 1 to " + LONGEST_TAG + " characters, none of them control");
        }
        return new Released(name, tag, false, releasedAt, List.of());
    }

    private ForgeEvent pushed(String name) {
        if (after == null || checkedOut == null || defaultBranch == null || page == null) {
            return new Ignored("nothing was pushed to a branch");
        }
        return ref.equals("refs/heads/" + defaultBranch)
                ? new Pushed(name, page, after, null)
                : new Ignored("only pushes to the default branch count");
    }

    private ForgeEvent merged(String name, Place end) throws Unreadable {
        if (!merge.into(defaultBranch) || page == null) {
            return new Ignored("the merge request does not go to the default branch");
        }
        return switch (merge.action()) {
            case "merge" -> {
                String sha = merge.sha();
                yield sha == null
                        ? new Ignored("the merge request does not say what it became")
                        : new Merged(name, page, sha, merge.number(end), merge.author());
            }
            case "approved", "approval" -> reviewed(name, page, Verdict.APPROVED, end);
            case "unapproved", "unapproval" -> reviewed(name, page, Verdict.NOT_APPROVED, end);
            default -> new Ignored("the merge request was neither merged nor approved");
        };
    }

    private ForgeEvent reviewed(String name, String address, Verdict verdict, Place end)
            throws Unreadable {
        return user == null
                ? new Ignored("the approval does not say whose it is")
                : new Reviewed(
                        name, address, merge.number(end), user, merge.author(), verdict, null);
    }
}
