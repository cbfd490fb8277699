package dev.plumbline.scoring.advisory;

import dev.plumbline.events.Event;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.EpssScored;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Reference.SsvcDecided;
import dev.plumbline.events.Severity;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.assess.RequestAssessment;
import dev.plumbline.scoring.match.AdvisoryId;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AdvisoryReading;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.SeverityRating;
import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.store.AdvisoryStore;
import dev.plumbline.scoring.store.AdvisoryStore.Candidate;
import dev.plumbline.scoring.store.AdvisoryStore.Concerned;
import dev.plumbline.scoring.store.AdvisoryStore.Known;
import dev.plumbline.scoring.store.AdvisoryStore.RangeRow;
import dev.plumbline.scoring.store.AdvisoryStore.Revision;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.EvidenceLog;
import dev.plumbline.scoring.store.ExploitStore;
import dev.plumbline.scoring.store.InventoryStore;
import dev.plumbline.scoring.store.InventoryStore.Remembered;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.scoring.store.MatchingLock;
import dev.plumbline.scoring.store.SubmissionStore;
import dev.plumbline.scoring.store.SubmissionStore.Arrival;
import dev.plumbline.scoring.store.SubmissionStore.Touched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes in a batch of what the world says, in one transaction.
///
/// An advisory touches only the coordinates of its packages and then only the products that hold a
/// match; one that rates a flaw otherwise also those that match it by another advisory; a KEV entry
/// or a judgement by SSVC only products that match its CVE, or of which a scanner named it; a feed
/// check all products, for it makes their matching fresh; EPSS none. Late advisories and late
/// inventories find the same matches: see [MatchingLock].
@ApplicationScoped
public class ApplyReferences {
    private final EvidenceLog log;
    private final AdvisoryStore advisories;
    private final ExploitStore exploits;
    private final InventoryStore inventory;
    private final SubmissionStore submissions;
    private final RequestAssessment requests;

    ApplyReferences(
            EvidenceLog log,
            AdvisoryStore advisories,
            ExploitStore exploits,
            InventoryStore inventory,
            SubmissionStore submissions,
            RequestAssessment requests) {
        this.log = log;
        this.advisories = advisories;
        this.exploits = exploits;
        this.inventory = inventory;
        this.submissions = submissions;
        this.requests = requests;
    }

    /// Applies what the log does not have yet.
    public Uni<Void> in(Transaction transaction, List<LoggedEvent> batch) {
        return MatchingLock.alone(transaction)
                .chain(() -> log.appendAll(transaction, batch))
                .chain(
                        fresh ->
                                fresh.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : apply(transaction, firsts(batch, fresh)));
    }

    /// The events of the batch that are new; one that stands in it twice counts once.
    private static Collection<Event> firsts(List<LoggedEvent> batch, Set<UUID> fresh) {
        Map<UUID, Event> firsts = new LinkedHashMap<>();
        for (LoggedEvent logged : batch) {
            if (fresh.contains(logged.envelope().id())) {
                firsts.putIfAbsent(logged.envelope().id(), logged.event());
            }
        }
        return firsts.values();
    }

    private Uni<Void> apply(Transaction transaction, Collection<Event> events) {
        List<Reference> references = events.stream().map(Reference.class::cast).toList();
        List<AdvisoryPublished> published = only(references, AdvisoryPublished.class);
        List<KevListed> listed = only(references, KevListed.class);
        List<FeedChecked> checks = only(references, FeedChecked.class);
        List<EpssScored> scored = only(references, EpssScored.class);
        List<SsvcDecided> decided = only(references, SsvcDecided.class);
        Set<Cause> causes = new HashSet<>();
        Set<Cause> checked = new HashSet<>();
        return inTurns(published, AdvisoryId::of, turn -> applyAdvisories(transaction, turn))
                .invoke(causes::addAll)
                .chain(() -> inTurns(listed, KevListed::cve, turn -> applyKev(transaction, turn)))
                .invoke(causes::addAll)
                .chain(() -> applyChecks(transaction, checks))
                .invoke(checked::addAll)
                .chain(
                        () ->
                                inTurns(
                                        scored,
                                        EpssScored::subject,
                                        turn ->
                                                quietly(
                                                        exploits.score(
                                                                transaction, turn.getFirst()))))
                .chain(
                        () ->
                                inTurns(
                                        decided,
                                        SsvcDecided::cve,
                                        turn -> applyJudgements(transaction, turn)))
                .invoke(causes::addAll)
                .chain(() -> request(transaction, causes, checked))
                .invoke(() -> causes.addAll(checked))
                .chain(() -> report(transaction, references, causes));
    }

