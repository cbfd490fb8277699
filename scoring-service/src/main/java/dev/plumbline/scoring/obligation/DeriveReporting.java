package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.Matter;
import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.ReportingAdvanced;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reports to the authorities under article 14 of the Cyber Resilience Act (SCORING.md 4.8).
///
/// Four instants of a case are kept apart: when the signal came, when triage began, when a person
/// declared that the maker is aware, and when each report went out. The clocks of the Act start
/// with awareness: 24 hours to the warning and 72 to the notification. The final report on a
/// vulnerability is owed 14 days after a fix or mitigation is available and not before, so that
/// there is no such clock while there is none; on an incident one month after the notification
/// went out. A later report stands for an earlier one, and an earlier one that is complete for
/// those after it. How long the maker took from signal to awareness is owed as a term of our own.
///
/// A report counts from the day of its receipt where that is proven, else from when it was
/// recorded.
final class DeriveReporting {
    private static final String AWARENESS = "cra-awareness";
    private static final String WARNING = "cra-early-warning";
    private static final String NOTIFICATION = "cra-notification";
    private static final String FINAL = "cra-final-report";
    private static final String INCIDENT = "cra-incident-report";
    private static final String INTERMEDIATE = "cra-intermediate-report";
    private static final String USERS = "cra-user-notice";
    private static final String REPORTED = "cra-report";

    private static final Duration WARNING_TERM = Duration.ofHours(24);
    private static final Duration NOTIFICATION_TERM = Duration.ofHours(72);
    private static final Duration FINAL_TERM = Duration.ofDays(14);

    /// Reports in their order.
    private static final List<ReportingStep> REPORTS =
            List.of(
                    ReportingStep.EARLY_WARNING_SUBMITTED,
                    ReportingStep.NOTIFICATION_SUBMITTED,
                    ReportingStep.FINAL_REPORT_SUBMITTED);

    private static final Set<ReportingStep> SENT =
            Set.of(
                    ReportingStep.EARLY_WARNING_SUBMITTED,
                    ReportingStep.NOTIFICATION_SUBMITTED,
                    ReportingStep.FINAL_REPORT_SUBMITTED,
                    ReportingStep.INTERMEDIATE_REPORT_SUBMITTED,
                    ReportingStep.USERS_INFORMED);

    private final ProductFacts facts;
    private final Draft draft;

