package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What follows from fixes: whether they hold, and that their root cause is found.
///
/// A fix is what a release or a newer scan shows to be gone. It did not hold if the same flaw is
/// back within 90 days, or another finding of the same class stands in the same module within 180.
/// Fixes of own CVEs and of grave findings owe a root cause, one for each class of weakness: until
/// it is recorded further fixes of the class add nothing to it, afterwards they owe the next one.
final class DeriveFixes {
    private static final String FIX = "fix";
    private static final String REOPENED = "fix-reopened";
    private static final String ROOT_CAUSE = "root-cause";
    private static final Duration SAME = Duration.ofDays(90);
    private static final Duration SIBLING = Duration.ofDays(180);
    private static final Set<String> FIXED = Set.of("rescan", "release-fixed");
    private static final Set<String> FIXABLE = Set.of("finding", "match");

    private final ProductFacts facts;
    private final Draft draft;

    DeriveFixes(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    /// @param owed first line of what was fixed, with the gravest severity of all lines
    /// @param base key without the number of the time
    private record Fix(Owed owed, Severity severity, String base, Closed by) {
        String key() {
            return owed.kind() + "/" + owed.key();
        }

        List<String> classes() {
            return Arrays.stream(owed.attributes().getOrDefault("cwe", "").split(",", -1))
                    .filter(cwe -> !cwe.isBlank())
                    .toList();
        }

        String module() {
            return owed.attributes().getOrDefault("module", "");
        }
    }

    void write() {
        Map<String, List<Owed>> owed =
                draft.owed().stream()
                        .filter(each -> FIXABLE.contains(each.kind()))
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.kind() + "/" + each.key(),
                                        TreeMap::new,
                                        Collectors.toList()));
        List<Fix> fixes = fixes(owed);
        fixes.forEach(this::owe);
        reopen(fixes, owed);
        findCauses(fixes);
    }

    private List<Fix> fixes(Map<String, List<Owed>> owed) {
        Map<String, Closed> first = new HashMap<>();
        for (Closed closed : draft.closed()) {
            if (FIXABLE.contains(closed.kind()) && FIXED.contains(closed.how())) {
                first.merge(
                        closed.kind() + "/" + closed.key(), closed, (a, b) -> before(b, a) ? b : a);
            }
        }
        List<Fix> fixes = new ArrayList<>();
        owed.forEach(
                (concern, lines) -> {
                    Closed by = first.get(concern);
                    if (by != null) {
                        Owed opening =
                                lines.stream().min(Comparator.comparing(Owed::at)).orElseThrow();
                        Severity worst =
                                lines.stream()
                                        .map(Owed::severity)
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow();
                        fixes.add(new Fix(opening, worst, base(opening.key()), by));
                    }
                });
        return fixes;
    }

    private static boolean before(Closed a, Closed b) {
        return Comparator.comparing(Closed::at).thenComparing(Closed::id).compare(a, b) < 0;
    }

    private static String base(String key) {
        int number = key.lastIndexOf('#');
        return number < 0 ? key : key.substring(0, number);
    }

    private void owe(Fix fix) {
        String title = "Fix of " + draft.titleOf(fix.owed().kind(), fix.owed().key());
        add(
                FIX,
                fix.key(),
                title,
                fix.owed(),
                fix.by().evidence(),
                fix.by().at(),
                fix.severity(),
                "fixed on " + fix.by().at());
    }

    private void reopen(List<Fix> fixes, Map<String, List<Owed>> owed) {
        Map<String, List<Owed>> again = new HashMap<>();
        Map<String, List<Owed>> siblings = new HashMap<>();
        for (List<Owed> lines : owed.values()) {
            Owed opening = lines.stream().min(Comparator.comparing(Owed::at)).orElseThrow();
            again.computeIfAbsent(
                            opening.kind() + "/" + base(opening.key()), any -> new ArrayList<>(1))
                    .add(opening);
            for (String place : places(opening)) {
                siblings.computeIfAbsent(place, any -> new ArrayList<>(1)).add(opening);
            }
        }
        for (Fix fix : fixes) {
            Stream<Owed> same =
                    again.getOrDefault(fix.owed().kind() + "/" + fix.base(), List.of()).stream()
                            .filter(each -> isWithin(each, fix, SAME));
            Stream<Owed> sibling =
                    places(fix.owed()).stream()
                            .flatMap(place -> siblings.getOrDefault(place, List.of()).stream())
                            .filter(each -> !base(each.key()).equals(fix.base()))
                            .filter(each -> isWithin(each, fix, SIBLING));
            Stream.concat(same, sibling)
                    .min(Comparator.comparing(Owed::at).thenComparing(Owed::id))
                    .ifPresent(each -> reopen(fix, each));
        }
    }

    /// Where siblings of a finding stand: line, module and class.
    private static List<String> places(Owed finding) {
        String module = finding.attributes().getOrDefault("module", "");
        if (module.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(finding.attributes().getOrDefault("cwe", "").split(",", -1))
                .filter(cwe -> !cwe.isBlank())
                .map(cwe -> String.join("\n", String.valueOf(finding.line()), module, cwe))
                .toList();
    }

    private static boolean isWithin(Owed later, Fix fix, Duration span) {
        return later.at().isAfter(fix.by().at()) && !later.at().isAfter(fix.by().at().plus(span));
    }

    private void reopen(Fix fix, Owed by) {
        boolean same = base(by.key()).equals(fix.base());
        String title = "Fix of " + draft.titleOf(fix.owed().kind(), fix.owed().key());
        add(
                REOPENED,
                fix.key(),
                title,
                fix.owed(),
                by.evidence(),
                by.at(),
                fix.severity(),
                same
                        ? "it came back on " + by.at()
                        : "a sibling stands in the same module since " + by.at() + ": " + by.key());
    }

    /// A fix that owes a root cause.
    private record Cause(Instant at, String evidence, Severity severity, boolean own, String of) {}

    private void findCauses(List<Fix> fixes) {
        Map<String, List<Cause>> byClass = new TreeMap<>();
        for (Fix fix : fixes) {
            if (fix.owed().kind().equals("finding")
                    && fix.severity().compareTo(Severity.HIGH) >= 0) {
                Cause cause =
                        new Cause(
                                fix.by().at(),
                                fix.by().evidence(),
                                fix.severity(),
                                true,
                                draft.titleOf("finding", fix.owed().key()));
                List<String> keys =
                        fix.classes().isEmpty() ? List.of(fix.owed().key()) : fix.classes();
                byClass.computeIfAbsent(keys.getFirst(), any -> new ArrayList<>()).add(cause);
            }
        }
        for (RecordPublished record : fixedRecords()) {
            byClass.computeIfAbsent(record.id(), any -> new ArrayList<>())
                    .add(
                            new Cause(
                                    Credited.publishedAt(record),
                                    record.provenance().submission().toString(),
                                    Severity.HIGH,
                                    false,
                                    record.id()));
        }
        Map<String, List<DutyMet>> recorded =
                facts.said(DutyMet.class)
                        .filter(met -> met.kind().equals(ROOT_CAUSE))
                        .sorted(Comparator.comparing(DeriveFixes::recordedAt))
                        .collect(Collectors.groupingBy(DutyMet::key));
        byClass.forEach(
                (key, causes) -> findCause(key, causes, recorded.getOrDefault(key, List.of())));
    }

    /// The first word on each own CVE that names a remedy.
    private List<RecordPublished> fixedRecords() {
        Map<String, RecordPublished> first = new TreeMap<>();
        facts.said(RecordPublished.class)
                .filter(record -> record.remedy() && record.id().startsWith("CVE-"))
                .sorted(
                        Comparator.comparing(Credited::publishedAt)
                                .thenComparing(record -> record.provenance().submission()))
                .forEach(record -> first.putIfAbsent(record.id(), record));
        return List.copyOf(first.values());
    }

    private static Instant recordedAt(DutyMet met) {
        return Credited.from(met.metAt(), met.provenance());
    }

    private void findCause(String key, List<Cause> causes, List<DutyMet> recorded) {
        causes.sort(Comparator.comparing(Cause::at).thenComparing(Cause::evidence));
        int number = 0;
        @Nullable Instant closed = null;
        boolean open = false;
        for (Cause cause : causes) {
            if (open && (closed == null || !cause.at().isAfter(closed))) {
                continue;
            }
            number++;
            open = true;
            String concern = key + (number == 1 ? "" : "#" + number);
            String title = "root cause of " + key;
            draft.add(
                    new Owed(
                            Draft.id(ROOT_CAUSE, concern, cause.evidence()),
                            cause.evidence(),
                            cause.at(),
                            ROOT_CAUSE,
                            concern,
                            null,
                            null,
                            cause.severity(),
                            null,
                            null,
                            null,
                            cause.own(),
                            Map.of("title", title)));
            tell(ROOT_CAUSE, concern, title, "fixed: " + cause.of(), cause.evidence(), cause.at());
            closed = null;
            for (DutyMet met : recorded) {
                if (recordedAt(met).isBefore(cause.at())) {
                    continue;
                }
                closed = closed == null ? recordedAt(met) : closed;
                draft.close(
                        List.of(ROOT_CAUSE),
                        concern,
                        met.how(),
                        met.provenance().submission().toString(),
                        recordedAt(met),
                        met.provenance().trust(),
                        null);
            }
        }
    }

    private void add(
            String kind,
            String key,
            String title,
            Owed of,
            String evidence,
            Instant at,
            Severity severity,
            String reason) {
        draft.add(
                new Owed(
                        Draft.id(kind, key, evidence),
                        evidence,
                        at,
                        kind,
                        key,
                        of.line(),
                        null,
                        severity,
                        null,
                        null,
                        null,
                        of.own(),
                        Map.of("title", title)));
        tell(kind, key, title, reason, evidence, at);
    }

    private void tell(
            String kind, String key, String title, String reason, String evidence, Instant at) {
        draft.tell(kind, key, title, null, null, new Reason(reason, UUID.fromString(evidence), at));
    }
}
