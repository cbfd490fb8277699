package dev.plumbline.ingest.source.spdx3;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The licences of one document by their ids, and what they are called.
final class Licences {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 20;

    private record LicenceSet(String operator, List<String> members) {}

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, LicenceSet> sets = new HashMap<>();
    private final Map<String, Optional<String>> made = new HashMap<>();

    void named(String id, String name) {
        names.put(id, name);
    }

    void set(String id, String operator, List<String> members) {
        sets.put(id, new LicenceSet(operator, List.copyOf(members)));
    }

    /// The expression that an id stands for, one of the licence list by its address; `null` if
    /// nothing can be said.
    @Nullable String expression(@Nullable String id) {
        return expression(id, 0);
    }

    /// Each set is made up once, so that sets of sets of sets cost no more than their members; a
    /// set within itself says nothing.
    private @Nullable String expression(@Nullable String id, int depth) {
        if (id == null || depth > DEEPEST) {
            return null;
        }
        String name = names.get(id);
        if (name != null) {
            return name;
        }
        LicenceSet set = sets.get(id);
        if (set == null) {
            return listed(id);
        }
        Optional<String> known = made.putIfAbsent(id, Optional.empty());
        if (known != null) {
            return known.orElse(null);
        }
        String expression = joined(set, depth);
        made.put(id, Optional.ofNullable(expression));
        return expression;
    }

    private @Nullable String joined(LicenceSet set, int depth) {
        StringBuilder expression = new StringBuilder("(");
        for (String member : set.members()) {
            String licence = expression(member, depth + 1);
            if (licence != null && expression.length() < LONGEST) {
                expression.append(expression.length() == 1 ? "" : set.operator()).append(licence);
            }
        }
        return expression.length() == 1 ? null : expression.append(')').toString();
    }

    /// What an address of the licence list, or of the two licences that are none, ends in.
    static @Nullable String listed(String id) {
        String last = id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#')) + 1);
        if (id.contains("spdx.org/licenses/")) {
            return last;
        }
        return switch (last.substring(last.lastIndexOf('_') + 1)) {
            case "NoAssertionLicense", "NoAssertion", "NoAssertionElement" -> "NOASSERTION";
            case "NoneLicense", "None", "NoneElement" -> "NONE";
            default -> last.startsWith("LicenseRef-") ? last : null;
        };
    }
}
