package dev.plumbline.scoring.inventory;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Evidence.SupportEnded;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.advisory.Rematch;
import dev.plumbline.scoring.assess.RequestAssessment;
import dev.plumbline.scoring.assess.Titles;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.EvidenceLog;
import dev.plumbline.scoring.store.Identity;
import dev.plumbline.scoring.store.InventoryStore;
import dev.plumbline.scoring.store.InventoryStore.Bill;
import dev.plumbline.scoring.store.InventoryStore.Candidate;
import dev.plumbline.scoring.store.InventoryStore.Remembered;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.scoring.store.MatchingLock;
import dev.plumbline.scoring.store.ScanStore;
import dev.plumbline.scoring.store.SubmissionStore;
import dev.plumbline.scoring.store.SubmissionStore.Arrival;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/// Takes in one evidence event, in one transaction: log, facts, the product's place in the queue,
/// progress.
///
/// A submission in parts takes effect when all its parts are in the log; until then its progress
/// says that it waits. An inventory costs a handful of statements, however many components it
/// lists, and a bill that the release has already costs one row.
@ApplicationScoped
public class ApplyEvidence {
    private final EvidenceLog log;
    private final InventoryStore inventory;
    private final ScanStore scans;
    private final SubmissionStore submissions;
    private final RequestAssessment requests;
    private final Titles titles;

    ApplyEvidence(
            EvidenceLog log,
            InventoryStore inventory,
            ScanStore scans,
            SubmissionStore submissions,
            RequestAssessment requests,
            Titles titles) {
        this.log = log;
        this.inventory = inventory;
        this.scans = scans;
        this.submissions = submissions;
        this.requests = requests;
        this.titles = titles;
    }

    /// Applies the event unless the log has it.
    public Uni<Void> in(Transaction transaction, LoggedEvent logged) {
        return log.append(transaction, logged)
                .chain(fresh -> fresh ? arrived(transaction, logged) : Uni.createFrom().voidItem());
    }

    private Uni<Void> arrived(Transaction transaction, LoggedEvent logged) {
        if (logged.part().count() == 1) {
            return apply(transaction, List.of(logged));
        }
        UUID submission = Objects.requireNonNull(logged.submission(), "evidence has a submission");
        Arrival arrival = new Arrival(submission, logged.part().count(), 1, List.of());
        return submissions
                .count(transaction, List.of(arrival))
                .map(List::getFirst)
                .chain(
                        progress ->
                                progress.complete()
                                        ? log.parts(transaction, submission)
                                                .chain(parts -> apply(transaction, parts))
                                        : requests.report(
                                                transaction,
                                                List.of(
                                                        requests.progress(
                                                                submission,
                                                                Step.WAITING,
                                                                ((Evidence) logged.event())
                                                                        .product(),
                                                                Map.of(
                                                                        "parts",
                                                                        (long) progress.expected(),
                                                                        "here",
                                                                        (long) progress.seen())))));
    }

    private Uni<Void> apply(Transaction transaction, List<LoggedEvent> parts) {
        List<Evidence> evidence = parts.stream().map(part -> (Evidence) part.event()).toList();
        Evidence first = evidence.getFirst();
        List<InventoryObserved> inventories = only(evidence, InventoryObserved.class);
        Map<String, List<FindingsObserved>> findings =
                only(evidence, FindingsObserved.class).stream()
                        .collect(
                                Collectors.groupingBy(
                                        part -> part.scan().tool() + '\n' + part.scan().scope(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<UUID> statements =
                parts.stream()
                        .filter(part -> isStatement((Evidence) part.event()))
                        .map(part -> part.envelope().id())
                        .toList();
        Map<String, Long> counts = new LinkedHashMap<>();
        return applyInventory(transaction, inventories, counts)
                .chain(() -> applyScans(transaction, List.copyOf(findings.values()), counts))
                .chain(() -> log.addStatements(transaction, first.product(), statements))
                .chain(() -> requests.because(transaction, List.of(cause(first))))
                .chain(
                        () -> {
                            counts.put("products", 1L);
                            return requests.report(
                                    transaction,
                                    List.of(
                                            requests.progress(
                                                    first.provenance().submission(),
                                                    Step.APPLIED,
                                                    first.product(),
                                                    counts)));
                        });
    }

    private static <T extends Evidence> List<T> only(List<Evidence> evidence, Class<T> type) {
        return evidence.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Whether the words themselves are what an assessment reads; components and findings have
    /// tables of their own.
    private static boolean isStatement(Evidence evidence) {
        return switch (evidence) {
            case InventoryObserved _, FindingsObserved _ -> false;
            case ReleasePublished _,
                    SupportEnded _,
                    VexStated _,
                    FactReported _,
                    GateChecked _,
                    RecordPublished _,
                    ObservedAgain _,
                    Retracted _ ->
                    true;
        };
    }

    private Uni<Void> applyInventory(
            Transaction transaction, List<InventoryObserved> parts, Map<String, Long> counts) {
        if (parts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        InventoryObserved first = parts.getFirst();
        UUID release = Identity.ofRelease(first.product(), first.release());
        ReadBill bill = ReadBill.of(parts);
        counts.put("components", (long) bill.coordinates().size());
        counts.put("unmatchable", (long) bill.unmatchable());
        return MatchingLock.shared(transaction)
                .chain(
                        () ->
                                inventory.addBill(
                                        transaction,
                                        first,
                                        release,
                                        bill.set(),
                                        bill.coordinates().keySet(),
                                        bill.unmatchable()))
                .chain(added -> fill(transaction, release, bill, added, counts));
    }

    private Uni<Void> fill(
            Transaction transaction,
            UUID release,
            ReadBill bill,
            Bill added,
            Map<String, Long> counts) {
        Uni<Void> learned = added.newSet() ? learn(transaction, bill) : Uni.createFrom().voidItem();
        if (!added.newToRelease()) {
            return learned;
        }
        return learned.chain(
                        () -> inventory.fill(transaction, release, bill.coordinates().keySet()))
                .invoke(written -> counts.put("written", (long) written))
                .replaceWithVoid();
    }

    private Uni<Void> learn(Transaction transaction, ReadBill bill) {
        return inventory
                .learn(transaction, bill.coordinates())
                .map(candidates -> matches(candidates, bill))
                .chain(matches -> inventory.remember(transaction, matches));
    }

    private static List<Remembered> matches(List<Candidate> candidates, ReadBill bill) {
        return new Rematch()
                .among(
                        candidates.stream()
                                .map(
                                        c ->
                                                new Rematch.Trial(
                                                        c.coordinate(),
                                                        Objects.requireNonNull(
                                                                bill.coordinates()
                                                                        .get(c.coordinate())),
                                                        c.advisory(),
                                                        c.source(),
                                                        c.vers(),
                                                        c.endedAt()))
                                .toList());
    }

    private Uni<Void> applyScans(
            Transaction transaction,
            List<List<FindingsObserved>> scanned,
            Map<String, Long> counts) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (List<FindingsObserved> parts : scanned) {
            FindingsObserved first = parts.getFirst();
            List<Finding> findings = new ArrayList<>();
            parts.forEach(part -> findings.addAll(part.findings()));
            counts.merge("findings", (long) findings.size(), Long::sum);
            UUID release = Identity.ofRelease(first.product(), first.release());
            done = done.chain(() -> scans.add(transaction, first, release, findings));
        }
        return done;
    }

    private Cause cause(Evidence first) {
        return new Cause(
                first.product(),
                first.provenance().submission(),
                "evidence",
                titles.of(first),
                first.provenance().observedAt());
    }
}
