package dev.plumbline.model.page;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Catalogue.EvidenceKind;
import dev.plumbline.model.catalogue.Catalogue.Principle;
import dev.plumbline.model.catalogue.Catalogue.Theme;
import dev.plumbline.model.catalogue.Coverage;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Coverage.Source;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Answering;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Due;
import dev.plumbline.model.catalogue.Form.Item;
import dev.plumbline.model.catalogue.Form.Per;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Form.Term;
import dev.plumbline.model.catalogue.Form.Unmet;
import dev.plumbline.model.catalogue.Form.Weight;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.catalogue.Measure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A catalogue as a page that somebody reads who leads a product: what each measure counts, when it
/// is due, what closes it, what evidence shows it and which rules of others it speaks to.
final class ScoringPage {
    private static final Map<String, String> FRAMEWORKS =
            Map.ofEntries(
                    Map.entry("ssdf", "NIST SSDF"),
                    Map.entry("pledge", "CISA Pledge, goal"),
                    Map.entry("bad-practice", "CISA bad practice"),
                    Map.entry("cra", "Cyber Resilience Act"),
                    Map.entry("scorecard", "OpenSSF Scorecard"),
                    Map.entry("osps", "OSPS Baseline"),
                    Map.entry("asvs", "OWASP ASVS"),
                    Map.entry("samm", "OWASP SAMM"),
                    Map.entry("guidance", "Secure by Design, demonstration"),
                    Map.entry("attestation-form", "CISA attestation form, part"),
                    Map.entry("cna", "CNA rules"));

    private final Catalogue catalogue;

