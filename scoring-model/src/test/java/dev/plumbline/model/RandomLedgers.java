package dev.plumbline.model;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Vocabulary.Question;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Ledgers of one small product under a catalogue, random but not far from life: few keys, lines
/// and scopes, so that things meet.
///
/// A ledger speaks of a few of the catalogue's kinds and lists, another one of others, so that what
/// belongs together meets often although the whole vocabulary is large. Each line is its own piece
/// of evidence; every tenth or so withdraws another.
public final class RandomLedgers {
    public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    public static final List<String> RELEASES = List.of("1.0", "1.1", "2.0");
    public static final int LONGEST = 60;
    private static final List<String> LINES = List.of("1.x", "2.x");
    private static final List<String> SCOPES = List.of("", "api", "web");
    private static final List<Double> TRUSTS = List.of(0.4, 0.7, 0.9, 1.0);
    private static final int HOURS = 900 * 24;

    /// How many kinds of concern, of look and of question one ledger speaks of.
    private static final int THEME = 6;

    private final Vocabulary words;

    private RandomLedgers(Catalogue catalogue) {
        this.words = Vocabulary.of(catalogue);
    }

    public static RandomLedgers of(Catalogue catalogue) {
        return new RandomLedgers(catalogue);
    }

    public Vocabulary words() {
        return words;
    }

    public Arbitrary<List<Entry>> ledgers() {
        return Arbitraries.longs()
                .flatMap(
                        seed ->
                                Arbitraries.integers()
                                        .between(0, LONGEST)
                                        .map(length -> ledger(seed, length)));
    }

    public static Arbitrary<Instant> instants() {
        return Arbitraries.integers()
                .between(0, HOURS)
                .map(hours -> START.plus(Duration.ofHours(hours)));
    }

    public static Arbitrary<Double> trusts() {
        return Arbitraries.of(TRUSTS);
    }

    /// Shorter ledgers of one seed are the beginnings of longer ones, so that a failing one
    /// shrinks.
    public List<Entry> ledger(long seed, int length) {
        return new Draw(new Random(seed)).entries(length);
    }

    /// Units and what breaks them share the names of releases; the rest are numbered.
    public String key(String kind, int number) {
        return words.unit(kind) || words.breaks(kind)
                ? RELEASES.get(number % RELEASES.size())
                : "k" + number;
    }

    /// A look with everything that some measure asks of it.
    public Entry look(
            String id, Instant at, String kind, String release, double trust, int number) {
        var attributes = new HashMap<String, String>();
        attributes.put("scope", SCOPES.get(number % SCOPES.size()));
        attributes.put("code-lines", "250000");
        words.marks()
                .forEach(
                        (name, values) ->
                                attributes.put(
                                        name, List.copyOf(values).get(number % values.size())));
        return new Entry.Covered(id, id, at, kind, release, trust, attributes);
    }

    /// How an item is called in the ledger.
    public static String item(Question question, int number) {
        return switch (question.per()) {
            case PRODUCT -> question.item();
            case RELEASE -> RELEASES.get(number % RELEASES.size()) + "/" + question.item();
            case LINE -> LINES.get(number % LINES.size()) + "/" + question.item();
        };
    }

    /// One ledger being drawn.
    private final class Draw {
        private final Random random;
        private final List<String> kinds;
        private final List<Question> questions;

        Draw(Random random) {
            this.random = random;
            this.kinds = some(words.kinds());
            this.questions = some(words.questions());
        }

        List<Entry> entries(int length) {
            var entries = new ArrayList<Entry>(length);
            for (var i = 0; i < length; i++) {
                entries.add(entry("e%03d".formatted(i)));
            }
            return List.copyOf(entries);
        }

        private Entry entry(String id) {
            var dice = random.nextInt(40);
            if (dice < 4) {
                var release = of(RELEASES);
                return new Entry.Released(
                        id,
                        id,
                        at(),
                        release,
                        release.charAt(0) + ".x",
                        false,
                        release.equals("2.0") ? 2 : 1);
            }
            if (dice < 12) {
                return owed(id);
            }
            if (dice < 20) {
                return closed(id);
            }
            if (dice < 28) {
                return covered(id);
            }
            if (dice < 34) {
                return answered(id);
            }
            if (dice < 38) {
                return new Entry.Retracted(
                        id, id, at(), "e%03d".formatted(random.nextInt(LONGEST)));
            }
            return dice == 38
                    ? new Entry.Excused(id, id, at(), "e%03d".formatted(random.nextInt(LONGEST)))
                    : new Entry.SupportEnded(id, id, at(), of(LINES));
        }

        private Entry owed(String id) {
            var kind = of(kinds);
            var number = random.nextInt(6);
            var at = at();
            var tier = random.nextBoolean() ? 3 : 14;
            var early = random.nextBoolean();
            var stated = words.stated(kind) && random.nextInt(4) > 0;
            return new Entry.Owed(
                    id,
                    id,
                    at,
                    kind,
                    key(kind, number),
                    of(LINES),
                    words.breaks(kind) && random.nextBoolean() ? null : of(RELEASES),
                    of(List.of(Severity.values())),
                    stated ? at.plus(Duration.ofDays(early ? -20 : 4L * tier)) : null,
                    stated ? at.minus(Duration.ofDays(early ? 40 : 0)) : null,
                    random.nextInt(3) > 0 ? tier : null,
                    random.nextInt(3) == 0,
                    attributes());
        }

        private Map<String, String> attributes() {
            var attributes = new HashMap<String, String>();
            attributes.put("scope", of(SCOPES));
            words.attributes()
                    .forEach(
                            (name, values) -> {
                                if (random.nextBoolean()) {
                                    attributes.put(name, "other," + of(List.copyOf(values)));
                                }
                            });
            return attributes;
        }

        private Entry closed(String id) {
            var kind = of(kinds);
            var hows = words.closes(kind);
            var at = at();
            return new Entry.Closed(
                    id,
                    id,
                    at,
                    kind,
                    key(kind, random.nextInt(6)),
                    hows.isEmpty() ? "nothing" : of(hows),
                    of(TRUSTS),
                    random.nextInt(4) == 0 ? at.plus(Duration.ofDays(60)) : null);
        }

        private Entry covered(String id) {
            return random.nextInt(5) < 2
                    ? new Entry.Covered(
                            id, id, at(), of(words.productLooks()), "*", of(TRUSTS), Map.of())
                    : look(
                            id,
                            at(),
                            of(words.releaseLooks()),
                            of(RELEASES),
                            of(TRUSTS),
                            random.nextInt(12));
        }

        private Entry answered(String id) {
            var question = of(questions);
            var at = at();
            return new Entry.Answered(
                    id,
                    id,
                    at,
                    question.list(),
                    item(question, random.nextInt(6)),
                    of(List.of(0.0, 0.3, 0.5, 1.0, 1.0)),
                    of(TRUSTS),
                    random.nextInt(5) == 0 ? at.plus(Duration.ofDays(90)) : null);
        }

        private Instant at() {
            return START.plus(Duration.ofHours(random.nextInt(HOURS + 1)));
        }

        private <T> T of(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private <T> List<T> some(List<T> all) {
            var chosen = new ArrayList<T>();
            var from = random.nextInt(all.size());
            for (var i = 0; i < Math.min(THEME, all.size()); i++) {
                chosen.add(all.get((from + i) % all.size()));
            }
            return chosen;
        }
    }
}
