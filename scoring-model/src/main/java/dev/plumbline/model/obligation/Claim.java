package dev.plumbline.model.obligation;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Form.Filter;
import dev.plumbline.model.obligation.Concern.Closing;
import dev.plumbline.model.obligation.Concern.Saying;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One obligation as one demand of the catalogue sees it: the concerns of its kinds that share a
/// key.
public final class Claim {
    /// The plan's number of it.
    final int demand;

    private final String key;
    private final List<String> kinds;
    private final Filter filter;

    /// `null` if nothing is filtered.
    private final @Nullable List<Saying> passing;

    private Concern[] concerns = {};

    /// @param kinds kinds of the demand, in its order
    Claim(int demand, String key, List<String> kinds, Filter filter) {
        this.demand = demand;
        this.key = key;
        this.kinds = kinds;
        this.filter = filter;
        this.passing = filter.passesAll() ? null : new ArrayList<>(1);
    }

    void join(Concern concern) {
        concerns = Arrays.copyOf(concerns, concerns.length + 1);
        concerns[concerns.length - 1] = concern;
    }

    /// A saying of one of the concerns was added.
    void heard(Saying saying) {
        if (passing != null && passes(saying)) {
            passing.add(saying);
        }
    }

    private boolean passes(Saying saying) {
        if (filter.world() && saying.owed.own()) {
            return false;
        }
        if (!filter.severities().isEmpty() && !filter.severities().contains(saying.severity())) {
            return false;
        }
        for (var wanted : filter.attributes().entrySet()) {
            if (!names(saying.attributes().get(wanted.getKey()), wanted.getValue())) {
                return false;
            }
        }
        return filter.condition() == null || filter.condition().holds(saying.owed);
    }

    private static boolean names(@Nullable String list, Set<String> wanted) {
        if (list == null) {
            return false;
        }
        for (var each : list.split(",")) {
            if (wanted.contains(each.strip())) {
                return true;
            }
        }
        return false;
    }

    public String key() {
        return key;
    }

    /// Reads what is owed at `t`.
    ///
    /// @return `false` if nothing is: all of it lies in the future, was declared erroneous, or is
    ///     filtered out
    public boolean read(long t, Reading into) {
        if (passing != null && !anyCounts(passing, t)) {
            return false;
        }
        var heard = false;
        for (var concern : concerns) {
            var sayings = concern.sayings;
            for (var i = 0; i < sayings.size(); i++) {
                var saying = sayings.get(i);
                if (saying.counts(t)) {
                    if (!heard) {
                        into.clear(t);
                    }
                    into.take(saying, !heard);
                    heard = true;
                }
            }
        }
        return heard;
    }

    private static boolean anyCounts(List<Saying> sayings, long t) {
        for (var i = 0; i < sayings.size(); i++) {
            if (sayings.get(i).counts(t)) {
                return true;
            }
        }
        return false;
    }

    /// Reads what was once owed and later declared erroneous, so that nothing is left of it.
    ///
    /// @return `false` if something is still owed, or never was
    public boolean readExcused(long t, Reading into) {
        var heard = false;
        var filtered =
                passing == null
                        ? Arrays.stream(concerns).flatMap(each -> each.sayings.stream()).toList()
                        : passing;
        for (var saying : filtered) {
            if (saying.counts(t)) {
                return false;
            }
            if (saying.at <= t) {
                if (!heard) {
                    into.clear(t);
                }
                into.take(saying, !heard);
                heard = true;
            }
        }
        return heard;
    }

    /// Finds the due day of what was read, under a rule.
    public void decide(Deadline deadline, Reading into) {
        switch (deadline.onRepeat()) {
            case EACH -> decideEach(deadline, into);
            case EARLIEST -> {
                into.worldDue =
                        deadline.world(
                                into.first.owed.kind(),
                                into.opened,
                                into.earliestStated,
                                into.earliestListed,
                                into.shortestTier,
                                into.severity);
                into.due = deadline.fair(into.worldDue, into.opened, into.shortestTier);
            }
            case FIRST -> {
                into.worldDue = deadline.world(into.first, into.severity);
                into.due = deadline.fair(into.worldDue, into.first.at, into.first.tierDays);
            }
        }
    }

