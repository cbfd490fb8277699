package dev.plumbline.model.obligation;

import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.evidence.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// All answers to one item of one list, oldest first.
///
/// A later, lower answer bounds the earlier ones, and stays a bound even if it is withdrawn:
/// otherwise retracting a "no" would bring back the "yes" before it and raise the score (SCORING.md
/// I7). A later, higher answer lifts again.
public final class Answers {
    private final List<Answer> answers = new ArrayList<>(2);

    /// @return `false` if the line is there already
    boolean add(Answer answer) {
        for (var i = answers.size() - 1; i >= 0 && answers.get(i).at >= answer.at; i--) {
            if (answers.get(i).id.equals(answer.id)) {
                return false;
            }
        }
        answers.add(answer);
        for (var i = answers.size() - 1; i > 0 && answers.get(i - 1).at > answer.at; i--) {
            answers.set(i, answers.get(i - 1));
            answers.set(i - 1, answer);
        }
        return true;
    }

    void remove(Answer answer) {
        answers.remove(answer);
    }

    /// Reads what the item is worth at `t`, where a value is worth itself.
    public void read(long t, Freshness freshness, Reading into) {
        read(t, freshness, DoubleUnaryOperator.identity(), into);
    }

    /// @param worth what a value is worth, 0..1; never less for a higher value
    public void read(long t, Freshness freshness, DoubleUnaryOperator worth, Reading into) {
        into.clear(worth);
        var bound = 1.0;
        var newest = true;
        for (var last = answers.size() - 1; last >= 0; ) {
            var at = answers.get(last).at;
            var first = last;
            while (first > 0 && answers.get(first - 1).at == at) {
                first--;
            }
            if (at <= t) {
                for (var i = first; i <= last; i++) {
                    if (answers.get(i).proof.counts(t)) {
                        bound = Math.min(bound, answers.get(i).value);
                        into.asked = true;
                    }
                }
                if (newest && into.asked) {
                    into.value = bound;
                    into.proven = worth.applyAsDouble(bound);
                    newest = false;
                }
                for (var i = first; i <= last; i++) {
                    into.take(answers.get(i), t, bound, freshness);
                }
            }
            last = first - 1;
        }
    }

    /// Until when an answer of enough trust stands that says exactly `value` and that nothing
    /// contradicted since; −1 if there is none. What was said and withdrawn is still a
    /// contradiction: withdrawing it proves nothing.
    public long saysUntil(double value, double trust, long t) {
        var contradicted = -1L;
        for (var answer : answers) {
            if (answer.at <= t && answer.value != value && answer.proof.counts(t)) {
                contradicted = Math.max(contradicted, answer.at);
            }
        }
        var until = -1L;
        for (var answer : answers) {
            if (answer.at <= t
                    && answer.at > contradicted
                    && answer.value == value
                    && answer.trust >= trust
                    && answer.holds(t)) {
                until = Math.max(until, answer.until);
            }
        }
        return until;
    }

    /// One [Entry.Answered].
    static final class Answer {
        final Proof proof;
        final String id;
        final long at;
        final double value;
        final double trust;
        final long until;

        Answer(Entry.Answered answered, Proof proof) {
            this.proof = proof;
            this.id = answered.id();
            this.at = Micros.of(answered.at());
            this.value = answered.value();
            this.trust = answered.trust();
            var ends = answered.until();
            this.until = ends == null ? Micros.NEVER : Micros.of(ends);
        }

        boolean holds(long t) {
            return until > t && proof.live(t);
        }
    }

    /// What an item is worth at an instant.
    public static final class Reading {
        private boolean asked;
        private double credit;
        private double known;
        private double trust;
        private double proven;
        private double value;
        private DoubleUnaryOperator worth = DoubleUnaryOperator.identity();
        private @Nullable Answer best;

        private void clear(DoubleUnaryOperator of) {
            asked = false;
            credit = 0;
            known = 0;
            trust = 0;
            proven = 1;
            value = Double.NaN;
            worth = of;
            best = null;
        }

        private void take(Answer answer, long t, double bound, Freshness freshness) {
            if (!answer.holds(t)) {
                return;
            }
            var fresh = Credits.freshness(Micros.days(t - answer.at), freshness);
            known = Math.max(known, fresh * answer.trust);
            trust = Math.max(trust, answer.trust);
            var full = worth.applyAsDouble(Math.min(answer.value, bound));
            var earned = fresh * Math.min(full, answer.trust);
            if (best == null || earned > credit) {
                best = answer;
            }
            credit = Math.max(credit, earned);
        }

        /// Whether anybody ever answered, withdrawn and expired answers included.
        public boolean asked() {
            return asked;
        }

        /// Whether an answer stands today.
        public boolean answered() {
            return best != null;
        }

        /// 0..1, after trust and freshness.
        public double credit() {
            return credit;
        }

        /// 0..1, how sure we are: trust times freshness of the answers that stand.
        public double known() {
            return known;
        }

        /// The best trust of an answer that stands.
        public double trust() {
            return trust;
        }

        /// What it would be worth if proven: the newest word, or 1 if there is none.
        public double proven() {
            return proven;
        }

        /// The newest word itself; NaN if there is none.
        public double value() {
            return value;
        }

        /// Instant of the answer that counts; [Micros#NEVER] if none does.
        public long at() {
            return best == null ? Micros.NEVER : best.at;
        }

        /// When that answer ends to prove anything.
        public long until() {
            return best == null ? Micros.NEVER : best.until;
        }
    }
}
