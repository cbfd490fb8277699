package dev.plumbline.model.obligation;

import dev.plumbline.model.evidence.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All evidence of one kind for one subject, oldest first.
public final class Looks {
    private final List<Look> looks = new ArrayList<>(2);

    /// @return `false` if the line is there already
    boolean add(Look look) {
        var index = indexOf(look);
        for (var i = index - 1; i >= 0 && looks.get(i).at == look.at; i--) {
            if (looks.get(i).id.equals(look.id)) {
                return false;
            }
        }
        looks.add(index, look);
        return true;
    }

    /// Mostly the end: looks come in the order of their dates.
    private int indexOf(Look look) {
        if (looks.isEmpty() || !looks.getLast().after(look)) {
            return looks.size();
        }
        var from = 0;
        var to = looks.size() - 1;
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (looks.get(middle).after(look)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    void remove(Look look) {
        looks.remove(look);
    }

    /// The newest that counts at `t`.
    public @Nullable Look newest(long t) {
        for (var i = looks.size() - 1; i >= 0; i--) {
            var look = looks.get(i);
            if (look.live(t)) {
                return look;
            }
        }
        return null;
    }

    /// How many count at `t`.
    public int count(long t) {
        var count = 0;
        for (var i = 0; i < looks.size() && looks.get(i).at <= t; i++) {
            if (looks.get(i).live(t)) {
                count++;
            }
        }
        return count;
    }

    /// Whether there ever was one, withdrawn or not.
    public boolean ever(long t) {
        for (var look : looks) {
            if (look.at <= t && look.proof.counts(t)) {
                return true;
            }
        }
        return false;
    }

    /// The largest size that one ever stated, 0 if none did. Sticky: withdrawing a look does not
    /// take its size away.
    public double size(long t) {
        var size = 0.0;
        for (var look : looks) {
            if (look.at <= t && look.proof.counts(t)) {
                size = Math.max(size, look.size);
            }
        }
        return size;
    }

    public List<Look> all() {
        return looks;
    }

    /// One [Entry.Covered].
    public static final class Look {
        final Proof proof;
        final long at;
        private final String id;
        private final double trust;
        private final double size;
        private final Map<String, String> attributes;

        Look(Entry.Covered covered, double size, Proof proof) {
            this.proof = proof;
            this.id = covered.id();
            this.at = Micros.of(covered.at());
            this.trust = covered.trust();
            this.size = size;
            this.attributes = covered.attributes();
        }

        /// Later, or of the same instant and more trusted, so that arrival does not decide.
        private boolean after(Look other) {
            return at != other.at ? at > other.at : trust > other.trust;
        }

        public boolean live(long t) {
            return at <= t && proof.live(t);
        }

        public long at() {
            return at;
        }

        public double trust() {
            return trust;
        }

        public String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }
    }
}
