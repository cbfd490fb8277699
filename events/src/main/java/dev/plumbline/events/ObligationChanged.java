package dev.plumbline.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something is owed, was met, or its terms changed.
///
/// Topic `plumbline.obligation.v1`, key = product. Owned by scoring-service. The whole state, not a
/// difference.
///
/// @param id derived from product, measure and concern: the same on any machine
/// @param measure measure of the catalogue under which it is owed
/// @param concern what it is about, such as `kev/CVE-2020-11023/3.x`; several measures may owe for
///     one concern
/// @param kind kind of concern, such as `match`, `kev-match`, `finding`, `secret`, `waiver`,
///     `gate`, `release`
/// @param vulnerability canonical id, where there is one
/// @param dueAt when it must be met; `null` where it is not timed
/// @param worldDueAt when the world asked for it, if that was before Plumbline knew of the product
/// @param weight 0.25..1
/// @param openedAt the world's instant from which it is owed
/// @param closedAt when it was met, and `closedBy` how; `null` while open
/// @param excused whether it was declared erroneous and counts no more
/// @param own whether only the maker's own tools know of it
/// @param reasons why it is owed, each with the evidence that says so
/// @param epss how likely the vulnerability is to be exploited within 30 days, 0..1 in hundredths,
///     by EPSS; ranks what is alike otherwise, and is never scored
/// @param weaknesses CWE ids such as `CWE-79` that a tool, an advisory or the CVE record names for
///     it, sorted; empty where they name none, `null` where it is about no flaw. Shown by class and
///     never scored
public record ObligationChanged(
        UUID id,
        String product,
        String measure,
        String concern,
        String kind,
        String title,
        @Nullable String vulnerability,
        @Nullable String component,
        @Nullable String line,
        @Nullable String release,
        Severity severity,
        double weight,
        Instant openedAt,
        @Nullable Instant dueAt,
        @Nullable Instant worldDueAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        boolean excused,
        boolean own,
        List<Reason> reasons,
        @Nullable Double epss,
        @Nullable List<String> weaknesses)
        implements Event {
    public ObligationChanged {
        reasons = List.copyOf(reasons);
        weaknesses = weaknesses == null ? null : List.copyOf(weaknesses);
    }

    @Override
    public String subject() {
        return product;
    }

    /// @param text such as `jquery 3.4.1 in range >=1.2.0 <3.5.0 (GHSA-gxr4-xjj5-5px2), fixed in
    ///     3.5.0`
    /// @param submission whose bytes prove it
    public record Reason(String text, @Nullable UUID submission, Instant at) {}
}
