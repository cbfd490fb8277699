package dev.plumbline.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The name of each event on the wire, and the record behind it. The major version is part of the
/// name.
public enum EventType {
    RELEASE_PUBLISHED("release.published", Evidence.ReleasePublished.class),
    SUPPORT_ENDED("support.ended", Evidence.SupportEnded.class),
    INVENTORY_OBSERVED("inventory.observed", Evidence.InventoryObserved.class),
    FINDINGS_OBSERVED("findings.observed", Evidence.FindingsObserved.class),
    VEX_STATED("vex.stated", Evidence.VexStated.class),
    FACT_REPORTED("fact.reported", Evidence.FactReported.class),
    GATE_CHECKED("gate.checked", Evidence.GateChecked.class),
    RECORD_PUBLISHED("record.published", Evidence.RecordPublished.class),
    DUTY_OPENED("duty.opened", Evidence.DutyOpened.class),
    DUTY_MET("duty.met", Evidence.DutyMet.class),
    LOOK_TAKEN("look.taken", Evidence.LookTaken.class),
    REPORTING_ADVANCED("reporting.advanced", Evidence.ReportingAdvanced.class),
    OBSERVED_AGAIN("observed-again", Evidence.ObservedAgain.class),
    RETRACTED("retracted", Evidence.Retracted.class),
    ADVISORY_PUBLISHED("advisory.published", Reference.AdvisoryPublished.class),
    KEV_LISTED("kev.listed", Reference.KevListed.class),
    EPSS_SCORED("epss.scored", Reference.EpssScored.class),
    SSVC_DECIDED("ssvc.decided", Reference.SsvcDecided.class),
    FEED_CHECKED("feed.checked", Reference.FeedChecked.class),
    FINDING_TRIAGED("finding.triaged", Decision.FindingTriaged.class),
    RISK_ACCEPTED("risk.accepted", Decision.RiskAccepted.class),
    WAIVER_ENDED("waiver.ended", Decision.WaiverEnded.class),
    SUBMISSION_ERRONEOUS("submission.erroneous", Decision.SubmissionErroneous.class),
    UNIT_SAVED("unit.saved", CatalogChange.UnitSaved.class),
    TEAM_SAVED("team.saved", CatalogChange.TeamSaved.class),
    PRODUCT_SAVED("product.saved", CatalogChange.ProductSaved.class),
    LINE_SAVED("line.saved", CatalogChange.LineSaved.class),
    HOOK_SAVED("hook.saved", CatalogChange.HookSaved.class),
    FEED_SAVED("feed.saved", CatalogChange.FeedSaved.class),
    ASSESSMENT_REQUESTED("assessment.requested", AssessmentRequested.class),
    OBLIGATION_CHANGED("obligation.changed", ObligationChanged.class),
    SCORE_COMPUTED("score.computed", ScoreComputed.class),
    PROGRESS_REPORTED("progress.reported", ProgressReported.class),
    CONNECTION_REPORTED("connection.reported", ConnectionReported.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toMap(EventType::wireName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_RECORD =
            Arrays.stream(values())
                    .collect(Collectors.toMap(EventType::record, Function.identity()));

    private final String wireName;
    private final Class<? extends Event> record;

    EventType(String name, Class<? extends Event> record) {
        this.wireName = "dev.plumbline." + name + ".v1";
        this.record = record;
    }

    /// The CloudEvents `type`, such as `dev.plumbline.inventory.observed.v1`.
    public String wireName() {
        return wireName;
    }

    public Class<? extends Event> record() {
        return record;
    }

    public static EventType of(Event event) {
        EventType type = BY_RECORD.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no wire name for " + event.getClass().getName());
        }
        return type;
    }

    /// Empty for a type that this version does not know.
    public static Optional<EventType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
