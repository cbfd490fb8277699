package dev.plumbline.model.score;

/// Says what a measure is worth at a moment. One class a form of the catalogue.
interface Evaluator {
    void evaluate(Moment moment, Outcome outcome);
}
