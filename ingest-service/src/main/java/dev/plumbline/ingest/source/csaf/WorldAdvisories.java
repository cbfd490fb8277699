package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.csaf.Flaw.Score;
import dev.plumbline.ingest.source.csaf.Flaw.Status;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a document says as one of the world's: an advisory for each of its vulnerabilities, one
/// after the other.
///
/// The id of each is `<publisher's namespace>/<id of the document>/<CVE>`, the last part only where
/// it is not the id of the document: the specification makes
/// the first two unique together, and two publishers do use one id (Red Hat and SUSE call their VEX
/// documents by their CVE). A document that takes another back says so under
/// `<namespace>/<id of the document>`, for it names no vulnerabilities.
final class WorldAdvisories {
    private static final String SOURCE = "csaf";
    private static final int MOST_CPES = 2_000;
    private static final Set<Status> TELLING =
            Set.of(
                    Status.KNOWN_AFFECTED,
                    Status.FIRST_AFFECTED,
                    Status.LAST_AFFECTED,
                    Status.FIXED,
                    Status.FIRST_FIXED);

    private final CsafDocument document;
    private final Masthead masthead;
    private final List<Naming> names;
    private final Map<Subject, List<Told>> told = new IdentityHashMap<>();
    private final Queue<WorldRecord> ready = new ArrayDeque<>();
    private int next;

    WorldAdvisories(CsafDocument document) {
        this.document = document;
        this.masthead = document.masthead();
        this.names = Naming.of(document);
        if (masthead.isTakenBack() && masthead.status() != Masthead.Status.DRAFT) {
            ready.add(takenBack());
        }
        if (masthead.status() == Masthead.Status.DRAFT) {
            next = document.flaws().size();
        }
    }

    /// The next record; `null` at the end.
    @Nullable WorldRecord next() {
        if (ready.isEmpty() && next < document.flaws().size()) {
            Flaw flaw = document.flaws().get(next);
            ready.add(advisory(flaw, names.get(next)));
            judgements(flaw);
            next++;
        }
        return ready.poll();
    }

    private String path() {
        return masthead.namespace() + '/' + masthead.id();
    }

