package dev.plumbline.events;

import java.util.List;

/// The topics, each keyed by what must keep its order. Declared with partitions and retention in
/// `deploy/topics.yaml`.
public final class Topics {
    /// The door for those who send documents by event: the one topic that others write to.
    public static final String SUBMISSION = "plumbline.submission.v1";

    public static final String EVIDENCE = "plumbline.evidence.v1";
    public static final String EVIDENCE_BULK = "plumbline.evidence.bulk.v1";
    public static final String REFERENCE = "plumbline.reference.v1";
    public static final String ASSESS = "plumbline.assess.v1";
    public static final String OBLIGATION = "plumbline.obligation.v1";
    public static final String SCORE = "plumbline.score.v1";
    public static final String PROGRESS = "plumbline.progress.v1";
    public static final String DECISION = "plumbline.decision.v1";
    public static final String CATALOG = "plumbline.catalog.v1";

    /// All of them, dead letters aside.
    public static final List<String> ALL =
            List.of(
                    SUBMISSION,
                    EVIDENCE,
                    EVIDENCE_BULK,
                    REFERENCE,
                    ASSESS,
                    OBLIGATION,
                    SCORE,
                    PROGRESS,
                    DECISION,
                    CATALOG);

    private Topics() {}

    /// Where a consumer group puts what it can't ever apply.
    public static String deadLetter(String topic, String group) {
        return topic + "." + group + ".dlq";
    }
}