    ScoringPage(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// Fills the places of a template that names them in braces.
    String fill(String template, Map<String, String> more) {
        var page = template;
        var values = new TreeMap<>(more);
        var model = catalogue.model();
        values.put("shift", plain(model.shift()));
        values.put("rated", plain(100 * model.ratedFrom()));
        values.put("recovery", days(model.recoveryDays()));
        values.put("window", days(model.windowDays()));
        values.put("gatetrust", plain(model.gateTrust()));
        values.put("weights", weights());
        values.put("severities", severities(catalogue.weights().severity()));
        var profile = catalogue.profile();
        values.put("profile", profile == null ? "" : plain(profile.trust()));
        values.put("facts", facts());
        values.put("sections", each(catalogue.principles(), this::section));
        values.put("gates", each(catalogue.gates(), this::row, "\n"));
        for (var value : values.entrySet()) {
            page = page.replace("{" + value.getKey() + "}", value.getValue());
        }
        return page;
    }

    private String weights() {
        return catalogue
                .measures()
                .sorted(Comparator.comparing(Measure::weight).reversed())
                .map(measure -> measure.weightWord() + " " + plain(measure.weight()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String severities(Map<Severity, Double> by) {
        return by.entrySet().stream()
                .filter(each -> each.getKey() != Severity.UNKNOWN)
                .sorted(Map.Entry.<Severity, Double>comparingByKey().reversed())
                .map(each -> word(each.getKey()) + " " + plain(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String facts() {
        var profile = catalogue.profile();
        return profile == null
                ? ""
                : "The profile says of the product whether\n\n"
                        + each(profile.facts(), fact -> "- " + fact.title(), "\n")
                        + "\n";
    }

    private String section(Principle principle) {
        return "\n## "
                + principle.id()
                + ". "
                + principle.title()
                + "\n"
                + each(principle.themes(), theme -> section(theme, principle));
    }

    private String section(Theme theme, Principle principle) {
        return "\n### "
                + theme.title()
                + "\n\n"
                + plain(Math.round(1000 * theme.omega()) / 10.0)
                + " % of principle "
                + principle.id()
                + ".\n"
                + each(theme.measures(), this::section);
    }

    private String section(Measure measure) {
        var lines = new ArrayList<String>();
        lines.add("**Counts.** " + sentence(counts(measure)));
        if (measure.form() instanceof Form.Timed timed) {
            lines.add("**Due.** " + sentence(due(timed.due())));
            lines.add("**Late.** " + sentence(late(timed)));
        }
        measure.form()
                .demands()
                .filter(demand -> !demand.closes().isEmpty())
                .map(demand -> String.join(", ", demand.closes()).replace('-', ' '))
                .distinct()
                .forEach(closes -> lines.add("**Closed by.** " + sentence(closes)));
        lines.add("**Evidence.** " + sentence(evidence(measure)));
        var unless = measure.unless();
        if (unless != null) {
            lines.add("**Leaves out.** " + sentence("products " + unless(unless)));
        }
        lines.add("**Speaks to.** " + sentence(maps(measure.maps())));
        return "\n#### "
                + measure.title()
                + "\n\n`"
                + measure.id()
                + "`, weight "
                + plain(measure.weight())
                + ". "
                + measure.why()
                + "\n\n"
                + each(lines, line -> "- " + line, "\n")
                + "\n";
    }

    private String counts(Measure measure) {
        return switch (measure.form()) {
            case Form.Timed form ->
                    "each "
                            + measure.noun()
                            + severities(form.demand())
                            + weighing(form.demand())
                            + (form.kappa() > 0 ? "" : "; with none at all it is worth nothing");
            case Form.Windowed form ->
                    "each "
                            + measure.noun()
                            + " of "
                            + days(form.windowDays())
                            + ", good "
                            + good(form);
            case Form.Density form ->
                    "open "
                            + measure.nouns()
                            + named(form.demand())
                            + weighing(form.demand())
                            + (form.size() == null
                                    ? ""
                                    : ", per "
                                            + String.format(
                                                    Locale.ROOT, "%,.0f", form.size().units())
                                            + " lines")
                            + "; half is left at "
                            + plain(form.half());
            case Form.Checklist form -> "of the product: " + items(form.items());
            case Form.Saturating form -> figure(form);
            case Form.Share(Population.Items form) ->
                    "for each supported "
                            + (form.per() == Per.LINE ? "line" : "release")
                            + ": "
                            + items(form.items());
            case Form.Share(Population.ReleaseLooks form) ->
                    "for each supported release: " + each(form.looks(), Form.Look::title, "; ");
            case Form.Share(Population.ReleaseArtefacts form) ->
                    "each artefact of each supported release: "
                            + form.credits().entrySet().stream()
                                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                                    .map(each -> each.getKey() + " " + plain(each.getValue()))
                                    .collect(Collectors.joining(", "));
            case Form.Share(Population.Scopes form) ->
                    "each scope that was ever scanned, good while it is looked at and nothing stands open in it";
        };
    }

    private String good(Form.Windowed form) {
        var terms = new ArrayList<String>();
        if (!form.metBy().isEmpty()) {
            terms.add(
                    "if there is "
                            + each(form.metBy(), kind -> kind(kind).title(), " or ")
                            + " of it");
        }
        if (!form.demand().closes().isEmpty()) {
            terms.add("if it " + String.join(" or ", form.demand().closes()));
        }
        if (form.unmet() == Unmet.GOOD) {
            terms.add("of itself");
        }
        form.brokenBy()
                .forEach(
                        demand ->
                                terms.add(
                                        "not if " + words(demand.when()) + taken(demand.weight())));
        return String.join(", ", terms);
    }

    private static String taken(Weight weight) {
        return weight instanceof Weight.Fixed(var value) && value < 1
                ? " (takes " + plain(value) + " of it)"
                : "";
    }

    private String figure(Form.Saturating form) {
        var text =
                form.figure().title()
                        + ": nothing at "
                        + plain(100 * form.floor())
                        + " %, all at "
                        + plain(100 * form.target())
                        + " %";
        var atLeast = form.atLeast();
        return atLeast == null
                ? text
                : text
                        + "; at least "
                        + plain(atLeast.credit())
                        + " where `"
                        + atLeast.list()
                        + "` has "
                        + title(atLeast.list(), atLeast.item());
    }

    private String title(String list, String item) {
        return catalogue
                .measures()
                .filter(measure -> measure.id().equals(list))
                .flatMap(measure -> ((Form.Checklist) measure.form()).items().stream())
                .filter(each -> each.id().equals(item))
                .map(Item::title)
                .findFirst()
                .orElseThrow();
    }

    private String items(List<Item> items) {
        return each(
                items,
                item -> {
                    var unless = item.unless();
                    return unless == null
                            ? item.title()
                            : item.title() + " (not for products " + unless(unless) + ")";
                },
                "; ");
    }

    private String unless(Form.Exemption unless) {
        var profile = catalogue.profile();
        if (profile == null) {
            throw new IllegalStateException("an exemption without a profile");
        }
        var fact =
                profile.facts().stream()
                        .filter(each -> each.id().equals(unless.fact()))
                        .findFirst()
                        .orElseThrow();
        return "of which it is "
                + (unless.value() > 0 ? "proven" : "disproven")
                + " that "
                + fact.title();
    }

    private static String severities(Demand demand) {
        var severities = demand.filter().severities();
        return severities.isEmpty()
                ? ""
                : severities.stream()
                        .sorted(Comparator.reverseOrder())
                        .map(ScoringPage::word)
                        .collect(Collectors.joining(", ", " of severity ", ""));
    }

    private static String weighing(Demand demand) {
        return switch (demand.weight()) {
            case Weight.BySeverity any -> ", weighing by severity";
            case Weight.ByTier any -> ", weighing by its tier";
            case Weight.Fixed any -> "";
        };
    }

    private static String named(Demand demand) {
        return new TreeMap<>(demand.filter().attributes())
                .values().stream()
                        .map(
                                values ->
                                        values.stream()
                                                .sorted()
                                                .collect(Collectors.joining(", ", " (", ")")))
                        .collect(Collectors.joining());
    }

    private static String due(Due due) {
        var text =
                each(due.firstOf(), term -> term(term, due), ", else ")
                        + each(
                                due.orShorter(),
                                term -> ", or " + term(term, due) + " if that is sooner");
        return text
                + (Double.isFinite(due.atMostDays())
                        ? ", at most " + days(due.atMostDays()) + " after the world said so"
                        : "")
                + (due.fair()
                        ? ", and never before a product that was met today had the days of its tier"
                        : "");
    }

    private static String term(Term term, Due due) {
        return switch (term) {
            case STATED -> "the date that is stated";
            case LISTED_PLUS_TIER -> "the listing plus the days of its tier";
            case TIER -> "the days of its tier";
            case SEVERITY ->
                    due.daysBySeverity().entrySet().stream()
                            .filter(each -> each.getKey() != Severity.UNKNOWN)
                            .sorted(Map.Entry.<Severity, Double>comparingByKey().reversed())
                            .map(each -> word(each.getKey()) + " " + days(each.getValue()))
                            .collect(Collectors.joining(", "));
            case DAYS ->
                    due.daysByKind().isEmpty()
                            ? days(due.days())
                            : byKind(due.daysByKind(), ScoringPage::days)
                                    + (Double.isFinite(due.days())
                                            ? "; else " + days(due.days())
                                            : "");
        };
    }

    private static String byKind(Map<String, Double> byKind, Function<Double, String> words) {
        return byKind.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> words(List.of(each.getKey())) + " " + words.apply(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String late(Form.Timed form) {
        return "what is left halves every "
                + days(form.halfLifeDays())
                + (form.halfLifeDaysByKind().isEmpty()
                        ? ""
                        : " (" + byKind(form.halfLifeDaysByKind(), ScoringPage::days) + ")");
    }

    private String evidence(Measure measure) {
        return switch (measure.form()) {
            case Form.Checklist form -> answers(form.answering(), form.freshness());
            case Form.Saturating form -> answers(form.answering(), form.freshness());
            case Form.Share(Population.Items form) -> answers(form.answering(), form.freshness());
            case Form.Share(Population.ReleaseLooks form) ->
                    each(form.looks(), look -> anyOf(look.anyOf()), "; ");
            case Form.Share(Population.ReleaseArtefacts form) -> kind(form.kind()).title();
            case Form.Share(Population.Scopes form) ->
                    kind(form.kind()).title() + fresh(form.freshness());
            case Form.Timed any -> coverage(measure.coverage());
            case Form.Windowed any -> coverage(measure.coverage());
            case Form.Density any -> coverage(measure.coverage());
        };
    }

    private String answers(Answering answering, Freshness freshness) {
        var by = answering.kind();
        return (by == null ? "an answer" : kind(by).title())
                + ", worth up to "
                + plain(answering.trust())
                + " from the "
                + answering.who().replace('-', ' ')
                + fresh(freshness)
                + ". "
                + answering.how();
    }

    private String coverage(Coverage coverage) {
        return switch (coverage.per()) {
            case NONE -> "what is reported itself";
            case RELEASE -> "for each supported release " + anyOf(coverage.anyOf());
            case PRODUCT -> anyOf(coverage.anyOf());
        };
    }

    private String anyOf(List<Source> sources) {
        var ages = sources.stream().map(Source::freshness).distinct().toList();
        return ages.size() == 1
                ? each(sources, this::named, " or ") + fresh(ages.getFirst())
                : each(sources, source -> named(source) + fresh(source.freshness()), "; or ");
    }

    private String named(Source source) {
        return kind(source.kind()).title()
                + (source.feeds().isEmpty()
                        ? ""
                        : " with a " + each(source.feeds(), feed -> kind(feed).title(), " and a "));
    }

    private EvidenceKind kind(String id) {
        var kind = catalogue.evidence().get(id);
        if (kind == null) {
            throw new IllegalStateException("no evidence " + id);
        }
        return kind;
    }

    private static String fresh(Freshness freshness) {
        return freshness.ages()
                ? ", fresh for "
                        + days(freshness.graceDays())
                        + ", then half every "
                        + plain(freshness.halfLifeDays())
                : "";
    }

    private static String maps(Map<String, List<String>> maps) {
        return new TreeMap<>(maps)
                .entrySet().stream()
                        .map(
                                each ->
                                        FRAMEWORKS.getOrDefault(each.getKey(), each.getKey())
                                                + " "
                                                + String.join(", ", each.getValue()))
                        .collect(Collectors.joining(" · "));
    }

    private String row(Gate gate) {
        return "| %s `%s` | %s | %s | %s |"
                .formatted(gate.title(), gate.id(), gate.principle(), cause(gate), caps(gate));
    }

    private String cause(Gate gate) {
        return switch (gate.cause()) {
            case Gate.Overdue overdue ->
                    (overdue.filter().severities().isEmpty()
                                    ? ""
                                    : overdue.filter().severities().stream()
                                            .map(ScoringPage::word)
                                            .collect(Collectors.joining(", ", "", ", ")))
                            + "open under `"
                            + overdue.measure()
                            + "` past its day"
                            + (overdue.metLate() == null
                                    ? ""
                                    : ", or met late with no evidence "
                                            + days(overdue.metLate().untilSeenDays())
                                            + " newer yet");
            case Gate.Open open -> words(open.demand().when()) + " stands open";
            case Gate.AbsentItem absent ->
                    "`" + absent.list() + "` has no " + title(absent.list(), absent.item());
            case Gate.AbsentEvidence absent -> "there is no " + kind(absent.kind()).title();
        };
    }

    private static String caps(Gate gate) {
        return switch (gate.cause()) {
            case Gate.Overdue overdue ->
                    each(
                                    overdue.steps(),
                                    step ->
                                            plain(Math.round(100 * step.cap()))
                                                    + (step.afterDays() > 0
                                                            ? " after " + days(step.afterDays())
                                                            : ""),
                                    ", ")
                            + late(overdue.metLate());
            case Gate.Open open -> plain(Math.round(100 * open.cap()));
            case Gate.AbsentItem absent -> plain(Math.round(100 * absent.cap()));
            case Gate.AbsentEvidence absent -> plain(Math.round(100 * absent.cap()));
        };
    }

    private static String late(Gate.@Nullable MetLate metLate) {
        return metLate == null ? "" : ", " + plain(Math.round(100 * metLate.cap())) + " met late";
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String words(List<String> kinds) {
        return String.join(" or ", kinds).replace('-', ' ');
    }

    private static String sentence(String text) {
        var capital = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    private static String days(double days) {
        return plain(days) + (days == 1 ? " day" : " days");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static <T> String each(List<T> all, Function<T, String> words) {
        return each(all, words, "");
    }

    private static <T> String each(List<T> all, Function<T, String> words, String between) {
        return all.stream().map(words).collect(Collectors.joining(between));
    }
}
