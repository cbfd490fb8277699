package dev.plumbline.scoring.inventory;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.advisory.Rematch;
import dev.plumbline.scoring.assess.RequestAssessment;
import dev.plumbline.scoring.assess.Titles;
import dev.plumbline.scoring.inventory.GatheredParts.Scanned;
import dev.plumbline.scoring.store.AdvisoryStore;
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
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final AdvisoryStore advisories;
    private final SubmissionStore submissions;
    private final RequestAssessment requests;
    private final Titles titles;

    ApplyEvidence(
            EvidenceLog log,
            InventoryStore inventory,
            ScanStore scans,
            AdvisoryStore advisories,
            SubmissionStore submissions,
            RequestAssessment requests,
            Titles titles) {
        this.log = log;
        this.inventory = inventory;
        this.scans = scans;
        this.advisories = advisories;
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
            GatheredParts whole = new GatheredParts();
            whole.add(logged);
            return apply(transaction, whole);
        }
        UUID submission = Objects.requireNonNull(logged.submission(), "evidence has a submission");
        Arrival arrival = new Arrival(submission, logged.part().count(), 1, List.of());
        return submissions
                .count(transaction, List.of(arrival))
                .map(List::getFirst)
                .chain(
                        progress ->
                                progress.complete()
                                        ? gather(transaction, submission)
                                                .chain(parts -> apply(transaction, parts))
                                        : !isTenth(progress)
                                                ? Uni.createFrom().voidItem()
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
                                                                                (long)
                                                                                        progress
                                                                                                .expected(),
                                                                                "here",
                                                                                (long)
                                                                                        progress
                                                                                                .seen())))));
    }

    /// Whether to say that a submission waits: with its first part, and each tenth of all.
    private static boolean isTenth(SubmissionStore.Progress progress) {
        long before = (progress.seen() - 1L) * 10 / progress.expected();
        return progress.seen() == 1 || progress.seen() * 10L / progress.expected() > before;
    }

    private Uni<GatheredParts> gather(Transaction transaction, UUID submission) {
        GatheredParts gathered = new GatheredParts();
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicInteger(),
                        last ->
                                log.parts(transaction, submission, last.get())
                                        .invoke(
                                                parts -> {
                                                    parts.forEach(gathered::add);
                                                    if (!parts.isEmpty()) {
                                                        last.set(parts.getLast().part().index());
                                                    }
                                                }))
                .until(List::isEmpty)
                .onItem()
                .ignoreAsUni()
                .replaceWith(gathered);
    }

    private Uni<Void> apply(Transaction transaction, GatheredParts parts) {
        Evidence first = parts.first();
        Map<String, Long> counts = new LinkedHashMap<>();
        return applyInventory(transaction, parts, counts)
                .chain(() -> applyScans(transaction, parts.scans(), counts))
                .chain(() -> name(transaction, first.product(), parts.flaws()))
                .chain(() -> log.addStatements(transaction, first.product(), parts.statements()))
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

    /// What the world says of a flaw just now and what names it find each other, as components do.
    private Uni<Void> name(Transaction transaction, String product, Set<String> flaws) {
        return flaws.isEmpty()
                ? Uni.createFrom().voidItem()
                : MatchingLock.shared(transaction)
                        .chain(() -> advisories.name(transaction, product, flaws));
    }

    private Uni<Void> applyInventory(
            Transaction transaction, GatheredParts parts, Map<String, Long> counts) {
        InventoryObserved first = parts.inventory();
        if (first == null) {
            return Uni.createFrom().voidItem();
        }
        UUID release = Identity.ofRelease(first.product(), first.release());
        ReadBill bill = parts.bill();
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
                                                        c.vers(),
                                                        c.endedAt()))
                                .toList());
    }

    private Uni<Void> applyScans(
            Transaction transaction, Collection<Scanned> scanned, Map<String, Long> counts) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Scanned scan : scanned) {
            FindingsObserved first = scan.first();
            counts.merge("findings", (long) scan.findings().size(), Long::sum);
            UUID release = Identity.ofRelease(first.product(), first.release());
            done = done.chain(() -> scans.add(transaction, first, release, scan.findings()));
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
