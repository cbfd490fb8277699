package dev.plumbline.ingest.source.github;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Span;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.forge.Alert;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Advised;
import dev.plumbline.ingest.source.forge.ForgeEvent.Alerted;
import dev.plumbline.ingest.source.forge.ForgeEvent.Broken;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.Merged;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ping;
import dev.plumbline.ingest.source.forge.ForgeEvent.Pushed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Reviewed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Verdict;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one payload of a webhook of GitHub.
///
/// The name of the event comes in a header that GitHub does not sign, so the payload must show what
/// the name promises. An alert of code scanning on a branch other than the default one is ignored:
/// what is not merged is not in the product, and GitHub tells again when it appears there.
public final class GitHubEvent {
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_SHA = 64;
    private static final String BRANCHES = "refs/heads/";

    /// `published` comes for every release, the others when it changes what it is.
    private static final Set<String> RELEASES = Set.of("published", "released", "prereleased");

    /// Which events are read; all others say nothing that is kept.
    public static final Set<String> READ =
            Set.of(
                    "code_scanning_alert",
                    "dependabot_alert",
                    "secret_scanning_alert",
                    "repository_vulnerability_alert",
                    "security_advisory",
                    "release",
                    "push",
                    "pull_request",
                    "pull_request_review");

    private final JsonReader in;
    private final String event;
    private final AlertDraft alert = new AlertDraft();
    private final ReleaseDraft release = new ReleaseDraft();
    private final PullDraft pull = new PullDraft();
    private String action = "";
    private String ref = "";
    private @Nullable String repository;
    private @Nullable String page;
    private @Nullable String defaultBranch;
    private @Nullable Span advisory;
    private @Nullable String after;
    private boolean deleted;
    private @Nullable Long mergedPull;
    private boolean alertSeen;
    private boolean releaseSeen;
    private boolean pullSeen;

    private GitHubEvent(JsonReader in, String event) {
        this.in = in;
        this.event = event;
    }