    /// Products that only the check of a feed concerns wait a little. Those that the same
    /// submission has hit do not: it is not shown before they are.
    private Uni<Void> request(
            Transaction transaction, Collection<Cause> hits, Collection<Cause> checks) {
        return submissions
                .touched(
                        transaction,
                        checks.stream().map(Cause::submission).collect(Collectors.toSet()))
                .chain(
                        before -> {
                            Set<Touched> touched = new HashSet<>(before);
                            hits.forEach(hit -> touched.add(Touched.by(hit)));
                            Map<Boolean, List<Cause>> alsoHit =
                                    checks.stream()
                                            .collect(
                                                    Collectors.partitioningBy(
                                                            check ->
                                                                    touched.contains(
                                                                            Touched.by(check))));
                            List<Cause> now = new ArrayList<>(hits);
                            now.addAll(alsoHit.getOrDefault(true, List.of()));
                            return requests.because(transaction, now)
                                    .chain(
                                            () ->
                                                    requests.soonBecause(
                                                            transaction,
                                                            alsoHit.getOrDefault(
                                                                    false, List.of())));
                        });
    }

    /// Several words on one thing are applied one after the other, as if each had come alone: what
    /// is here in the end must not depend on how the log was cut into batches.
    private static <T> Uni<List<Cause>> inTurns(
            List<T> all, Function<T, String> thing, Function<List<T>, Uni<List<Cause>>> apply) {
        return Multi.createFrom()
                .iterable(turns(all, thing))
                .onItem()
                .transformToUniAndConcatenate(apply::apply)
                .collect()
                .asList()
                .map(causes -> causes.stream().flatMap(List::stream).toList());
    }

    /// The first word on each thing, then the second on each, and so on.
    static <T> List<List<T>> turns(List<T> all, Function<T, String> thing) {
        List<List<T>> turns = new ArrayList<>();
        Map<String, Integer> said = new HashMap<>();
        for (T each : all) {
            int turn = said.merge(thing.apply(each), 1, Integer::sum) - 1;
            if (turn == turns.size()) {
                turns.add(new ArrayList<>());
            }
            turns.get(turn).add(each);
        }
        return turns;
    }

    /// What no score rests on concerns no product.
    private static Uni<List<Cause>> quietly(Uni<Void> stored) {
        return stored.replaceWith(List.of());
    }

