package dev.plumbline.dashboard.connect;

import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookTarget;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong with a draft, as far as the draft alone can tell.
final class ConnectionMistakes {
    static final String STANDARD_PREFIX = "whsec_";
    private static final int MOST_TARGETS = 500;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_ADDRESS = 1_000;
    private static final int SHORTEST_SECRET = 16;
    private static final int MOST_MINUTES = 7 * 24 * 60;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, String> found = new TreeMap<>();

    private ConnectionMistakes() {}

    /// Field → what to mend; empty if all is well.
    static Map<String, String> in(ConnectionDraft draft) {
        ConnectionMistakes mistakes = new ConnectionMistakes();
        if (!KEY.matcher(draft.key()).matches()) {
            mistakes.found.put(
                    "key",
                    "must begin with a lower-case letter or digit and go on with those or -, at most 63");
        }
        switch (draft) {
            case ConnectionDraft.Hook hook -> mistakes.hook(hook);
            case ConnectionDraft.Feed feed -> mistakes.feed(feed);
        }
        return mistakes.found;
    }

    private void hook(ConnectionDraft.Hook hook) {
        if (hook.kind() == null) {
            found.put("kind", "must be github, gitlab or standard");
        }
        targets(hook.targets(), hook.world());
        String wrong = secretMistake(hook.kind(), hook.secret());
        if (wrong != null) {
            found.put("secret", wrong);
        }
    }

    private void targets(List<HookTarget> targets, boolean world) {
        if (targets.isEmpty() && !world) {
            found.put(
                    "targets",
                    "name no product: write a repository and a product, such as acme/portal = portal");
        } else if (targets.size() > MOST_TARGETS) {
            found.put("targets", "are more than " + MOST_TARGETS);
        }
        for (HookTarget target : targets) {
            if (target.repository().isBlank() || target.product().isBlank()) {
                found.put(
                        "targets",
                        "must each name a repository and a product, such as acme/portal = portal");
            } else if (unfit(target.repository())
                    || unfit(target.product())
                    || (target.release() != null && unfit(target.release()))) {
                found.put("targets", "hold a name that is too long or has control characters");
            }
        }
    }

    private static boolean unfit(String text) {
        return text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl);
    }

    /// What is wrong with a secret that somebody brings along; `null` if nothing is.
    static @Nullable String secretMistake(@Nullable HookKind kind, @Nullable String secret) {
        if (secret == null) {
            return null;
        }
        if (kind == HookKind.STANDARD) {
            return isStandard(secret)
                    ? null
                    : "must be " + STANDARD_PREFIX + " and 24 to 64 bytes in Base64";
        }
        return secret.length() < SHORTEST_SECRET
                        || secret.length() > LONGEST_TEXT
                        || secret.chars().anyMatch(c -> c <= ' ' || c > '~')
                ? "must have " + SHORTEST_SECRET + " to " + LONGEST_TEXT + " plain characters"
                : null;
    }

    private static boolean isStandard(String secret) {
        if (!secret.startsWith(STANDARD_PREFIX) || secret.length() > LONGEST_TEXT) {
            return false;
        }
        try {
            int bytes =
                    Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length())).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void feed(ConnectionDraft.Feed feed) {
        if (feed.kind() == null) {
            found.put("kind", "must be osv, kev, epss, csaf, nvd or vulnrichment");
        }
        if (feed.everyMinutes() < 5 || feed.everyMinutes() > MOST_MINUTES) {
            found.put("everyMinutes", "must lie between 5 and " + MOST_MINUTES);
        }
        String address = feed.address();
        if (address == null) {
            if (feed.kind() == FeedKind.CSAF) {
                found.put(
                        "address",
                        "is missing: a CSAF provider is known by its provider-metadata.json");
            }
        } else if (!isAddress(address)) {
            found.put("address", "must be an http or https address without user and fragment");
        }
        if (feed.only().size() > 100 || feed.only().stream().anyMatch(ConnectionMistakes::unfit)) {
            found.put("only", "must be at most 100 short names");
        }
        if (feed.apiKey() != null && unfit(feed.apiKey())) {
            found.put("apiKey", "is too long or has control characters");
        }
    }

    private static boolean isAddress(String text) {
        if (text.length() > LONGEST_ADDRESS) {
            return false;
        }
        try {
            URI address = new URI(text);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getFragment() == null;
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }
}
