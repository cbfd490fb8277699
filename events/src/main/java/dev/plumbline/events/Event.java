package dev.plumbline.events;

/// Something that happened, as it travels on a topic.
///
/// The families are closed: a new member is a new type name in [EventType], a new sample and, where
/// readers must act on it, a new case in their switches.
public sealed interface Event
        permits Evidence,
                Reference,
                Decision,
                CatalogChange,
                AssessmentRequested,
                ObligationChanged,
                ScoreComputed,
                Progress {

    /// The key on the topic and the CloudEvents `subject`: what keeps its order.
    String subject();
}
