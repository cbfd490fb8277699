package dev.plumbline.dashboard.view;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.events.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Figures, dates and codes as people read them, at one instant.
///
/// Every figure is rounded half-even on its exact decimal value, so that the same number reads the
/// same on every page; a minus is U+2212, and a change of less than half the last digit reads `=
/// 0.0`, never `▲ 0.0`.
///
/// @param now the instant to which "left", "late" and "ago" refer; times are shown in UTC
public record Words(Instant now) {
    /// Count that a service reports → its noun, in the order of telling; empty where it is none.
    private static final Map<String, String> COUNTED = new LinkedHashMap<>();

    static {
        COUNTED.put("components", "component");
        COUNTED.put("identified", "");
        COUNTED.put("unidentified", "");
        COUNTED.put("unmatchable", "");
        COUNTED.put("statements", "statement");
        COUNTED.put("undecidedStatements", "undecided statement");
        COUNTED.put("unresolvedStatements", "unresolved statement");
        COUNTED.put("scans", "scan");
        COUNTED.put("findings", "finding");
        COUNTED.put("otherResults", "other result");
        COUNTED.put("facts", "fact");
        COUNTED.put("documents", "document");
        COUNTED.put("advisories", "advisory");
        COUNTED.put("drafts", "draft");
        COUNTED.put("vulnerabilities", "vulnerability");
        COUNTED.put("exploited", "exploited vulnerability");
        COUNTED.put("kev", "KEV entry");
        COUNTED.put("ssvc", "SSVC decision");
        COUNTED.put("ssvcDecisions", "SSVC decision");
        COUNTED.put("epss", "EPSS score");
        COUNTED.put("scores", "EPSS score");
        COUNTED.put("parts", "part");
        COUNTED.put("records", "record");
        COUNTED.put("products", "product");
    }

    private static final DateTimeFormatter DAY = utc("d MMM uuuu");
    private static final DateTimeFormatter MONTH = utc("MMM uuuu");
    private static final DateTimeFormatter DAY_OF_YEAR = utc("d MMM");
    private static final DateTimeFormatter MINUTE = utc("d MMM uuuu, HH:mm 'UTC'");
    private static final DateTimeFormatter SECOND = utc("d MMM uuuu, HH:mm:ss 'UTC'");
    private static final DateTimeFormatter CLOCK = utc("HH:mm");
    private static final DateTimeFormatter ISO_DAY = utc("uuuu-MM-dd");
    private static final Pattern PURL =
            Pattern.compile(
                    "pkg:(?<type>[^/]+)/(?<space>[^@?#]+/)?(?<name>[^/@?#]+)(@(?<version>[^?#]*))?([?#].*)?");
    private static final Duration SOON = Duration.ofDays(7);
    private static final Duration VERY_SOON = Duration.ofDays(1);

    /// A score with one decimal, or an en dash where there is none.
    public String score(@Nullable Double points) {
        return points == null ? "–" : rounded(points, 1).toPlainString();
    }

    /// A score without decimals, for places where a second figure stands beside it.
    public String whole(@Nullable Double points) {
        return points == null ? "–" : rounded(points, 0).toPlainString();
    }

    /// A number without decimals that say nothing: `10`, `7.5`.
    public String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// A value of the model, 0..1, with two decimals.
    public String value(double value) {
        return rounded(value, 2).toPlainString();
    }

    /// A share, 0..1, as whole percent.
    public String percent(double share) {
        return rounded(share * 100, 0).toPlainString() + " %";
    }

    /// Points of 100 as the length of a bar; none where there are none.
    public String bar(@Nullable Double points) {
        return points == null ? "0%" : rounded(Math.clamp(points, 0, 100), 1).toPlainString() + "%";
    }

    /// A value of the model, 0..1, as the length of a bar.
    public String share(double value) {
        return bar(value * 100);
    }

    /// A change with shape and one decimal: `▲ 3.1`, `▼ 2.4`, `= 0.0`.
    public String change(double points) {
        BigDecimal rounded = rounded(points, 1);
        return switch (rounded.signum()) {
            case 1 -> "▲ " + rounded.toPlainString();
            case -1 -> "▼ " + rounded.negate().toPlainString();
            default -> "= 0.0";
        };
    }