    private static <T extends Reference> List<T> only(List<Reference> references, Class<T> type) {
        return references.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Uni<List<Cause>> applyAdvisories(
            Transaction transaction, List<AdvisoryPublished> published) {
        if (published.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<String> ids = published.stream().map(AdvisoryId::of).collect(Collectors.toSet());
        return advisories
                .known(transaction, ids)
                .chain(
                        known -> {
                            Map<String, Instant> modified = new HashMap<>();
                            known.forEach((id, here) -> modified.put(id, here.modifiedAt()));
                            return store(transaction, Revisions.sort(published, modified), known);
                        });
    }

    private Uni<List<Cause>> store(
            Transaction transaction, Revisions revisions, Map<String, Known> known) {
        Set<String> changed = revisions.changed();
        if (changed.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Revision> current =
                revisions.current().stream().map(ApplyReferences::revision).toList();
        List<RangeRow> ranges =
                revisions.current().stream().flatMap(a -> ranges(a, null).stream()).toList();
        List<RangeRow> ended = new ArrayList<>();
        revisions
                .overtaken()
                .forEach((advisory, endedAt) -> ended.addAll(ranges(advisory, endedAt)));
        Map<String, AdvisoryPublished> byId = new HashMap<>();
        revisions.overtaken().keySet().forEach(a -> byId.put(AdvisoryId.of(a), a));
        revisions.current().forEach(a -> byId.put(AdvisoryId.of(a), a));
        Map<String, String> ratedAnew = ratedAnew(current, known);
        return advisories
                .replace(transaction, current)
                .chain(() -> advisories.replaceRanges(transaction, current, ranges))
                .chain(() -> advisories.addEndedRanges(transaction, ended))
                .chain(() -> rematch(transaction, changed))
                .chain(() -> advisories.concernedByAdvisory(transaction, changed))
                .chain(
                        matched ->
                                advisories
                                        .concernedByFlaw(transaction, ratedAnew.keySet())
                                        .map(rated -> causes(matched, rated, ratedAnew, byId)));
    }

    /// @param matched by an advisory itself, `rated` by the name of a flaw that it rates anew
    private static List<Cause> causes(
            List<Concerned> matched,
            List<Concerned> rated,
            Map<String, String> ratedAnew,
            Map<String, AdvisoryPublished> byId) {
        Stream<Cause> own = matched.stream().map(c -> because(c, byId.get(c.subject())));
        Stream<Cause> anew =
                rated.stream().map(c -> because(c, byId.get(ratedAnew.get(c.subject()))));
        return Stream.concat(own, anew).distinct().toList();
    }

    /// Names of flaws that are now rated otherwise than before, each with the advisory that does
    /// it: whatever matches them must be assessed again, though this advisory itself may match
    /// nothing.
    private static Map<String, String> ratedAnew(List<Revision> current, Map<String, Known> known) {
        Map<String, String> names = new HashMap<>();
        for (Revision revision : current) {
            Known before = known.get(revision.id());
            Severity was = before == null ? Severity.UNKNOWN : ratingOf(before);
            String flawsBefore = before == null ? revision.flaws() : before.flaws();
            boolean moved = !flawsBefore.equals(revision.flaws());
            if (was != ratingOf(revision) || moved) {
                revision.names().forEach(name -> names.put(name, revision.id()));
            }
            if (moved) {
                Arrays.stream(flawsBefore.split("\\s", -1))
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> names.put(name, revision.id()));
            }
        }
        return names;
    }

    private static Severity ratingOf(Known known) {
        return known.withdrawnAt() == null ? known.severity() : Severity.UNKNOWN;
    }

    private static Severity ratingOf(Revision revision) {
        return revision.withdrawnAt() == null ? revision.severity() : Severity.UNKNOWN;
    }

    private static Cause because(Concerned concerned, @Nullable AdvisoryPublished advisory) {
        return because(concerned, advisory, advisory == null ? "" : "advisory " + advisory.id());
    }

    private Uni<Void> rematch(Transaction transaction, Set<String> changed) {
        return advisories
                .candidates(transaction, changed)
                .map(ApplyReferences::matches)
                .chain(
                        matches ->
                                inventory
                                        .remember(transaction, matches)
                                        .chain(
                                                () ->
                                                        advisories.markMatched(
                                                                transaction,
                                                                coordinates(matches))));
    }

    private static Set<UUID> coordinates(List<Remembered> matches) {
        return matches.stream().map(Remembered::coordinate).collect(Collectors.toSet());
    }

    private static List<Remembered> matches(List<Candidate> candidates) {
        Map<UUID, Coordinate> coordinates = new HashMap<>();
        return new Rematch()
                .among(
                        candidates.stream()
                                .map(
                                        c ->
                                                new Rematch.Trial(
                                                        c.coordinate(),
                                                        coordinates.computeIfAbsent(
                                                                c.coordinate(),
                                                                id -> read(c.purl())),
                                                        c.advisory(),
                                                        c.vers(),
                                                        c.endedAt()))
                                .toList());
    }

    private static Coordinate read(String purl) {
        if (Coordinate.fromPurl(purl) instanceof Coordinate coordinate) {
            return coordinate;
        }
        throw new IllegalStateException("a stored coordinate is none: " + purl);
    }

    private Uni<List<Cause>> applyKev(Transaction transaction, List<KevListed> listed) {
        Map<String, KevListed> byFlaw =
                listed.stream().collect(Collectors.toMap(KevListed::cve, Function.identity()));
        return advisories
                .list(transaction, listed)
                .chain(changed -> advisories.concernedByFlaw(transaction, changed))
                .map(
                        concerned ->
                                concerned.stream()
                                        .map(
                                                c ->
                                                        because(
                                                                c,
                                                                byFlaw.get(c.subject()),
                                                                c.subject() + " listed in KEV"))
                                        .toList());
    }

    private Uni<List<Cause>> applyJudgements(Transaction transaction, List<SsvcDecided> decided) {
        Map<String, SsvcDecided> byFlaw =
                decided.stream().collect(Collectors.toMap(SsvcDecided::cve, Function.identity()));
        return exploits.judge(transaction, decided)
                .chain(changed -> advisories.concernedByFlaw(transaction, changed))
                .map(
                        concerned ->
                                concerned.stream()
                                        .map(
                                                c ->
                                                        because(
                                                                c,
                                                                byFlaw.get(c.subject()),
                                                                c.subject() + " judged by SSVC"))
                                        .toList());
    }

    private Uni<List<Cause>> applyChecks(Transaction transaction, List<FeedChecked> checks) {
        if (checks.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return advisories
                .checked(transaction, checks)
                .chain(() -> advisories.productsWithReleases(transaction))
                .map(
                        products ->
                                checks.stream()
                                        .flatMap(check -> concernsAll(check, products))
                                        .toList());
    }

    private static Stream<Cause> concernsAll(FeedChecked check, List<String> products) {
        return products.stream()
                .map(product -> new Concerned(product, check.feed()))
                .map(concerned -> because(concerned, check, check.feed() + " feed checked"));
    }

    private static Cause because(Concerned concerned, @Nullable Reference reference, String title) {
        if (reference == null) {
            throw new IllegalStateException(concerned.subject() + " was not in the batch");
        }
        Provenance provenance = reference.provenance();
        return new Cause(
                concerned.product(),
                provenance.submission(),
                "reference",
                title,
                provenance.observedAt());
    }

    private Uni<Void> report(
            Transaction transaction, List<Reference> references, Set<Cause> causes) {
        Map<UUID, List<Reference>> bySubmission =
                references.stream()
                        .collect(
                                Collectors.groupingBy(
                                        reference -> reference.provenance().submission()));
        List<Arrival> arrivals = new ArrayList<>();
        bySubmission.forEach(
                (submission, parts) ->
                        arrivals.add(
                                new Arrival(
                                        submission,
                                        parts.getFirst().part().count(),
                                        parts.size(),
                                        causes.stream()
                                                .filter(c -> c.submission().equals(submission))
                                                .map(Cause::product)
                                                .collect(Collectors.toSet()))));
        return submissions
                .count(transaction, arrivals)
                .chain(
                        progress ->
                                requests.report(
                                        transaction,
                                        progress.stream()
                                                .filter(SubmissionStore.Progress::complete)
                                                .map(
                                                        done ->
                                                                requests.progress(
                                                                        done.submission(),
                                                                        Step.APPLIED,
                                                                        null,
                                                                        Map.of(
                                                                                "records",
                                                                                (long)
                                                                                        done
                                                                                                .expected(),
                                                                                "products",
                                                                                (long)
                                                                                        done
                                                                                                .products())))
                                                .toList()));
    }

    private static Revision revision(AdvisoryPublished advisory) {
        Provenance provenance = advisory.provenance();
        Instant modified = Revisions.modifiedAt(advisory);
        Instant said = advisory.publishedAt();
        Instant published = said == null || said.isAfter(modified) ? modified : said;
        List<VulnerabilityKey> flaws = VulnerabilityKey.of(advisory);
        Set<String> names =
                flaws.stream().flatMap(f -> f.names().stream()).collect(Collectors.toSet());
        return new Revision(
                AdvisoryId.of(advisory),
                advisory.source(),
                advisory.id(),
                provenance.submission(),
                provenance.receivedAt(),
                modified,
                published,
                advisory.withdrawn(),
                SeverityRating.of(advisory).severity(),
                advisory.summary() == null ? "" : advisory.summary(),
                flaws.stream()
                        .map(flaw -> flaw.id() + " " + String.join(" ", flaw.names()))
                        .collect(Collectors.joining("\n")),
                advisory.cwes().stream()
                        .map(cwe -> cwe.replace(' ', '_'))
                        .collect(Collectors.joining(" ")),
                names);
    }

    private static List<RangeRow> ranges(AdvisoryPublished advisory, @Nullable Instant endedAt) {
        List<RangeRow> rows = new ArrayList<>();
        for (AdvisoryRange range : AdvisoryReading.of(advisory).ranges()) {
            rows.add(
                    new RangeRow(
                            AdvisoryId.of(advisory),
                            range.packageKey().id(),
                            range.affected().text(),
                            endedAt));
        }
        return rows;
    }
}
