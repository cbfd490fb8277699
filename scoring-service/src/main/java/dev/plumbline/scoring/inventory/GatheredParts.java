package dev.plumbline.scoring.inventory;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Finding;
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
import dev.plumbline.scoring.store.LoggedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the parts of one submission come to, taken in one by one: of a large bill only what
/// matching needs is held, not the events that brought it.
final class GatheredParts {
    private final Map<String, Scanned> scans = new LinkedHashMap<>();
    private final List<UUID> statements = new ArrayList<>();
    private final Set<String> flaws = new LinkedHashSet<>();
    private @Nullable Evidence first;
    private @Nullable InventoryObserved inventory;
    private ReadBill.@Nullable Reading bill;

    /// All findings of one tool over one scope.
    ///
    /// @param first which says what was scanned, and how
    record Scanned(FindingsObserved first, List<Finding> findings) {}

    void add(LoggedEvent part) {
        Evidence said = (Evidence) part.event();
        first = first == null ? said : first;
        switch (said) {
            case InventoryObserved components -> add(components);
            case FindingsObserved found -> add(found);
            case RecordPublished published -> {
                flaws.addAll(published.vulnerabilities());
                statements.add(part.envelope().id());
            }
            // the words themselves are what an assessment reads
            case ReleasePublished _,
                    SupportEnded _,
                    VexStated _,
                    FactReported _,
                    GateChecked _,
                    DutyOpened _,
                    DutyMet _,
                    LookTaken _,
                    ReportingAdvanced _,
                    ObservedAgain _,
                    Retracted _ ->
                    statements.add(part.envelope().id());
        }
    }

    private void add(FindingsObserved found) {
        scans.computeIfAbsent(
                        found.scan().tool() + '\n' + found.scan().scope(),
                        scan -> new Scanned(found, new ArrayList<>()))
                .findings()
                .addAll(found.findings());
        found.findings().stream()
                .map(Finding::known)
                .flatMap(Stream::ofNullable)
                .forEach(known -> flaws.addAll(known.ids()));
    }

    private void add(InventoryObserved components) {
        if (inventory == null || bill == null) {
            inventory = components;
            bill = new ReadBill.Reading(components.unidentified());
        }
        bill.add(components);
    }

    Evidence first() {
        return Objects.requireNonNull(first, "a submission has a part");
    }

    /// The first part of the bill; `null` if the submission has none.
    @Nullable InventoryObserved inventory() {
        return inventory;
    }

    ReadBill bill() {
        return Objects.requireNonNull(bill, "the submission has a bill").bill();
    }

    Collection<Scanned> scans() {
        return scans.values();
    }

    /// Names of flaws that scanners and the maker's own records use.
    Set<String> flaws() {
        return flaws;
    }

    /// Ids of the events that are read in their own words.
    List<UUID> statements() {
        return statements;
    }
}