    /// A contribution with its sign and one decimal: `+4.6`, `−3.2`, `0.0`.
    public String signed(double points) {
        return signed(points, 1);
    }

    /// A contribution with its sign and two decimals, as the ledger shows it.
    public String ledger(double points) {
        return signed(points, 2);
    }

    /// A contribution to the last digit that the double holds, for those who add up.
    public String exact(double points) {
        BigDecimal plain = BigDecimal.valueOf(points).stripTrailingZeros();
        String digits = plain.abs().toPlainString();
        return switch (plain.signum()) {
            case 1 -> "+" + digits;
            case -1 -> "−" + digits;
            default -> "0";
        };
    }

    /// `good`, `bad` or `even`: the class beside the sign, which already says it.
    public String tone(double points) {
        return switch (rounded(points, 2).signum()) {
            case 1 -> "good";
            case -1 -> "bad";
            default -> "even";
        };
    }

    /// Which of four bands a score lies in, lowest first: `poor`, `weak`, `fair`, `good`, or
    /// `none`.
    public String band(@Nullable Double points) {
        if (points == null) {
            return "none";
        }
        return points >= 75 ? "good" : points >= 60 ? "fair" : points >= 45 ? "weak" : "poor";
    }

    public String day(Instant at) {
        return DAY.format(at);
    }

    /// A day without its year where that is this year's.
    public String shortDay(Instant at) {
        boolean thisYear =
                at.atZone(ZoneOffset.UTC).getYear() == now.atZone(ZoneOffset.UTC).getYear();
        return (thisYear ? DAY_OF_YEAR : DAY).format(at);
    }

    /// A day of the calendar, whatever the time.
    public String date(LocalDate day) {
        return DAY.format(day);
    }

    public String month(LocalDate day) {
        return MONTH.format(day);
    }

    public String minute(Instant at) {
        return MINUTE.format(at);
    }

    public String second(Instant at) {
        return SECOND.format(at);
    }

    public String clock(Instant at) {
        return CLOCK.format(at);
    }

    public String isoDay(Instant at) {
        return ISO_DAY.format(at);
    }

    /// `11 h left`, `2 d 4 h left`, `12 days left`, `6 days late`; whole units, never more than
    /// there is.
    public String left(Instant due) {
        Duration left = Duration.between(now, due);
        return left.isNegative() || left.isZero()
                ? length(left.negated()) + " late"
                : length(left) + " left";
    }

    public String ago(Instant at) {
        Duration since = Duration.between(at, now);
        return since.compareTo(Duration.ofMinutes(1)) < 0 ? "just now" : length(since) + " ago";
    }

    /// How long something took, from milliseconds to days.
    public String took(Instant from, Instant to) {
        Duration took = Duration.between(from, to);
        if (took.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(0, took.toMillis()) + " ms";
        }
        if (took.compareTo(Duration.ofMinutes(1)) < 0) {
            return rounded(took.toMillis() / 1000.0, 1).toPlainString() + " s";
        }
        return length(took);
    }

    /// `late`, `now` (under a day), `soon` (under a week) or `later`.
    public String urgency(Instant due) {
        Duration left = Duration.between(now, due);
        if (left.isNegative() || left.isZero()) {
            return "late";
        }
        return left.compareTo(VERY_SOON) < 0 ? "now" : left.compareTo(SOON) < 0 ? "soon" : "later";
    }

    /// The shape that stands beside the colour of [#urgency(Instant)].
    public String shape(Instant due) {
        return switch (urgency(due)) {
            case "late" -> "▲";
            case "now" -> "◆";
            case "soon" -> "●";
            default -> "○";
        };
    }

