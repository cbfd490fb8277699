package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.csaf.Flaw.Flag;
import dev.plumbline.ingest.source.csaf.Flaw.Group;
import dev.plumbline.ingest.source.csaf.Flaw.Remedy;
import dev.plumbline.ingest.source.csaf.Flaw.RemedyKind;
import dev.plumbline.ingest.source.csaf.Flaw.Score;
import dev.plumbline.ingest.source.csaf.Flaw.Status;
import dev.plumbline.ingest.source.csaf.Flaw.Targets;
import dev.plumbline.ingest.source.csaf.Masthead.Edition;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/// What makes a document invalid though each part of it can be read (section 6.1 of the
/// specification): contradictions, and what its profile asks for.
///
/// Not checked is what nothing is made of: that scores fit their vectors (the vector counts), names
/// of weaknesses (the number counts), hashes, language tags, licences, registered decision points,
/// the schemas of extensions, and remediations of what is not affected.
final class Rules {
    private static final int MOST_MEMBERS = 10_000_000;
    private static final String[] ABOUT = {"description", "details", "general", "summary"};

    private final Masthead masthead;
    private final CsafDocument document;
    private final boolean newer;

    /// For each product what was said of it in the flaw at hand, and in which flaw that was, so
    /// that nothing need be cleared between two.
    private final int[] said;

    private final int[] saidIn;
    private int round;
    private long members;

    Rules(CsafDocument document, Names ids) {
        this.document = document;
        this.masthead = document.masthead();
        this.newer = masthead.edition() == Edition.V2_1;
        this.said = new int[ids.size()];
        this.saidIn = ids.marks();
    }

    void check() throws Unreadable {
        checkProfile();
        Set<String> cves = new HashSet<>();
        for (Flaw flaw : document.flaws()) {
            if (flaw.cve() != null && !cves.add(flaw.cve())) {
                throw flaw.place().refuse("two vulnerabilities have one CVE");
            }
            checkEffort(flaw);
            checkStatuses(flaw);
            checkFlags(flaw);
            checkScores(flaw);
            if (newer) {
                checkRemedies(flaw);
                checkMoments(flaw);
            }
            checkProfile(flaw);
        }
    }

    private void checkProfile() throws Unreadable {
        Place place = masthead.place();
        boolean flawed = !document.flaws().isEmpty();
        if (masthead.is("csaf_security_incident_response")
                || masthead.is("csaf_informational_advisory")) {
            if (disjoint(
                    masthead.noteCategories(), "description", "details", "general", "summary")) {
                throw place.refuse("this profile asks for a note that says what it is about");
            }
            if (disjoint(masthead.referenceCategories(), "external")) {
                throw place.refuse("this profile asks for a reference to more");
            }
        }
        if (flawed && (masthead.is("csaf_informational_advisory") || masthead.isTakenBack())) {
            throw place.refuse("this profile has no vulnerabilities");
        }
        if (masthead.isVex() || masthead.isSecurityAdvisory()) {
            if (!flawed) {
                throw place.refuse("this profile asks for vulnerabilities");
            }
            if (!document.products().isPresent()) {
                throw place.refuse("this profile asks for a product_tree");
            }
        }
        if (masthead.isTakenBack()) {
            if (document.products().isPresent()) {
                throw place.refuse("this profile has no product_tree");
            }
            if (masthead.revisions() < 2) {
                throw place.refuse("what is taken back must have been published before");
            }
            if (masthead.english()
                    ? disjoint(masthead.noteCategories(), "description")
                    : disjoint(masthead.noteCategories(), ABOUT)) {
                throw place.refuse("this profile asks for the reason in a note");
            }
            if (masthead.english()
                    && masthead.is("csaf_superseded")
                    && disjoint(masthead.referenceCategories(), "external")) {
                throw place.refuse("this profile asks for a reference to the new document");
            }
        }
    }

    private static boolean disjoint(Set<String> categories, String... wanted) {
        for (String each : wanted) {
            if (categories.contains(each)) {
                return false;
            }
        }
        return true;
    }

    private void checkProfile(Flaw flaw) throws Unreadable {
        boolean vex = masthead.isVex();
        if (!vex && !masthead.isSecurityAdvisory()) {
            return;
        }
        if (!flaw.noted()) {
            throw flaw.place().refuse("this profile asks for notes of each vulnerability");
        }
        if (vex && flaw.cve() == null && flaw.ids().isEmpty()) {
            throw flaw.place().refuse("this profile asks for a CVE or another id");
        }
        EnumSet<Status> told = EnumSet.noneOf(Status.class);
        for (Status status : Status.values()) {
            if (flaw.tells(status)) {
                told.add(status);
            }
        }
        if (told.isEmpty()) {
            throw flaw.place().refuse("this profile asks for a product_status");
        }
        if (vex
                && !told.contains(Status.FIXED)
                && !told.contains(Status.KNOWN_AFFECTED)
                && !told.contains(Status.KNOWN_NOT_AFFECTED)
                && !told.contains(Status.UNDER_INVESTIGATION)) {
            throw flaw.place().refuse("product_status says nothing that VEX knows");
        }
        if (newer
                && masthead.is("csaf_security_advisory")
                && !told.contains(Status.KNOWN_AFFECTED)
                && !told.contains(Status.FIRST_AFFECTED)
                && !told.contains(Status.LAST_AFFECTED)
                && !told.contains(Status.FIXED)
                && !told.contains(Status.FIRST_FIXED)) {
            throw flaw.place().refuse("this profile asks for affected products");
        }
    }

