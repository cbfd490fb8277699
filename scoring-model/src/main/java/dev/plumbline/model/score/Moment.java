package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Coverage;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Coverage.Source;
import dev.plumbline.model.catalogue.Form.Exemption;
import dev.plumbline.model.obligation.Answers;
import dev.plumbline.model.obligation.Claim;
import dev.plumbline.model.obligation.Credits;
import dev.plumbline.model.obligation.Micros;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.obligation.Release;
import dev.plumbline.model.score.Score.ObligationState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One posture at one instant: what all measures ask for, found once.
final class Moment {
    final Posture posture;
    final long t;
    final List<Release> releases;
    final Claim.Reading claim = new Claim.Reading();
    final Answers.Reading answer = new Answers.Reading();

    /// States of obligations, if anybody wants to see them.
    final @Nullable List<ObligationState> states;

    private final @Nullable Covered[] coverages;

    /// By feed; there is one a day, and many measures ask.
    private final Map<String, Checks> checks = new HashMap<>();

    private long next = Micros.NEVER;

    Moment(
            Posture posture,
            long t,
            int coverages,
            @Nullable List<ObligationState> states,
            List<Release> releases) {
        this.posture = posture;
        this.t = t;
        this.releases = releases;
        this.coverages = new Covered[coverages];
        this.states = states;
    }

    /// Whether the profile says, with enough trust, that something does not concern the product.
    boolean exempts(@Nullable Exempting unless) {
        if (unless == null) {
            return false;
        }
        var until = posture.exemptUntil(unless.exemption(), unless.trust(), t);
        changesAt(until);
        return until >= 0;
    }

    /// Time itself will change something then.
    void changesAt(long micros) {
        if (micros > t && micros < next) {
            next = micros;
        }
    }

    long next() {
        return next;
    }

    Covered covered(Cover cover) {
        var known = coverages[cover.number()];
        if (known == null) {
            known = cover(cover.coverage());
            coverages[cover.number()] = known;
        }
        return known;
    }

    private Covered cover(Coverage coverage) {
        return switch (coverage.per()) {
            case NONE -> Covered.ALWAYS;
            case PRODUCT -> ofProduct(coverage.anyOf());
            case RELEASE -> ofReleases(coverage.anyOf());
        };
    }

    private Covered ofReleases(List<Source> sources) {
        if (releases.isEmpty()) {
            return Covered.NEVER;
        }
        var share = 0.0;
        var known = 0.0;
        var newest = Micros.NEVER;
        var looks = 0;
        for (var release : releases) {
            @Nullable Seen best = null;
            for (var source : sources) {
                var seen = seen(source, release.name());
                if (seen != null) {
                    newest = later(newest, seen.at());
                    best = best == null || seen.betterThan(best) ? seen : best;
                }
            }
            if (best != null) {
                share += best.fresh();
                known += best.fresh() * best.trust();
                looks += best.looks();
            }
        }
        return new Covered(share / releases.size(), known / releases.size(), newest, looks);
    }

    private Covered ofProduct(List<Source> sources) {
        @Nullable Seen best = null;
        var newest = Micros.NEVER;
        var looks = 0;
        for (var source : sources) {
            for (var subject : posture.looks(source.kind()).keySet()) {
                var seen = seen(source, subject);
                if (seen != null) {
                    looks += seen.looks();
                    newest = later(newest, seen.at());
                    if (best == null || seen.betterThan(best)) {
                        best = seen;
                    }
                }
            }
        }
        return best == null
                ? Covered.NEVER
                : new Covered(best.fresh(), best.fresh() * best.trust(), newest, looks);
    }

    /// The newest look need not be the freshest: sources age at their own pace.
    private static long later(long newest, long at) {
        return newest == Micros.NEVER ? at : Math.max(newest, at);
    }

    private @Nullable Seen seen(Source source, String subject) {
        var looks = posture.looks(source.kind()).get(subject);
        var look = looks == null ? null : looks.newest(t);
        if (looks == null || look == null) {
            return null;
        }
        if (source.feeds().isEmpty()) {
            return seen(look.at(), look.trust(), looks.count(t), source.freshness());
        }
        var at = Micros.NEVER;
        var trust = look.trust();
        var count = Integer.MAX_VALUE;
        for (var feed : source.feeds()) {
            var checked = checks.computeIfAbsent(feed, this::checks);
            if (checked.count == 0) {
                return null;
            }
            at = Math.min(at, checked.newest);
            trust = Math.min(trust, checked.trust);
            count = Math.min(count, checked.count);
        }
        return seen(at, trust, count, source.freshness());
    }

    private Checks checks(String feed) {
        var looks = posture.looks(feed).get("*");
        var newest = looks == null ? null : looks.newest(t);
        return looks == null || newest == null
                ? Checks.NONE
                : new Checks(newest.at(), newest.trust(), looks.count(t));
    }

    private Seen seen(long at, double trust, int looks, Freshness freshness) {
        return new Seen(fresh(at, freshness), trust, at, looks);
    }

    /// The source whose evidence earns most: freshness times trust. Fresher evidence of less trust
    /// does not take away what older one has earned.
    @Nullable Seen worthiest(List<Source> sources, String subject) {
        @Nullable Seen best = null;
        for (var source : sources) {
            var looks = posture.looks(source.kind()).get(subject);
            var seen = looks == null ? null : seen(source, subject);
            if (looks == null || seen == null) {
                continue;
            }
            for (var look : looks.all()) {
                if (look.live(t)) {
                    var fresh =
                            source.feeds().isEmpty()
                                    ? fresh(look.at(), source.freshness())
                                    : seen.fresh();
                    if (best == null || fresh * look.trust() > best.fresh() * best.trust()) {
                        best = new Seen(fresh, look.trust(), look.at(), seen.looks());
                    }
                }
            }
        }
        return best;
    }

    /// What a look of that instant is worth now.
    double fresh(long at, Freshness freshness) {
        if (!freshness.ages()) {
            return 1;
        }
        changesAt(at + Micros.ofDays(freshness.graceDays()));
        return Credits.freshness(Micros.days(t - at), freshness);
    }

    /// The checks of a feed that count.
    private record Checks(long newest, double trust, int count) {
        static final Checks NONE = new Checks(Micros.NEVER, 0, 0);
    }

    /// A subject that was looked at.
    record Seen(double fresh, double trust, long at, int looks) {
        boolean betterThan(Seen other) {
            if (fresh != other.fresh) {
                return fresh > other.fresh;
            }
            return at != other.at ? at > other.at : trust > other.trust;
        }
    }

    /// Coverage of the product.
    ///
    /// @param share `g`
    /// @param known `g` with each look's trust
    /// @param newest instant of the newest look; [Micros#NEVER] if there is none
    record Covered(double share, double known, long newest, int looks) {
        static final Covered ALWAYS = new Covered(1, 1, Micros.NEVER, 0);
        static final Covered NEVER = new Covered(0, 0, Micros.NEVER, 0);
    }

    /// @param trust the least that the fact needs
    record Exempting(Exemption exemption, double trust) {}

    /// A coverage under the number that the scorer gave it, alike ones the same.
    record Cover(int number, Coverage coverage) {}
}
