package dev.plumbline.events;

/// A product wants a new score. Requests that wait for the same product coalesce.
///
/// Topic `plumbline.assess.v1`, key = product; scoring-service to itself. It carries no cause:
/// those stand in the service's own tables, so that losing a duplicate request loses nothing.
public record AssessmentRequested(String product) implements Event {
    @Override
    public String subject() {
        return product;
    }
}
