package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.csaf.Flaw.Flag;
import dev.plumbline.ingest.source.csaf.Flaw.Group;
import dev.plumbline.ingest.source.csaf.Flaw.Remedy;
import dev.plumbline.ingest.source.csaf.Flaw.RemedyKind;
import dev.plumbline.ingest.source.csaf.Flaw.Said;
import dev.plumbline.ingest.source.csaf.Flaw.Status;
import dev.plumbline.ingest.source.csaf.Flaw.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What a document says as the maker's own of a product: VEX statements, and that an advisory was
/// published.
///
/// A statement speaks of the purls of its products. Products without any purl, theirs or that of
/// what they stand in, are taken for the product that the document was handed in for; where several
/// of these have different statuses, the worst counts, for nobody can tell which one is meant. A
/// range of versions is no statement for all of them: only `affected` is taken so.
final class MakersWord {
    private static final int MOST_IDENTITIES = 1_000;
    private static final int MOST_NAMED = 2 * Source.MOST_ITEMS;

    private final CsafDocument document;
    private final List<VexStatement> statements = new ArrayList<>();
    private int unresolved;
    private int named;

    MakersWord(CsafDocument document) {
        this.document = document;
        if (document.masthead().status() != Masthead.Status.DRAFT) {
            List<Naming> names = Naming.of(document);
            for (int i = 0; i < names.size(); i++) {
                new Telling(document.flaws().get(i), names.get(i)).tell();
            }
        }
    }

    /// In an order in which the later of two about one thing counts.
    List<VexStatement> statements() {
        return statements;
    }

    /// Statuses that became no statement, because a range or several versions without purls can't
    /// be told apart.
    int unresolved() {
        return unresolved;
    }

    /// Whether the statements name more components than can be kept, and are not all there.
    boolean saysTooMuch() {
        return named > MOST_NAMED;
    }

    /// What is the same of several products.
    ///
    /// @param broad whether it speaks of a package in every version, or of the whole product: what
    ///     is said of a version counts before it
    private record Sense(
            boolean broad,
            VexStatus status,
            @Nullable VexJustification justification,
            @Nullable String impact,
            @Nullable String action) {

        /// Of what is said of one thing the last counts, and that must be the worst.
        int rank() {
            int worse =
                    switch (status) {
                        case FIXED -> 0;
                        case NOT_AFFECTED -> justification != null || impact != null ? 1 : 2;
                        case UNDER_INVESTIGATION -> 3;
                        case AFFECTED -> 4;
                    };
            return broad ? worse : worse + 10;
        }
    }

    /// One vulnerability's statements.
    private final class Telling {
        private final Flaw flaw;
        private final Naming naming;
        private final Map<Integer, VexJustification> justifications = new HashMap<>();
        private final Map<Integer, String> impacts = new HashMap<>();
        private final Map<Integer, Remedy> actions = new HashMap<>();
        private final Map<Sense, Set<String>> senses = new LinkedHashMap<>();
        private @Nullable Sense ofTheProduct;

        Telling(Flaw flaw, Naming naming) {
            this.flaw = flaw;
            this.naming = naming;
            for (Flag flag : flaw.flags()) {
                forEach(flag.targets(), product -> justifications.put(product, flag.label()));
            }
            for (Said impact : flaw.impacts()) {
                if (!WorldAdvisories.isWord(impact.text())) {
                    forEach(impact.targets(), product -> impacts.put(product, impact.text()));
                }
            }
            for (Remedy remedy : flaw.remedies()) {
                forEach(remedy.targets(), product -> actions.merge(product, remedy, this::better));
            }
        }

        private Remedy better(Remedy one, Remedy other) {
            return other.kind().compareTo(one.kind()) < 0 ? other : one;
        }

        private void forEach(Targets targets, IntConsumer consumer) {
            for (int product : targets.products()) {
                consumer.accept(product);
            }
            for (int group : targets.groups()) {
                for (int product : document.products().group(group)) {
                    consumer.accept(product);
                }
            }
        }

        void tell() {
            tell(Group.FIXED, VexStatus.FIXED);
            tell(Group.NOT_AFFECTED, VexStatus.NOT_AFFECTED);
            tell(Group.UNDER_INVESTIGATION, VexStatus.UNDER_INVESTIGATION);
            tell(Group.AFFECTED, VexStatus.AFFECTED);
            if (ofTheProduct != null) {
                add(ofTheProduct, List.of());
            }
            senses.entrySet().stream()
                    .sorted(Comparator.comparing(said -> said.getKey().rank()))
                    .forEach(said -> add(said.getKey(), List.copyOf(said.getValue())));
        }

        private void tell(Group group, VexStatus meaning) {
            for (Status status : Status.values()) {
                if (status.group() == group) {
                    for (int product : flaw.in(status)) {
                        tell(meaning, product);
                    }
                }
            }
        }

