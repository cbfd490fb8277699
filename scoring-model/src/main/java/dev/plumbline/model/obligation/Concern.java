package dev.plumbline.model.obligation;

import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the ledger says about one key of one kind: that it is owed, and that it was met.
final class Concern {
    /// The plan's number of it.
    final int kind;

    final List<Saying> sayings = new ArrayList<>(1);
    List<Closing> closings = List.of();

    Concern(int kind) {
        this.kind = kind;
    }

    /// Whether the line was said already.
    boolean said(String id) {
        for (var i = 0; i < sayings.size(); i++) {
            if (sayings.get(i).owed.id().equals(id)) {
                return true;
            }
        }
        return false;
    }

    /// @return `false` if the line is there already
    boolean add(Closing closing) {
        for (var i = 0; i < closings.size(); i++) {
            if (closings.get(i).closed.id().equals(closing.closed.id())) {
                return false;
            }
        }
        if (closings.isEmpty()) {
            closings = new ArrayList<>(1);
        }
        return closings.add(closing);
    }

    void remove(Closing closing) {
        closings.remove(closing);
    }

    /// One [Entry.Owed], with its instants as micros; [Micros#NEVER] and −1 stand for what it does
    /// not state.
    static final class Saying {
        final Entry.Owed owed;
        final Proof proof;
        final long at;
        final long stated;
        final long listed;
        final int tierDays;

        Saying(Entry.Owed owed, Proof proof) {
            this.owed = owed;
            this.proof = proof;
            this.at = Micros.of(owed.at());
            this.stated = micros(owed.statedDue());
            this.listed = micros(owed.listedAt());
            var tier = owed.tierDays();
            this.tierDays = tier == null ? -1 : tier;
        }

        Severity severity() {
            return owed.severity();
        }

        Map<String, String> attributes() {
            return owed.attributes();
        }

        boolean counts(long t) {
            return at <= t && proof.counts(t);
        }

        boolean before(Saying other) {
            return at < other.at || (at == other.at && owed.id().compareTo(other.owed.id()) < 0);
        }
    }

    /// One [Entry.Closed]. `how` is the plan's number of the word, −1 if no measure knows it.
    static final class Closing {
        final Entry.Closed closed;
        final Proof proof;
        final long at;
        final int how;
        final String word;
        final double trust;
        final long until;

        Closing(Entry.Closed closed, int how, Proof proof) {
            this.closed = closed;
            this.proof = proof;
            this.at = Micros.of(closed.at());
            this.how = how;
            this.word = closed.how();
            this.trust = closed.trust();
            this.until = micros(closed.until());
        }

        /// Earlier, or of the same instant and first by its word, so that arrival does not decide.
        boolean before(Closing other) {
            if (at != other.at) {
                return at < other.at;
            }
            return how == other.how ? until > other.until : word.compareTo(other.word) < 0;
        }

        boolean holds(long t) {
            return at <= t && until > t && proof.live(t);
        }
    }

    private static long micros(@Nullable Instant instant) {
        return instant == null ? Micros.NEVER : Micros.of(instant);
    }
}