    /// `1 product`, `14 products`, `1,204 obligations`.
    public String count(Number number, String noun) {
        String digits = number(number);
        if (number.longValue() == 1) {
            return digits + " " + noun;
        }
        boolean consonantY = noun.endsWith("y") && !noun.endsWith("ay") && !noun.endsWith("ey");
        return digits
                + " "
                + (consonantY ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    public String number(Number number) {
        return String.format(Locale.ROOT, "%,d", number.longValue());
    }

    /// Parts of a change, the one that weighs most first; parts of 0 are left out.
    public List<Map.Entry<String, Double>> largest(Map<String, Double> parts) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue() != 0)
                .sorted(
                        Comparator.<Map.Entry<String, Double>>comparingDouble(
                                        part -> -Math.abs(part.getValue()))
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /// The colour of a measure's bar: that of its principle, or of alarm where something is late
    /// (the words beside it say so too).
    public String meterTone(Measure measure, int principle) {
        return measure.late() > 0 ? "tone" + principle + " low" : "tone" + principle;
    }

    /// Whether a measure counts things that something is asked of, such as releases, scanned scopes
    /// or items of a list, and not the obligations beside it: there may be several of those for one
    /// thing, or none. Its sentence then says how many are well: `3 of 5 releases`.
    public boolean countsUnits(Measure measure) {
        return measure.words()
                .startsWith(measure.owed() - measure.open() + " of " + measure.owed() + " ");
    }

    /// What a measure answers to elsewhere: `SSDF RV.2.2 · CRA I.2.a, II.2`.
    public String maps(Map<String, List<String>> maps) {
        return maps.entrySet().stream()
                .filter(map -> !map.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(map -> framework(map.getKey()) + " " + String.join(", ", map.getValue()))
                .collect(Collectors.joining(" · "));
    }

    private static String framework(String key) {
        return switch (key) {
            case "ssdf", "cra", "asvs", "samm" -> key.toUpperCase(Locale.ROOT);
            case "pledge" -> "Pledge";
            case "bad-practice" -> "Bad practice";
            case "scorecard" -> "Scorecard";
            case "osps" -> "OSPS";
            default -> key;
        };
    }

    /// Text as one part of an address.
    public String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// Text of the catalogue as a sentence: it has none of its own full stops.
    public String sentence(String text) {
        return text.isEmpty() || ".!?".indexOf(text.charAt(text.length() - 1)) >= 0
                ? text
                : text + ".";
    }

    public String severity(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    public String criticality(int criticality) {
        return switch (criticality) {
            case 1 -> "low";
            case 2 -> "normal";
            case 3 -> "high";
            case 4 -> "vital";
            default -> throw new IllegalArgumentException("criticality must lie in 1..4");
        };
    }

    /// A component as people call it, by name and version: `openssl-src 300.0.8+3.0.4` for
    /// `pkg:cargo/openssl-src@300.0.8%2B3.0.4`. Scopes of npm and module paths of Go belong to the
    /// name. What is no purl stays as it is.
    public String component(String purl) {
        Matcher parts = PURL.matcher(purl);
        if (!parts.matches()) {
            return purl;
        }
        boolean scoped = parts.group("type").equals("npm") || parts.group("type").equals("golang");
        String space = parts.group("space");
        String version = parts.group("version");
        return (scoped && space != null ? decoded(space) : "")
                + decoded(parts.group("name"))
                + (version == null ? "" : " " + decoded(version));
    }

    private static String decoded(String part) {
        try {
            // a plus in a purl is a plus, not a space
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return part;
        }
    }

    /// What an obligation of this kind asks for.
    public String kind(String kind) {
        return switch (kind) {
            case "kev-match" -> "KEV fix";
            case "kev-at-release" -> "KEV at release";
            case "match" -> "Fix";
            case "finding" -> "Finding";
            case "secret" -> "Secret";
            case "release" -> "Release gate";
            case "gate-failed" -> "Failed gate";
            case "waiver" -> "Waiver ends";
            case "root-cause" -> "Root cause";
            case "outside-report" -> "Answer to a report";
            case "outside-report-triage" -> "Decision on a report";
            case "own-cve-publication" -> "CVE record";
            case "own-advisory" -> "Advisory";
            case "own-fix" -> "Word on a fix";
            case "cra-awareness" -> "CRA awareness";
            case "cra-early-warning" -> "CRA warning, 24 h";
            case "cra-notification" -> "CRA notification, 72 h";
            case "cra-final-report", "cra-incident-report" -> "CRA final report";
            case "cra-intermediate-report" -> "CRA intermediate report";
            case "cra-user-notice" -> "Word to the users";
            default -> capital(kind.replace('-', ' '));
        };
    }

    /// How something owed was met.
    public String closedBy(String how) {
        return switch (how) {
            case "release-fixed" -> "fixed by a release";
            case "vex-not-affected" -> "not affected (VEX)";
            case "vex-decided" -> "decided (VEX)";
            case "accepted" -> "risk accepted";
            case "support-ended" -> "support ended as announced";
            case "rescan" -> "gone in a newer scan";
            case "withdrawn" -> "withdrawn by who said it";
            case "passed" -> "gate passed";
            case "waiver-ended" -> "waiver no longer needed";
            default -> how.replace('-', ' ');
        };
    }

    /// What a gate of the catalogue says in a few words.
    public String gate(String gate) {
        return switch (gate) {
            case "kev-overdue" -> "KEV overdue";
            case "critical-overdue" -> "critical fix overdue";
            case "default-credential" -> "default password";
            case "live-secret" -> "live secret";
            case "unsupported-shipped" -> "sold after end of support";
            case "no-vdp" -> "no channel for reports";
            case "cra-warning-missed" -> "CRA warning missed";
            case "false-attestation" -> "attestation contradicted";
            case "sbom-none" -> "no SBOM";
            case "gate-bypassed" -> "gate bypassed";
            default -> gate.replace('-', ' ');
        };
    }

    /// Gates by how many products they hold back, most first.
    public List<Map.Entry<String, Integer>> caps(Map<String, Integer> caps) {
        return caps.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    public String cause(String cause) {
        return switch (cause) {
            case "evidence" -> "evidence";
            case "decision" -> "a person's decision";
            case "reference" -> "what the world learned";
            case "time" -> "time passing";
            case "method" -> "a new catalogue";
            default -> cause.replace('-', ' ');
        };
    }

    /// What a piece of evidence is called: its format, or what is known instead.
    public String what(SubmissionRow evidence) {
        if (evidence.format() != null) {
            return evidence.format();
        }
        return evidence.decided() ? "decision" : "evidence";
    }

    /// The tool that made a piece of evidence, or else who sent it.
    public String broughtBy(SubmissionRow evidence) {
        if (evidence.tool() != null) {
            return evidence.tool();
        }
        return evidence.sender() != null
                ? evidence.sender()
                : evidence.decided() ? "decided here" : "sender not known yet";
    }

    /// What was understood of a piece of evidence: `1 product, 2 scans`, always in the same order.
    public String understood(SubmissionRow evidence) {
        Map<String, Long> counts = new HashMap<>(evidence.counts());
        List<String> said = new ArrayList<>();
        Long here = counts.remove("here");
        Long parts = counts.get("parts");
        if (here != null && parts != null && evidence.step() == Step.WAITING) {
            counts.remove("parts");
            said.add(number(here) + " of " + count(parts, "part") + " here");
        }
        COUNTED.forEach(
                (name, noun) -> {
                    Long number = counts.remove(name);
                    if (number != null) {
                        said.add(
                                noun.isEmpty() ? number(number) + " " + name : count(number, noun));
                    }
                });
        new TreeMap<>(counts).forEach((name, number) -> said.add(number(number) + " " + name));
        if (!said.isEmpty()) {
            return String.join(", ", said);
        }
        return switch (evidence.step()) {
            case REFUSED -> "nothing: it was refused";
            case FAILED -> "nothing: it failed";
            case SHOWN, SEEN_AGAIN -> "nothing to count";
            case RECEIVED, PARSED, WAITING, APPLIED, SCORED -> "nothing yet";
        };
    }

    /// Text in pieces between which a line may break: after a dot, a slash or a hyphen.
    public List<String> pieces(String text) {
        return List.of(text.split("(?<=[./-])(?=.)"));
    }

    public String step(Step step) {
        return switch (step) {
            case RECEIVED -> "received";
            case PARSED -> "parsed";
            case WAITING -> "waiting for parts";
            case APPLIED -> "applied";
            case SCORED -> "scored";
            case SHOWN -> "shown";
            case SEEN_AGAIN -> "seen again";
            case REFUSED -> "refused";
            case FAILED -> "failed";
        };
    }

    /// `not affected`, `vulnerable code not in execute path`: VEX terms without their underscores.
    public String vex(String term) {
        return term.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public String stepMark(Step step) {
        return switch (step) {
            case SHOWN, SEEN_AGAIN -> "✓";
            case REFUSED, FAILED -> "✗";
            case RECEIVED, PARSED, WAITING, APPLIED, SCORED -> "…";
        };
    }

    public List<VexStatus> vexStatuses() {
        return List.of(VexStatus.values());
    }

    public List<VexJustification> vexJustifications() {
        return List.of(VexJustification.values());
    }

    public String decision(DecisionRow decision) {
        return switch (decision.kind()) {
            case TRIAGE -> capital(decision.status() == null ? "triaged" : vex(decision.status()));
            case RISK -> "Accept the risk";
            case ERRONEOUS -> "Filed wrongly";
        };
    }

    /// What the first person did: `stated`, `proposed` or `asked`.
    public String asked(DecisionRow decision) {
        return decision.kind() != DecisionRow.Kind.TRIAGE
                ? "asked"
                : decision.state() == DecisionRow.State.WAITING || decision.answeredBy() != null
                        ? "proposed"
                        : "stated";
    }

    public String state(DecisionRow.State state) {
        return switch (state) {
            case WAITING -> "waits for a second person";
            case IN_FORCE -> "in force";
            case DECLINED -> "declined";
            case ENDED -> "ended";
        };
    }

    /// Where an obligation stands now: `closed`, `excused`, or what [#urgency(Instant)] says of its
    /// due date; `open` where it has none.
    public String standing(ObligationChanged obligation) {
        if (obligation.excused()) {
            return "excused";
        }
        if (obligation.closedAt() != null) {
            return "closed";
        }
        Instant due = obligation.dueAt();
        return due == null ? "open" : urgency(due);
    }

    /// The shape that stands beside the colour of [#standing(ObligationChanged)].
    public String mark(ObligationChanged obligation) {
        return switch (standing(obligation)) {
            case "closed" -> "✓";
            case "excused" -> "⊘";
            case "late" -> "▲";
            case "now" -> "◆";
            case "soon" -> "●";
            default -> "○";
        };
    }

    /// Where an obligation stands, in words: `6 days late`, `fixed by a release, on time`, `open`.
    /// A release is never closed, whether all is well with it or not: it is `counted`.
    public String fate(ObligationChanged obligation) {
        Instant due = obligation.dueAt();
        Instant closed = obligation.closedAt();
        if (obligation.excused()) {
            return "taken out: filed wrongly";
        }
        if (closed != null) {
            String how = obligation.closedBy() == null ? "closed" : closedBy(obligation.closedBy());
            if (due == null) {
                return how;
            }
            return closed.isAfter(due)
                    ? how + ", " + length(Duration.between(due, closed)) + " late"
                    : how + ", on time";
        }
        if (due != null) {
            return left(due);
        }
        return obligation.kind().equals("release") ? "counted" : "open";
    }

    /// Where the world asked for it before Plumbline knew of the product: how long ago; else `null`
    /// (SCORING.md section 0, rule 13: shown, not scored).
    public @Nullable String overdueInTheWorld(ObligationChanged obligation) {
        Instant world = obligation.worldDueAt();
        return world == null || obligation.closedAt() != null || world.isAfter(now)
                ? null
                : day(world);
    }

    private static String length(Duration length) {
        long days = length.toDays();
        long hours = length.toHours() - days * 24;
        if (days >= 3) {
            return days + " days";
        }
        if (days >= 1) {
            return hours == 0 ? days + " d" : days + " d " + hours + " h";
        }
        return hours >= 1
                ? hours + " h"
                : length.truncatedTo(ChronoUnit.MINUTES).toMinutes() + " min";
    }

    private static String signed(double points, int digits) {
        BigDecimal rounded = rounded(points, digits);
        return switch (rounded.signum()) {
            case 1 -> "+" + rounded.toPlainString();
            case -1 -> "−" + rounded.negate().toPlainString();
            default -> rounded.toPlainString();
        };
    }

    private static BigDecimal rounded(double number, int digits) {
        return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_EVEN);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