    /// A statement of unknown severity takes the one that others know, with its own date.
    private void decideEach(Deadline deadline, Reading into) {
        for (var concern : concerns) {
            var sayings = concern.sayings;
            for (var j = 0; j < sayings.size(); j++) {
                var saying = sayings.get(j);
                if (saying.counts(into.t)) {
                    var known = saying.severity() != Severity.UNKNOWN;
                    var world = deadline.world(saying, known ? saying.severity() : into.severity);
                    into.worldDue = Math.min(into.worldDue, world);
                    into.due = Math.min(into.due, deadline.fair(world, saying.at, saying.tierDays));
                }
            }
        }
    }

    /// Credit of a timed obligation whose due day is decided: of several closings the one that is
    /// worth most counts, and trust caps only what closing adds (SCORING.md rule 15).
    ///
    /// @param covered instant of the newest look, up to which a late closing has recovered;
    ///     [Micros#NEVER] for none
    public void creditTimed(double halfLifeDays, Recovery recovery, long covered, Reading into) {
        var t = into.t;
        var standing = Credits.open(Micros.days(t - into.due), halfLifeDays);
        into.credit = standing;
        into.proven = standing;
        into.open = true;
        for (var concern : concerns) {
            var closings = concern.closings;
            for (var j = 0; j < closings.size(); j++) {
                var closing = closings.get(j);
                if (!recovery.closes(closing) || !closing.holds(t)) {
                    continue;
                }
                var met = Credits.closed(Micros.days(closing.at - into.due), halfLifeDays);
                var worth =
                        Math.min(
                                recovery.trust(closing, into.opened, covered),
                                recovery.late(met, closing, covered));
                into.take(
                        closing,
                        Math.max(standing, worth),
                        Math.max(standing, recovery.late(met, closing, t)));
            }
        }
    }

    /// Credit of what is either met or not: 0 while open, else the best trust.
    public void creditPlain(Recovery recovery, long covered, Reading into) {
        into.credit = 0;
        into.proven = 0;
        into.open = true;
        for (var concern : concerns) {
            var closings = concern.closings;
            for (var j = 0; j < closings.size(); j++) {
                var closing = closings.get(j);
                if (recovery.closes(closing) && closing.holds(into.t)) {
                    into.take(closing, recovery.trust(closing, into.opened, covered), 1);
                }
            }
        }
    }

    /// Whether nothing of sufficient trust closes it.
    ///
    /// @param closes by the plan's number of the word (see [Plan#closes])
    public boolean open(long t, boolean[] closes, double trust) {
        return closedAt(t, closes, trust) == Micros.NEVER;
    }

    /// When the first closing of sufficient trust came that still holds; [Micros#NEVER] while none
    /// does.
    ///
    /// @param closes by the plan's number of the word (see [Plan#closes])
    public long closedAt(long t, boolean[] closes, double trust) {
        var first = Micros.NEVER;
        for (var concern : concerns) {
            var closings = concern.closings;
            for (var j = 0; j < closings.size(); j++) {
                var closing = closings.get(j);
                if (closing.how >= 0
                        && closes[closing.how]
                        && closing.trust >= trust
                        && closing.holds(t)) {
                    first = Math.min(first, closing.at);
                }
            }
        }
        return first;
    }

    /// The first kind of the demand that is owed, as of what was read: it does not change when
    /// others join later.
    public String kind(Reading read) {
        if (concerns.length > 1) {
            for (var kind : kinds) {
                for (var concern : concerns) {
                    var sayings = concern.sayings;
                    if (anyCounts(sayings, read.t) && sayings.getFirst().owed.kind().equals(kind)) {
                        return kind;
                    }
                }
            }
        }
        return read.first.owed.kind();
    }