    /// A large group that is named again and again is little to write and much to follow.
    private void checkEffort(Flaw flaw) throws Unreadable {
        flaw.flags().forEach(flag -> count(flag.targets()));
        flaw.impacts().forEach(impact -> count(impact.targets()));
        flaw.remedies().forEach(remedy -> count(remedy.targets()));
        if (members > MOST_MEMBERS) {
            throw flaw.place().refuse("groups are named too often to be followed");
        }
    }

    private void count(Targets targets) {
        for (int group : targets.groups()) {
            members += document.products().group(group).length;
        }
    }

    /// Each product has one status (6.1.6).
    private void checkStatuses(Flaw flaw) throws Unreadable {
        round++;
        for (Status status : Status.values()) {
            Group group = status.group();
            if (group == null) {
                continue;
            }
            for (int product : flaw.in(status)) {
                if (sayDiffers(product, group.ordinal())) {
                    throw flaw.place().refuse("a product has two statuses that contradict");
                }
            }
        }
    }

    /// Notes a word on a product; whether another was noted before in this round.
    private boolean sayDiffers(int product, int word) {
        boolean differs = saidIn[product] == round && said[product] != word;
        said[product] = word;
        saidIn[product] = round;
        return differs;
    }

    /// Each product has one justification (6.1.33).
    private void checkFlags(Flaw flaw) throws Unreadable {
        round++;
        for (Flag flag : flaw.flags()) {
            boolean[] contradicts = {false};
            forEach(
                    flag.targets(),
                    product -> contradicts[0] |= sayDiffers(product, flag.label().ordinal()));
            if (contradicts[0]) {
                throw flaw.place().refuse("a product has two justifications");
            }
        }
    }

    private void forEach(Targets targets, IntConsumer product) {
        Arrays.stream(targets.products()).forEach(product);
        for (int group : targets.groups()) {
            Arrays.stream(document.products().group(group)).forEach(product);
        }
    }

    /// A rating of one kind by one source for one product (6.1.7, 6.1.56).
    private record RatedOnce(int product, long source, String kind) {}

    private void checkScores(Flaw flaw) throws Unreadable {
        if (flaw.scores().size() < 2) {
            return;
        }
        Set<RatedOnce> once = new HashSet<>();
        for (Score score : flaw.scores()) {
            String kind = score.isWord() ? "a word" : score.edition();
            for (int product : score.products()) {
                if (!once.add(new RatedOnce(product, score.source(), kind))) {
                    throw score.place().refuse("a product has two scores of one version");
                }
                if (newer) {
                    String other = score.isWord() ? "any vector" : "any word";
                    once.add(
                            new RatedOnce(
                                    product,
                                    score.source(),
                                    score.isWord() ? "any word" : "any vector"));
                    if (once.contains(new RatedOnce(product, score.source(), other))) {
                        throw score.place().refuse("a product is rated by CVSS and by a word");
                    }
                }
            }
        }
    }

    private static final int EXCLUSIVE =
            1 << RemedyKind.NONE_AVAILABLE.ordinal() | 1 << RemedyKind.OPTIONAL_PATCH.ordinal();
    private static final int ONE_OF =
            1 << RemedyKind.VENDOR_FIX.ordinal()
                    | 1 << RemedyKind.FIX_PLANNED.ordinal()
                    | 1 << RemedyKind.NO_FIX_PLANNED.ordinal();

    /// Remediations of one product that can't all be true (6.1.35).
    private void checkRemedies(Flaw flaw) throws Unreadable {
        if (flaw.remedies().isEmpty()) {
            return;
        }
        round++;
        for (Remedy remedy : flaw.remedies()) {
            int bit = 1 << remedy.kind().ordinal();
            forEach(
                    remedy.targets(),
                    product -> {
                        int before = saidIn[product] == round ? said[product] : 0;
                        said[product] = before | bit;
                        saidIn[product] = round;
                    });
            boolean[] contradicts = {false};
            forEach(
                    remedy.targets(),
                    product -> {
                        int all = said[product];
                        contradicts[0] |=
                                ((all & EXCLUSIVE) != 0 && Integer.bitCount(all) > 1)
                                        || Integer.bitCount(all & ONE_OF) > 1;
                    });
            if (contradicts[0]) {
                throw remedy.place().refuse("two remediations of a product contradict");
            }
        }
    }

    /// What is told must have been known when it was told (6.1.45, 49, 51, 52).
    private void checkMoments(Flaw flaw) throws Unreadable {
        if (masthead.status() == Masthead.Status.DRAFT) {
            return;
        }
        for (Instant moment : flaw.moments()) {
            if (moment.isAfter(masthead.newest())) {
                throw flaw.place().refuse("a date is later than the newest revision");
            }
        }
        Instant disclosed = flaw.publicAt();
        if (disclosed != null
                && masthead.label().equals("CLEAR")
                && disclosed.isAfter(masthead.newest())) {
            throw flaw.place().refuse("disclosure_date is later than the newest revision");
        }
    }
}
