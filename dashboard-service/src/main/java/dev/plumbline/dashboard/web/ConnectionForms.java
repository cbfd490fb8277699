package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.connect.ConnectionDraft;
import dev.plumbline.dashboard.view.EntityForm;
import dev.plumbline.dashboard.view.EntityForm.Choice;
import dev.plumbline.dashboard.view.EntityForm.Field;
import dev.plumbline.dashboard.view.EntityForm.Field.Look;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.CatalogChange.OfConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The forms of connections: what can be typed, and what was meant by it.
final class ConnectionForms {
    static final String BACK = "/admin/connections";
    private static final String KEY = "[a-z0-9][a-z0-9\\-]{0,62}";

    private ConnectionForms() {}

    static EntityForm blankHook(Form form) {
        return new EntityForm(
                "New webhook", "/admin/hooks/new", BACK, hookFields(), form, null, false, "");
    }

    static EntityForm blankFeed(Form form) {
        return new EntityForm(
                "New feed", "/admin/feeds/new", BACK, feedFields(), form, null, false, "");
    }

    static EntityForm editing(OfConnection present, Form form) {
        boolean hook = present instanceof HookSaved;
        String path = "/admin/" + (hook ? "hooks/" : "feeds/") + present.key();
        return new EntityForm(
                (hook ? "Webhook " : "Feed ") + present.key(),
                path,
                BACK,
                (hook ? hookFields() : feedFields())
                        .stream()
                                .filter(field -> !field.name().equals("secret"))
                                .map(
                                        field ->
                                                switch (field.name()) {
                                                    case "key" ->
                                                            field.unchangeable()
                                                                    .hinting(
                                                                            "As addresses and meters name it; it can't be changed.");
                                                    case "kind" -> field.unchangeable();
                                                    default -> field;
                                                })
                                .toList(),
                form,
                path + (present.archived() ? "/restore" : "/archive"),
                present.archived(),
                present.archived()
                        ? "It comes back as it was."
                        : "It takes and fetches nothing any more. What it brought in stays.");
    }

    private static Field key() {
        return Field.text(
                        "key",
                        "Key",
                        "As addresses and meters name it: lower-case letters, digits and -, such as acme-github."
                                + " It can't be changed later.",
                        63)
                .matching(KEY);
    }

    private static Field state(String paused) {
        return Field.choice(
                "state",
                "State",
                paused,
                List.of(new Choice("on", "on"), new Choice("paused", "paused")));
    }

    private static List<Field> hookFields() {
        return List.of(
                key(),
                Field.choice(
                        "kind",
                        "Sender",
                        "Whose deliveries it understands.",
                        List.of(
                                new Choice("github", "GitHub"),
                                new Choice("gitlab", "GitLab"),
                                new Choice(
                                        "standard",
                                        "Standard Webhooks, with any document that is read"))),
                state(
                        "Paused, it goes on taking deliveries; they wait and are worked on once it is on again."),
                Field.text(
                                "targets",
                                "Products",
                                "Needed unless it says what the world knows. One line a repository: acme/portal = portal, or acme/portal = portal 4.9.2 where deliveries"
                                        + " about code speak of that release. acme/* is all of a group, * everything; the first that fits counts.",
                                50_000)
                        .optional()
                        .looking(Look.LINES),
                Field.choice(
                        "world",
                        "Says what the world knows",
                        "Whether published advisories are taken from it, too. They speak of nobody's product in particular.",
                        List.of(new Choice("no", "no"), new Choice("yes", "yes"))),
                Field.text(
                                "secret",
                                "Secret",
                                "Only where the sender made one. Left empty, one is made and shown once.",
                                200)
                        .optional()
                        .looking(Look.SECRET));
    }

