package dev.plumbline.scoring.obligation;

import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.model.evidence.Entry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The ledger of one product with what a person wants to read beside it.
///
/// @param entries in the order of their instants
/// @param subjects `kind/key` of a concern → what it is about
/// @param epss vulnerability → how likely it is to be exploited soon, where EPSS says
/// @param prompts id of a line → submission of the reference fact that made it, where its own
///     evidence is older
public record Derived(
        List<Entry> entries,
        Map<String, Subject> subjects,
        Map<String, Double> epss,
        Map<String, UUID> prompts) {
    public Derived {
        entries = List.copyOf(entries);
        subjects = Map.copyOf(subjects);
        epss = Map.copyOf(epss);
        prompts = Map.copyOf(prompts);
    }

    /// What a concern is about.
    ///
    /// @param reasons why it is owed, oldest first
    /// @param weaknesses CWE ids that are named for the flaw, smallest first; `null` where it is
    ///     about no flaw
    public record Subject(
            String title,
            @Nullable String vulnerability,
            @Nullable String component,
            List<Reason> reasons,
            @Nullable List<String> weaknesses) {
        public Subject {
            reasons = List.copyOf(reasons);
            weaknesses = weaknesses == null ? null : List.copyOf(weaknesses);
        }
    }
}
