package dev.plumbline.ingest.webhook;

import dev.plumbline.events.CatalogChange.HookTarget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which product a delivery about a repository speaks of.
final class HookTargets {
    private HookTargets() {}

    /// The first that fits. Forges don't tell upper from lower case in names.
    static Optional<HookTarget> of(List<HookTarget> targets, String repository) {
        return targets.stream()
                .filter(target -> fits(target.repository().strip(), repository))
                .findFirst();
    }

    /// The one for deliveries that speak of no repository: the only one there is, or the one for
    /// everything.
    static Optional<HookTarget> only(List<HookTarget> targets) {
        return targets.size() == 1
                ? Optional.of(targets.getFirst())
                : targets.stream()
                        .filter(target -> target.repository().strip().equals("*"))
                        .findFirst();
    }

    private static boolean fits(String pattern, String repository) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        String name = repository.toLowerCase(Locale.ROOT);
        if (wanted.equals("*")) {
            return true;
        }
        return wanted.endsWith("/*")
                ? name.startsWith(wanted.substring(0, wanted.length() - 1))
                : name.equals(wanted);
    }
}