    private Advisory takenBack() {
        return new Advisory(
                SOURCE,
                path(),
                List.of(),
                masthead.aliases(),
                masthead.initial(),
                masthead.current(),
                masthead.current(),
                masthead.title(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private void judgements(Flaw flaw) {
        String cve = flaw.cve();
        if (cve == null) {
            return;
        }
        Flaw.Epss epss = flaw.epss();
        if (epss != null) {
            ready.add(
                    new EpssTable(
                            null,
                            LocalDate.ofInstant(epss.at(), ZoneOffset.UTC),
                            List.of(
                                    new EpssScore(
                                            cve,
                                            epss.probability().doubleValue(),
                                            epss.percentile().doubleValue()))));
        }
        Flaw.Ssvc ssvc = flaw.ssvc();
        if (ssvc != null) {
            ready.add(
                    new SsvcDecision(
                            cve,
                            masthead.publisher(),
                            null,
                            ssvc.exploitation(),
                            ssvc.automatable(),
                            ssvc.technicalImpact(),
                            ssvc.at()));
        }
    }

    private Advisory advisory(Flaw flaw, Naming naming) {
        List<String> related = new ArrayList<>();
        related.add(masthead.id());
        masthead.aliases().stream().filter(alias -> !related.contains(alias)).forEach(related::add);
        related.removeAll(naming.known());
        Set<CpeRange> cpes = new LinkedHashSet<>();
        List<AffectedPackage> affected = affected(flaw, cpes);
        List<SeverityVector> vectors = vectors(flaw);
        return new Advisory(
                SOURCE,
                naming.own().equals(masthead.id()) ? path() : path() + '/' + naming.own(),
                naming.known(),
                related,
                masthead.initial(),
                masthead.current(),
                null,
                summary(flaw),
                vectors,
                word(flaw, vectors),
                Weaknesses.sorted(flaw.cwes()),
                affected,
                List.copyOf(cpes));
    }

    private String summary(Flaw flaw) {
        if (flaw.title() != null) {
            return flaw.title();
        }
        return flaw.summary() != null ? flaw.summary() : masthead.title();
    }

    /// Each vector once.
    static List<SeverityVector> vectors(Flaw flaw) {
        Set<SeverityVector> vectors = new LinkedHashSet<>();
        for (Score score : flaw.scores()) {
            if (!score.isWord()) {
                vectors.add(new SeverityVector(score.type(), score.text()));
            }
        }
        return List.copyOf(vectors);
    }

    /// The strictest word of the publisher for this vulnerability. The word for the whole document
    /// is that of its worst, and stands for one without any rating only.
    private @Nullable String word(Flaw flaw, List<SeverityVector> vectors) {
        String strictest = null;
        for (Score score : flaw.scores()) {
            strictest = score.isWord() ? stricter(strictest, score.text()) : strictest;
        }
        for (Flaw.Said impact : flaw.impacts()) {
            strictest = isWord(impact.text()) ? stricter(strictest, impact.text()) : strictest;
        }
        if (strictest != null) {
            return strictest;
        }
        return vectors.isEmpty() ? masthead.severity() : null;
    }

    private static String stricter(@Nullable String one, String other) {
        Severity first = Severities.ofWord(one);
        Severity second = Severities.ofWord(other);
        return one == null || first == null || (second != null && second.compareTo(first) > 0)
                ? other
                : one;
    }

    /// Whether the text of a threat is a severity in a word, as Red Hat writes it there, and no
    /// statement on an impact.
    static boolean isWord(String text) {
        return text.length() <= 20 && Severities.ofWord(text) != null;
    }

    private record PackageName(String ecosystem, String name, String purl) {}

    /// What a product is as a package: the same in every vulnerability of the document.
    private record Told(
            PackageName name,
            @Nullable String version,
            @Nullable VersionRange range,
            boolean unreadable) {}

    private static List<Told> identities(Subject subject) {
        List<Told> identities = new ArrayList<>(subject.packages().size());
        for (PurlParts purl : subject.packages()) {
            String version = subject.version(purl);
            VersionRange range = version == null ? subject.range() : null;
            identities.add(
                    new Told(
                            name(purl, subject.platform()),
                            version,
                            range,
                            version == null && range == null && subject.isRanged()));
        }
        return identities;
    }

    private List<AffectedPackage> affected(Flaw flaw, Set<CpeRange> cpes) {
        Map<PackageName, AffectedVersions> packages = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            if (!TELLING.contains(status)) {
                continue;
            }
            for (int number : flaw.in(status)) {
                Subject subject = document.products().subject(number);
                List<Told> identities = told.computeIfAbsent(subject, WorldAdvisories::identities);
                if (identities.isEmpty()) {
                    applicable(status, subject, cpes);
                }
                for (Told each : identities) {
                    packages.computeIfAbsent(each.name(), name -> new AffectedVersions())
                            .add(status, each.version(), each.range(), each.unreadable());
                }
            }
        }
        List<AffectedPackage> affected = new ArrayList<>(packages.size());
        packages.forEach(
                (name, versions) -> {
                    AffectedPackage said = versions.of(name.ecosystem(), name.name(), name.purl());
                    if (said != null) {
                        affected.add(said);
                    }
                });
        return affected;
    }

    /// Under the name that OSV has for it where there is one; else by its purl alone.
    private static PackageName name(PurlParts purl, @Nullable Product platform) {
        String path =
                purl.namespace().isEmpty() ? purl.name() : purl.namespace() + '/' + purl.name();
        String ecosystem =
                switch (purl.type()) {
                    case "npm" -> "npm";
                    case "pypi" -> "PyPI";
                    case "golang" -> "Go";
                    case "cargo" -> "crates.io";
                    case "gem" -> "RubyGems";
                    case "nuget" -> "NuGet";
                    case "composer" -> "Packagist";
                    case "hex" -> "Hex";
                    case "pub" -> "Pub";
                    case "maven" -> "Maven";
                    case "rpm" -> distribution(purl, platform);
                    default -> "";
                };
        String name =
                switch (purl.type()) {
                    case "maven" -> purl.namespace() + ':' + purl.name();
                    case "rpm" -> ecosystem.isEmpty() ? path : purl.name();
                    default -> path;
                };
        boolean distributed =
                purl.type().equals("rpm") || purl.type().equals("deb") || purl.type().equals("apk");
        String identity = purl.bare();
        if (!purl.distro().isEmpty()) {
            identity += "?distro=" + purl.distro();
        } else if (distributed && ecosystem.isEmpty() && purl.version() != null) {
            // only the version tells for which release of the distribution it was built
            identity = purl.versioned();
        }
        return new PackageName(ecosystem, name, identity);
    }

    /// `Red Hat:enterprise_linux:9::baseos` from the CPE of the platform and `SUSE:Linux Enterprise
    /// Server 15 SP4` from its name, as OSV has them.
    private static String distribution(PurlParts purl, @Nullable Product platform) {
        if (platform == null) {
            return "";
        }
        String cpe = platform.cpe();
        switch (purl.namespace().toLowerCase(Locale.ROOT)) {
            case "redhat" -> {
                int vendor = cpe == null ? -1 : cpe.indexOf(":redhat:");
                return cpe == null || vendor < 0 || !cpe.startsWith("cpe:/")
                        ? ""
                        : "Red Hat:" + cpe.substring(vendor + ":redhat:".length());
            }
            case "suse", "opensuse" -> {
                String name = platform.name();
                if (name.startsWith("SUSE ")) {
                    return "SUSE:" + name.substring(5);
                }
                return name.startsWith("openSUSE ") ? "openSUSE:" + name.substring(9) : "";
            }
            default -> {
                return "";
            }
        }
    }

    /// What is named by CPE and not by purl.
    private static void applicable(Status status, Subject subject, Set<CpeRange> cpes) {
        Product product = subject.product();
        String written = product.cpe();
        String cpe = written == null ? null : Cpe.formatted(written);
        if (cpe == null || cpes.size() >= MOST_CPES) {
            return;
        }
        String version = product.ranged() ? null : product.version();
        switch (status) {
            case KNOWN_AFFECTED -> {
                VersionRange range = subject.range();
                if (range == null) {
                    cpes.add(new CpeRange(cpe, null, null, null, null));
                } else {
                    ranges(cpe, range, cpes);
                }
            }
            case FIRST_AFFECTED -> cpes.add(new CpeRange(cpe, version, null, null, null));
            case LAST_AFFECTED -> cpes.add(new CpeRange(cpe, null, null, version, null));
            default -> {
                // a fixed product bounds nothing by its CPE alone
            }
        }
    }

    private static void ranges(String cpe, VersionRange range, Set<CpeRange> cpes) {
        String start = null;
        boolean open = false;
        for (RangeEvent event : range.events()) {
            switch (event.kind()) {
                case INTRODUCED -> {
                    start = event.version().equals("0") ? null : event.version();
                    open = true;
                }
                case FIXED, LIMIT -> {
                    cpes.add(new CpeRange(cpe, start, null, null, event.version()));
                    open = false;
                }
                case LAST_AFFECTED -> {
                    cpes.add(new CpeRange(cpe, start, null, event.version(), null));
                    open = false;
                }
            }
        }
        if (open || range.events().isEmpty()) {
            cpes.add(new CpeRange(cpe, start, null, null, null));
        }
    }
}