    /// Attributes that the concerns state, as of what was read; of several statements the newest
    /// counts.
    public Map<String, String> attributes(Reading read) {
        if (read.sayings == 1) {
            return read.first.attributes();
        }
        var merged = new TreeMap<String, String>();
        sayings(read.t).stream()
                .sorted((a, b) -> a == b ? 0 : a.before(b) ? -1 : 1)
                .forEach(saying -> merged.putAll(saying.attributes()));
        return merged;
    }

    /// Evidence that makes it owed, as of what was read, sorted.
    public List<String> evidence(Reading read) {
        if (read.sayings == 1) {
            return read.first.proof.alone;
        }
        var names = new TreeSet<String>();
        sayings(read.t).forEach(saying -> names.add(saying.proof.evidence));
        return List.copyOf(names);
    }

    private List<Saying> sayings(long t) {
        return Arrays.stream(concerns)
                .flatMap(concern -> concern.sayings.stream())
                .filter(saying -> saying.counts(t))
                .toList();
    }

    /// What a claim says at an instant. Made once and filled again and again, so that reading
    /// allocates nothing.
    public static final class Reading {
        private long t;
        private int sayings;
        private long opened;
        private long due;
        private long worldDue;
        private Severity severity = Severity.UNKNOWN;
        private boolean own;
        private int shortestTier;
        private long earliestStated;
        private long earliestListed;

        @SuppressWarnings("NullAway.Init") // read() takes at least one saying
        private Saying first;

        private boolean open;
        private double credit;
        private double proven;
        private @Nullable Closing closing;

        private void clear(long at) {
            t = at;
            sayings = 0;
            opened = Micros.NEVER;
            due = Micros.NEVER;
            worldDue = Micros.NEVER;
            severity = Severity.UNKNOWN;
            own = true;
            shortestTier = -1;
            earliestStated = Micros.NEVER;
            earliestListed = Micros.NEVER;
            closing = null;
        }

        private void take(Saying saying, boolean isFirst) {
            sayings++;
            opened = Math.min(opened, saying.at);
            if (saying.severity().compareTo(severity) > 0) {
                severity = saying.severity();
            }
            own &= saying.owed.own();
            if (saying.tierDays >= 0 && (shortestTier < 0 || saying.tierDays < shortestTier)) {
                shortestTier = saying.tierDays;
            }
            earliestStated = Math.min(earliestStated, saying.stated);
            earliestListed = Math.min(earliestListed, saying.listed);
            if (isFirst || saying.before(first)) {
                first = saying;
            }
        }

        private void take(Closing each, double worth, double worthIfProven) {
            open = false;
            if (closing == null || worth > credit || (worth == credit && each.before(closing))) {
                closing = each;
            }
            credit = Math.max(credit, worth);
            proven = Math.max(proven, worthIfProven);
        }

        public long opened() {
            return opened;
        }

        public Instant openedAt() {
            return sayings == 1 ? first.owed.at() : Micros.instant(opened);
        }

        public long due() {
            return due;
        }

        /// When the world asked for it; earlier than [#due()] if Plumbline met the product later
        /// than that.
        public long worldDue() {
            return worldDue;
        }

        public Severity severity() {
            return severity;
        }

        /// Whether only the maker's own tools say so.
        public boolean own() {
            return own;
        }

        /// Shortest tier that was stated, in days; −1 if none was.
        public int tierDays() {
            return shortestTier;
        }

        public boolean open() {
            return open;
        }

        public double credit() {
            return credit;
        }

        /// The credit if trust were full and the last look were now.
        public double proven() {
            return proven;
        }

        /// `null` while open.
        public @Nullable Instant closedAt() {
            return closing == null ? null : closing.closed.at();
        }

        public @Nullable String closedBy() {
            return closing == null ? null : closing.word;
        }

        /// When the closing that counts ends to hold; [Micros#NEVER] if it does not.
        public long closedUntil() {
            return closing == null ? Micros.NEVER : closing.until;
        }

        public @Nullable String line() {
            return first.owed.line();
        }

        public @Nullable String release() {
            return first.owed.release();
        }

        /// What the first statement says under a name, or `""`.
        public String attribute(String name) {
            return first.attributes().getOrDefault(name, "");
        }
    }
}