    private static List<Field> feedFields() {
        return List.of(
                key(),
                Field.choice(
                        "kind",
                        "Feed",
                        "What it publishes.",
                        List.of(
                                new Choice("osv", "OSV advisories"),
                                new Choice("kev", "CISA KEV"),
                                new Choice("epss", "EPSS"),
                                new Choice("csaf", "CSAF provider"),
                                new Choice("nvd", "NVD"),
                                new Choice("vulnrichment", "CISA vulnrichment (SSVC)"))),
                state("Paused, it fetches nothing."),
                Field.text(
                                "address",
                                "Address",
                                "A mirror in a closed network, or the provider-metadata.json of a CSAF provider. Left empty, the publisher's own.",
                                1_000)
                        .optional(),
                Field.text(
                                "everyMinutes",
                                "Every (minutes)",
                                "How long after one fetch the next begins: 5 to 10080.",
                                5)
                        .matching("[0-9]{1,5}"),
                Field.text(
                                "only",
                                "Only",
                                "Ecosystems of OSV that are wanted, such as Maven, npm, PyPI. Left empty, all.",
                                2_000)
                        .optional(),
                Field.text(
                                "apiKey",
                                "Key of the interface",
                                "NVD answers faster with one. Left empty, it stays as it is, but with another host it has to be given again.",
                                200)
                        .optional()
                        .looking(Look.SECRET));
    }

    static Map<String, String> values(OfConnection present) {
        Map<String, String> values = new TreeMap<>();
        values.put("key", present.key());
        values.put("revision", Long.toString(present.revision()));
        switch (present) {
            case HookSaved hook -> {
                values.put("kind", hook.kind().name().toLowerCase(Locale.ROOT));
                values.put("state", hook.paused() ? "paused" : "on");
                values.put("world", hook.world() ? "yes" : "no");
                values.put(
                        "targets",
                        hook.targets().stream()
                                .map(ConnectionForms::line)
                                .collect(Collectors.joining("\n")));
            }
            case FeedSaved feed -> {
                values.put("kind", feed.kind().name().toLowerCase(Locale.ROOT));
                values.put("state", feed.paused() ? "paused" : "on");
                values.put("address", feed.address() == null ? "" : feed.address());
                values.put("everyMinutes", Integer.toString(feed.everyMinutes()));
                values.put("only", String.join(", ", feed.only()));
            }
        }
        return values;
    }

    private static String line(HookTarget target) {
        return target.repository()
                + " = "
                + target.product()
                + (target.release() == null ? "" : " " + target.release());
    }

    static ConnectionDraft hook(Map<String, String> typed) {
        return new ConnectionDraft.Hook(
                typed.getOrDefault("key", ""),
                Typed.constant(HookKind.class, typed.get("kind")),
                !"on".equals(typed.get("state")),
                "yes".equals(typed.get("world")),
                targets(typed.getOrDefault("targets", "")),
                Typed.text(typed.get("secret")));
    }

    static ConnectionDraft feed(Map<String, String> typed) {
        Long minutes = Typed.number(typed.get("everyMinutes"));
        return new ConnectionDraft.Feed(
                typed.getOrDefault("key", ""),
                Typed.constant(FeedKind.class, typed.get("kind")),
                !"on".equals(typed.get("state")),
                Typed.text(typed.get("address")),
                minutes == null || minutes > Integer.MAX_VALUE ? 0 : Math.toIntExact(minutes),
                Arrays.stream(typed.getOrDefault("only", "").split("[,\n]"))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList(),
                Typed.text(typed.get("apiKey")));
    }

    /// Lines such as `acme/portal = portal 4.9.2`; what is missing in a line reads as empty.
    private static List<HookTarget> targets(String typed) {
        return typed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(ConnectionForms::target)
                .toList();
    }

    private static HookTarget target(String line) {
        int equals = line.indexOf('=');
        String repository = (equals < 0 ? line : line.substring(0, equals)).strip();
        String rest = equals < 0 ? "" : line.substring(equals + 1).strip();
        int blank = rest.indexOf(' ');
        String release = blank < 0 ? "" : rest.substring(blank + 1).strip();
        return new HookTarget(
                repository,
                blank < 0 ? rest : rest.substring(0, blank),
                release.isEmpty() ? null : release);
    }

    /// Values to show again after a mistake; secrets are not among them.
    static Map<String, String> shownAgain(Map<String, String> typed, @Nullable String key) {
        Map<String, String> values = new TreeMap<>(typed);
        values.remove("secret");
        values.remove("apiKey");
        if (key != null) {
            values.put("key", key);
        }
        return values;
    }
}
