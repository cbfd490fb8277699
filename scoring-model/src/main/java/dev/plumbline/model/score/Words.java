package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Measure;

/// A measure's value in a sentence.
final class Words {
    private Words() {}

    static String days(double days) {
        var whole = (long) Math.floor(days);
        return whole == 1 ? "1 day" : whole + " days";
    }

    static String of(Measure measure, Outcome outcome) {
        if (outcome.exempt) {
            return "does not concern this product";
        }
        if (outcome.coverage <= 0 && outcome.owed == 0) {
            return "no evidence yet";
        }
        var text = counted(measure, outcome);
        if (outcome.coverage <= 0) {
            return text + "; no evidence that anybody looks";
        }
        return outcome.coverage < 0.995
                ? text + "; evidence covers " + Math.round(100 * outcome.coverage) + " %"
                : text;
    }

    private static String counted(Measure measure, Outcome outcome) {
        return switch (measure.form()) {
            case Form.Timed any -> owed(measure, outcome);
            case Form.Density any -> open(measure, outcome);
            case Form.Windowed any -> good(measure, outcome);
            case Form.Share any -> good(measure, outcome);
            case Form.Checklist any -> good(measure, outcome);
            case Form.Saturating form -> figure(form, outcome);
        };
    }

    private static String owed(Measure measure, Outcome outcome) {
        if (outcome.owed == 0) {
            return "no " + measure.noun();
        }
        var text = number(outcome.owed, measure) + ", " + outcome.open + " open";
        return outcome.late == 0 ? text : text + ", " + outcome.late + " late";
    }

    private static String open(Measure measure, Outcome outcome) {
        return outcome.open == 0
                ? "no open " + measure.noun()
                : outcome.open + " open " + (outcome.open == 1 ? measure.noun() : measure.nouns());
    }

    private static String good(Measure measure, Outcome outcome) {
        return outcome.owed - outcome.open + " of " + number(outcome.owed, measure);
    }

    private static String figure(Form.Saturating form, Outcome outcome) {
        return Double.isNaN(outcome.figure)
                ? form.figure().title() + " not reported"
                : form.figure().title()
                        + ": "
                        + Math.round(100 * outcome.figure)
                        + " %, aim "
                        + Math.round(100 * form.target())
                        + " %";
    }

    private static String number(int count, Measure measure) {
        return count + " " + (count == 1 ? measure.noun() : measure.nouns());
    }
}
