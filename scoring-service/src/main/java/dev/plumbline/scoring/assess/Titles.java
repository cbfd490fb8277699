package dev.plumbline.scoring.assess;

import dev.plumbline.events.Decision;
import dev.plumbline.events.Decision.FindingTriaged;
import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Decision.SubmissionErroneous;
import dev.plumbline.events.Decision.WaiverEnded;
import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.LookTaken;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.ReportingAdvanced;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Evidence.SupportEnded;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Item;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.scoring.obligation.ProductFacts;
import dev.plumbline.scoring.obligation.ProductFacts.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// How evidence is called where a person reads of it, in the words of the catalogue.
public final class Titles {
    private final Map<String, Measure> measures = new HashMap<>();

    public Titles(Catalogue catalogue) {
        catalogue.measures().forEach(measure -> measures.put(measure.id(), measure));
    }

    /// Submission or decision → title, for all that the facts hold.
    Map<UUID, String> of(ProductFacts facts) {
        Map<UUID, String> titles = new HashMap<>();
        for (Statement statement : facts.statements()) {
            switch (statement.said()) {
                case Evidence evidence ->
                        titles.put(evidence.provenance().submission(), of(evidence));
                case Decision decision -> titles.put(decision.id(), of(decision));
                default -> throw new IllegalStateException("no statement: " + statement);
            }
        }
        facts.bills().forEach(bill -> titles.put(bill.submission(), billOf(bill.release())));
        facts.scans()
                .forEach(
                        scan -> titles.put(scan.submission(), scanOf(scan.tool(), scan.release())));
        facts.checks()
                .forEach(check -> titles.put(check.submission(), check.feed() + " feed checked"));
        facts.advisories()
                .values()
                .forEach(
                        advisory ->
                                titles.putIfAbsent(
                                        advisory.submission(), "advisory " + advisory.name()));
        return titles;
    }

    /// The title of a piece of evidence.
    public String of(Evidence evidence) {
        return switch (evidence) {
            case InventoryObserved bill -> billOf(bill.release());
            case FindingsObserved scan -> scanOf(scan.scan().tool(), scan.release());
            case ReleasePublished release -> "release " + release.version();
            case SupportEnded ended -> "end of support of " + ended.line();
            case VexStated vex ->
                    vex.statements().size() == 1
                            ? "VEX statement on "
                                    + String.join(
                                            ", ", vex.statements().getFirst().vulnerabilities())
                            : "VEX statements";
            case FactReported fact -> factOf(fact.measure(), fact.item());
            case GateChecked gate ->
                    "gate "
                            + gate.gate()
                            + (gate.passed() ? " passed by " : " failed by ")
                            + gate.release();
            case RecordPublished published -> published.id() + " published";
            case DutyOpened duty -> wordsOf(duty.kind()) + ": " + duty.title();
            case DutyMet duty ->
                    wordsOf(duty.kind()) + " " + duty.key() + " " + wordsOf(duty.how());
            case LookTaken look -> "look at " + wordsOf(look.kind());
            case ReportingAdvanced step ->
                    wordsOf(step.step().name().toLowerCase(Locale.ROOT)) + " in " + step.caseKey();
            case ObservedAgain _ -> "the same document again";
            case Retracted _ -> "retraction";
        };
    }

    /// The title of a decision.
    public static String of(Decision decision) {
        return switch (decision) {
            case FindingTriaged triaged ->
                    triaged.vulnerability()
                            + " triaged as "
                            + triaged.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case RiskAccepted accepted -> "risk accepted: " + accepted.concern();
            case WaiverEnded _ -> "waiver ended";
            case SubmissionErroneous _ -> "submission declared erroneous";
        };
    }

    /// Kinds and steps are words already, but for what joins them.
    private static String wordsOf(String id) {
        return id.replace('-', ' ').replace('_', ' ');
    }

    /// What the catalogue does not know is called by its id.
    private String factOf(String id, String item) {
        Measure measure = measures.get(id);
        return measure == null
                ? id + ": " + item
                : measure.title() + ": " + itemOf(measure.form(), item);
    }

    private static String itemOf(Form form, String item) {
        return switch (form) {
            case Form.Checklist list -> titleOf(list.items(), item);
            case Form.Share(Population.Items list) -> {
                // answered as release/item or line/item
                int end = item.lastIndexOf('/');
                yield end < 0
                        ? item
                        : titleOf(list.items(), item.substring(end + 1))
                                + " of "
                                + item.substring(0, end);
            }
            default -> item;
        };
    }

    private static String titleOf(List<Item> items, String id) {
        return items.stream()
                .filter(item -> item.id().equals(id))
                .map(Item::title)
                .findFirst()
                .orElse(id);
    }

    private static String billOf(String release) {
        return "SBOM of " + release;
    }

    private static String scanOf(String tool, String release) {
        return tool + " scan of " + release;
    }
}