        private void tell(VexStatus status, int number) {
            Subject subject = document.products().subject(number);
            boolean open = status == VexStatus.AFFECTED || status == VexStatus.UNDER_INVESTIGATION;
            List<PurlParts> purls = subject.purls();
            if (purls.isEmpty()) {
                Sense sense = sense(status, number, true);
                if (ofTheProduct != null && ofTheProduct.status() != status) {
                    unresolved++;
                }
                ofTheProduct =
                        ofTheProduct == null || ofTheProduct.rank() <= sense.rank()
                                ? sense
                                : ofTheProduct;
                return;
            }
            named += purls.size();
            if (saysTooMuch()) {
                return;
            }
            for (PurlParts purl : purls) {
                boolean broad = purl.version() == null;
                if (broad && subject.isRanged() && !open && !isEverything(subject)) {
                    unresolved++;
                    continue;
                }
                senses.computeIfAbsent(sense(status, number, broad), sense -> new LinkedHashSet<>())
                        .add(purl.text());
            }
        }

        private static boolean isEverything(Subject subject) {
            return VersionRange.all().equals(subject.range());
        }

        private Sense sense(VexStatus status, int product, boolean broad) {
            return switch (status) {
                case NOT_AFFECTED ->
                        new Sense(
                                broad,
                                status,
                                justifications.get(product),
                                impacts.get(product),
                                null);
                case AFFECTED -> new Sense(broad, status, null, null, action(actions.get(product)));
                case FIXED, UNDER_INVESTIGATION -> new Sense(broad, status, null, null, null);
            };
        }

        private static @Nullable String action(@Nullable Remedy remedy) {
            return remedy == null ? null : remedy.text();
        }

        private void add(Sense sense, List<String> purls) {
            statements.add(
                    new VexStatement(
                            naming.all(),
                            sense.status(),
                            sense.justification(),
                            sense.impact(),
                            sense.action(),
                            purls,
                            document.masthead().current()));
        }
    }

    /// The advisory that was published; `null` if the document is VEX, a draft, or tells of no
    /// vulnerability.
    @Nullable MakerRecord published() {
        Masthead masthead = document.masthead();
        boolean tells = masthead.isTakenBack() || !document.flaws().isEmpty();
        if (masthead.isVex() || masthead.status() == Masthead.Status.DRAFT || !tells) {
            return null;
        }
        Set<String> vulnerabilities = new LinkedHashSet<>();
        Naming.of(document).stream()
                .filter(Naming::named)
                .forEach(naming -> vulnerabilities.addAll(naming.all()));
        Set<String> cwes = new LinkedHashSet<>();
        Set<SeverityVector> severities = new LinkedHashSet<>();
        Set<String> cpes = new LinkedHashSet<>();
        Set<String> purls = new LinkedHashSet<>();
        boolean versions = !document.flaws().isEmpty();
        boolean remedy = !document.flaws().isEmpty();
        Instant publicAt = null;
        for (Flaw flaw : document.flaws()) {
            cwes.addAll(flaw.cwes());
            severities.addAll(WorldAdvisories.vectors(flaw));
            versions &= boundsVersions(flaw, cpes, purls);
            remedy &= helps(flaw);
            Instant disclosed = flaw.publicAt();
            publicAt =
                    publicAt == null || (disclosed != null && disclosed.isBefore(publicAt))
                            ? disclosed
                            : publicAt;
        }
        return new MakerRecord(
                RecordKind.ADVISORY,
                masthead.isTakenBack() ? RecordState.WITHDRAWN : RecordState.PUBLISHED,
                masthead.id(),
                masthead.aliases(),
                List.copyOf(vulnerabilities),
                masthead.publisher(),
                masthead.title(),
                masthead.initial(),
                masthead.current(),
                publicAt,
                Weaknesses.sorted(cwes),
                List.copyOf(severities),
                versions,
                remedy,
                List.copyOf(cpes),
                List.copyOf(purls));
    }

    /// Whether what is affected is bounded by versions that a program can read; gathers by what it
    /// is identified.
    private boolean boundsVersions(Flaw flaw, Set<String> cpes, Set<String> purls) {
        boolean any = false;
        boolean all = true;
        for (Status status : Status.values()) {
            Group group = status.group();
            if (group != Group.AFFECTED && group != Group.FIXED) {
                continue;
            }
            for (int product : flaw.in(status)) {
                Subject subject = document.products().subject(product);
                boolean versioned =
                        subject.packages().stream().anyMatch(p -> subject.version(p) != null)
                                || (subject.product().version() != null
                                        && (!subject.isRanged() || subject.range() != null));
                any = true;
                all &= versioned;
                if (group == Group.AFFECTED && purls.size() < MOST_IDENTITIES) {
                    subject.purls().forEach(purl -> purls.add(purl.text()));
                }
                String cpe = subject.product().cpe();
                if (group == Group.AFFECTED && cpe != null && cpes.size() < MOST_IDENTITIES) {
                    cpes.add(cpe);
                }
            }
        }
        return any && all;
    }

    private static boolean helps(Flaw flaw) {
        return flaw.remedies().stream()
                        .anyMatch(
                                remedy ->
                                        remedy.kind() != RemedyKind.NO_FIX_PLANNED
                                                && remedy.kind() != RemedyKind.NONE_AVAILABLE
                                                && remedy.kind() != RemedyKind.FIX_PLANNED)
                || flaw.in(Status.FIXED).length > 0
                || flaw.in(Status.FIRST_FIXED).length > 0
                || flaw.in(Status.RECOMMENDED).length > 0;
    }
}