    DeriveReporting(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    /// A step with the instant from which it counts.
    private record Step(ReportingAdvanced said, Instant at) {
        String evidence() {
            return said.provenance().submission().toString();
        }
    }

    void write() {
        Map<String, List<Step>> cases =
                facts.said(ReportingAdvanced.class)
                        .map(DeriveReporting::step)
                        .sorted(Comparator.comparing(Step::at).thenComparing(Step::evidence))
                        .collect(
                                Collectors.groupingBy(
                                        step -> step.said().caseKey(),
                                        TreeMap::new,
                                        Collectors.toList()));
        cases.forEach(this::write);
    }

    private static Step step(ReportingAdvanced said) {
        boolean credit = SENT.contains(said.step()) || said.step() == ReportingStep.DISMISSED;
        boolean proven = said.proof() != null && said.proofSha256() != null;
        return new Step(
                said,
                credit && !proven
                        ? Credited.from(said.at(), said.provenance())
                        : Credited.owedFrom(said.at(), said.provenance()));
    }

    private void write(String key, List<Step> steps) {
        @Nullable Step signal = first(steps, is(ReportingStep.SIGNAL_RECEIVED));
        @Nullable Step aware = first(steps, is(ReportingStep.AWARENESS_DECLARED));
        @Nullable Step dismissed = first(steps, is(ReportingStep.DISMISSED));
        if (signal != null) {
            oweAwareness(key, signal, first(steps, is(ReportingStep.TRIAGE_STARTED)), aware);
            if (dismissed != null) {
                close(AWARENESS, key + "/awareness", "dismissed", dismissed);
            }
        }
        steps.stream().filter(step -> SENT.contains(step.said().step())).forEach(this::cover);
        if (aware == null) {
            return;
        }
        owe(WARNING, key + "/warning", "Early warning of " + key, aware, aware.at(), WARNING_TERM);
        owe(
                NOTIFICATION,
                key + "/notification",
                "Notification of " + key,
                aware,
                aware.at(),
                NOTIFICATION_TERM);
        owe(USERS, key + "/users", "Word to the users on " + key, aware, aware.at(), null);
        closeAll(WARNING, key + "/warning", steps, 0);
        closeAll(NOTIFICATION, key + "/notification", steps, 1);
        steps.stream()
                .filter(is(ReportingStep.USERS_INFORMED))
                .forEach(step -> close(USERS, key + "/users", "submitted", step));
        oweFinal(key, steps, aware);
        oweIntermediate(key, steps);
    }

    private void oweAwareness(
            String key, Step signal, @Nullable Step triage, @Nullable Step aware) {
        String title = "Decision whether the maker is aware of " + key;
        owe(AWARENESS, key + "/awareness", title, signal, signal.at(), null);
        if (triage != null) {
            draft.tell(
                    AWARENESS,
                    key + "/awareness",
                    title,
                    triage.said().vulnerability(),
                    null,
                    new Reason(
                            "triage started",
                            triage.said().provenance().submission(),
                            triage.at()));
        }
        if (aware != null) {
            close(AWARENESS, key + "/awareness", "declared", aware);
            draft.tell(
                    AWARENESS,
                    key + "/awareness",
                    title,
                    aware.said().vulnerability(),
                    null,
                    new Reason(
                            "declared by %s, %d hours after the signal: %s"
                                    .formatted(
                                            aware.said().provenance().sender(),
                                            Duration.between(signal.at(), aware.at()).toHours(),
                                            aware.said().reason()),
                            aware.said().provenance().submission(),
                            aware.at()));
        }
    }

    private void oweFinal(String key, List<Step> steps, Step aware) {
        if (aware.said().matter() == Matter.INCIDENT) {
            @Nullable Step notified =
                    first(steps, step -> REPORTS.indexOf(step.said().step()) >= 1);
            if (notified != null) {
                Instant due = notified.at().atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
                owe(
                        INCIDENT,
                        key + "/final",
                        "Final report on " + key,
                        notified,
                        notified.at(),
                        Duration.between(notified.at(), due));
                closeAll(INCIDENT, key + "/final", steps, 2);
            }
            return;
        }
        fix(steps)
                .ifPresent(
                        fixed -> {
                            Instant at = Draft.later(aware.at(), fixed);
                            owe(
                                    FINAL,
                                    key + "/final",
                                    "Final report on " + key,
                                    aware,
                                    at,
                                    FINAL_TERM);
                            closeAll(FINAL, key + "/final", steps, 2);
                        });
    }

    /// When a corrective or mitigating measure was available: as the maker says, or since its own
    /// advisory names one.
    private Optional<Instant> fix(List<Step> steps) {
        Set<String> vulnerabilities =
                steps.stream()
                        .map(step -> step.said().vulnerability())
                        .flatMap(Stream::ofNullable)
                        .collect(Collectors.toSet());
        Stream<Instant> said = steps.stream().filter(is(ReportingStep.FIX_AVAILABLE)).map(Step::at);
        Stream<Instant> published =
                facts.said(RecordPublished.class)
                        .filter(record -> record.kind() == RecordKind.ADVISORY && record.remedy())
                        .filter(
                                record ->
                                        record.vulnerabilities().stream()
                                                .anyMatch(vulnerabilities::contains))
                        .map(Credited::publishedAt);
        return Stream.concat(said, published).min(Comparator.naturalOrder());
    }

    /// Each request of the authority is answered by the next intermediate report, or by the final
    /// one.
    private void oweIntermediate(String key, List<Step> steps) {
        int number = 0;
        for (Step request : steps) {
            if (request.said().step() != ReportingStep.INTERMEDIATE_REPORT_REQUESTED) {
                continue;
            }
            number++;
            String concern = key + "/interim-" + number;
            Instant due = request.said().dueAt();
            owe(
                    INTERMEDIATE,
                    concern,
                    "Intermediate report on " + key,
                    request,
                    request.at(),
                    due == null ? null : Duration.between(request.at(), due));
            steps.stream()
                    .filter(step -> !step.at().isBefore(request.at()))
                    .filter(
                            step ->
                                    step.said().step()
                                                    == ReportingStep.INTERMEDIATE_REPORT_SUBMITTED
                                            || step.said().step()
                                                    == ReportingStep.FINAL_REPORT_SUBMITTED)
                    .forEach(step -> close(INTERMEDIATE, concern, "submitted", step));
        }
    }

    private static Predicate<Step> is(ReportingStep which) {
        return step -> step.said().step() == which;
    }

    private static @Nullable Step first(List<Step> steps, Predicate<Step> which) {
        return steps.stream().filter(which).findFirst().orElse(null);
    }

    private void cover(Step step) {
        draft.add(
                new Entry.Covered(
                        Draft.id("covered", REPORTED, step.evidence()),
                        step.evidence(),
                        step.at(),
                        REPORTED,
                        "*",
                        step.said().provenance().trust(),
                        Map.of()));
    }

    /// @param number of the report that is owed: it is met by itself, by those after it, and by
    ///     those before it that are complete
    private void closeAll(String kind, String key, List<Step> steps, int number) {
        for (Step step : steps) {
            int report = REPORTS.indexOf(step.said().step());
            if (report >= number || (report >= 0 && step.said().complete())) {
                close(kind, key, "submitted", step);
            }
        }
    }

    private void close(String kind, String key, String how, Step step) {
        draft.close(
                List.of(kind),
                key,
                how,
                step.evidence(),
                step.at(),
                step.said().provenance().trust(),
                null);
    }

    /// @param term `null` where the Act names none
    private void owe(
            String kind,
            String key,
            String title,
            Step because,
            Instant at,
            @Nullable Duration term) {
        ReportingAdvanced said = because.said();
        draft.add(
                new Entry.Owed(
                        Draft.id(kind, key, because.evidence()),
                        because.evidence(),
                        at,
                        kind,
                        key,
                        null,
                        null,
                        Severity.CRITICAL,
                        term == null ? null : at.plus(term),
                        null,
                        null,
                        false,
                        Map.of("title", title)));
        draft.tell(
                kind,
                key,
                title,
                said.vulnerability(),
                null,
                new Reason(
                        "%s, by %s%s"
                                .formatted(
                                        said.step()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '),
                                        said.provenance().sender(),
                                        said.reason() == null ? "" : ": " + said.reason()),
                        said.provenance().submission(),
                        because.at()));
    }
}