    /// @param event as the header `X-GitHub-Event` says
    public static ForgeEvent read(String event, Content body) throws IOException {
        if (event.equals("ping")) {
            return new Ping();
        }
        if (!READ.contains(event)) {
            return new Ignored("the event " + event + " says nothing that is kept");
        }
        try (JsonReader in = JsonReader.open(body)) {
            if (!in.nextDocument()) {
                return new Broken(new Malformed(1, 1, "the payload is empty"));
            }
            GitHubEvent reading = new GitHubEvent(in, event);
            reading.walk();
            JsonReader.Place end = in.place();
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
                case "action" -> action = shortly(in.text());
                case "ref" -> ref = shortly(in.text());
                case "repository" -> in.eachField(this::repository);
                case "alert" -> {
                    alertSeen = in.onObject();
                    in.eachField(inner -> alert.field(in, inner));
                }
                case "release" -> {
                    releaseSeen = in.onObject();
                    in.eachField(inner -> release.field(in, inner));
                }
                case "security_advisory" -> advisory = in.onObject() ? in.span() : null;
                case "pull_request" -> {
                    pullSeen = in.onObject();
                    in.eachField(inner -> pull.field(in, inner));
                }
                case "review" -> in.eachField(inner -> pull.review(in, inner));
                case "after" -> after = Texts.shortened(in.text(), LONGEST_SHA);
                case "deleted" -> deleted = in.isTrue();
                case "head_commit" -> headCommit();
                default -> in.skip();
            }
        }
    }

    private static String shortly(@Nullable String text) {
        String bare = Texts.shortened(text, LONGEST_NAME);
        return bare == null ? "" : bare;
    }

    private void repository(String field) throws IOException, Unreadable {
        switch (field) {
            case "full_name" -> repository = Texts.shortened(in.text(), LONGEST_NAME);
            case "html_url" -> page = Texts.shortened(in.text(), LONGEST_NAME);
            case "default_branch" -> defaultBranch = Texts.shortened(in.text(), LONGEST_NAME);
            default -> in.skip();
        }
    }

    /// A commit that GitHub made itself when it merged a pull request says which one.
    private void headCommit() throws IOException, Unreadable {
        @Nullable String[] message = {null};
        boolean[] ofGitHub = {false};
        in.eachField(
                field -> {
                    switch (field) {
                        case "message" -> message[0] = Texts.firstLine(in.text(), 1_000);
                        case "committer" ->
                                in.eachField(
                                        inner -> {
                                            if (inner.equals("username")) {
                                                ofGitHub[0] = "web-flow".equals(in.text());
                                            } else {
                                                in.skip();
                                            }
                                        });
                        default -> in.skip();
                    }
                });
        mergedPull = ofGitHub[0] ? PullDraft.numberIn(message[0]) : null;
    }

    private ForgeEvent said(JsonReader.Place end) throws Unreadable {
        if (event.equals("security_advisory")) {
            if (advisory == null) {
                throw end.refuse("security_advisory is missing");
            }
            return new Advised(advisory);
        }
        if (repository == null) {
            throw end.refuse("repository.full_name is missing");
        }
        return switch (event) {
            case "release" -> released(repository, end);
            case "push" -> pushed(repository);
            case "pull_request" -> merged(repository, end);
            case "pull_request_review" -> reviewed(repository, end);
            default -> alerted(repository, end);
        };
    }

    private ForgeEvent released(String name, JsonReader.Place end) throws Unreadable {
        if (!releaseSeen) {
            throw end.refuse("release is missing");
        }
        if (!RELEASES.contains(action)) {
            return new Ignored("the action " + action + " publishes no release");
        }
        return release.said(name, end);
    }

    private ForgeEvent alerted(String name, JsonReader.Place end) throws Unreadable {
        if (!alertSeen) {
            throw end.refuse("alert is missing");
        }
        String branch = ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : ref;
        if (event.equals("code_scanning_alert")
                && !branch.isEmpty()
                && defaultBranch != null
                && !branch.equals(defaultBranch)) {
            return new Ignored(
                    "the alert is about "
                            + ref
                            + ", and only what is on the default branch counts: "
                            + defaultBranch);
        }
        return switch (alert.said(event, action, end)) {
            case Alert said -> new Alerted(name, said);
            case null -> new Ignored("the rule is about style or quality, not about security");
        };
    }

    private ForgeEvent pushed(String name) {
        if (after == null || deleted || defaultBranch == null || page == null) {
            return new Ignored("nothing was pushed to a branch");
        }
        return ref.equals(BRANCHES + defaultBranch)
                ? new Pushed(name, page, after, mergedPull)
                : new Ignored("only pushes to the default branch count");
    }

    private ForgeEvent merged(String name, JsonReader.Place end) throws Unreadable {
        if (!pullSeen) {
            throw end.refuse("pull_request is missing");
        }
        if (!action.equals("closed") || !pull.merged()) {
            return new Ignored("the pull request was not merged");
        }
        String sha = pull.sha();
        if (!pull.into(defaultBranch) || page == null || sha == null) {
            return new Ignored("the pull request did not go to the default branch");
        }
        return new Merged(name, page, sha, pull.number(end), pull.author());
    }

    private ForgeEvent reviewed(String name, JsonReader.Place end) throws Unreadable {
        if (!pullSeen) {
            throw end.refuse("pull_request is missing");
        }
        Verdict verdict =
                switch (pull.verdict()) {
                    case "approved" -> Verdict.APPROVED;
                    case "changes_requested", "dismissed" -> Verdict.NOT_APPROVED;
                    default -> null;
                };
        String reviewer = pull.reviewer();
        if (verdict == null || reviewer == null) {
            return new Ignored("the review decides nothing");
        }
        if (!pull.into(defaultBranch) || page == null) {
            return new Ignored("the pull request does not go to the default branch");
        }
        // the date is that of the review; that it is dismissed happens later and without one
        return new Reviewed(
                name,
                page,
                pull.number(end),
                reviewer,
                pull.author(),
                verdict,
                pull.verdict().equals("dismissed") ? null : pull.reviewedAt());
    }
}
