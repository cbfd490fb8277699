package dev.plumbline.scoring.match;

import org.jspecify.annotations.Nullable;
import us.springett.parsers.cpe.Cpe;
import us.springett.parsers.cpe.CpeBuilder;
import us.springett.parsers.cpe.CpeParser;
import us.springett.parsers.cpe.exceptions.CpeParsingException;
import us.springett.parsers.cpe.exceptions.CpeValidationException;
import us.springett.parsers.cpe.values.LogicalValue;

/// A product by its CPE (NIST IR 7695), in the form of 2.3 however it was written.
///
/// @param text the formatted string, such as `cpe:2.3:a:haxx:curl:8.3.0:*:*:*:*:*:*:*`
public record CpeName(String text) {

    /// What advisories by CPE are kept under in place of a purl type.
    static final String TYPE = "cpe";

    private static final String ANY = LogicalValue.ANY.getAbbreviation();
    private static final String NOT_APPLICABLE = LogicalValue.NA.getAbbreviation();

    /// Null if the text is no CPE, or leaves open who made what: such a name would match products
    /// of anybody.
    public static @Nullable CpeName read(String text) {
        try {
            Cpe cpe = CpeParser.parse(NameFold.lower(text.strip()), true);
            return isOpen(cpe.getWellFormedVendor()) || isOpen(cpe.getWellFormedProduct())
                    ? null
                    : new CpeName(cpe.toCpe23FS());
        } catch (CpeParsingException | RuntimeException _) {
            // the library lets the failures of its own tokenizer through
            return null;
        }
    }

    private static boolean isOpen(String attribute) {
        return attribute.equals(ANY)
                || attribute.equals(NOT_APPLICABLE)
                || attribute.startsWith(ANY)
                || attribute.endsWith(ANY) && !attribute.endsWith("\\*");
    }

    private Cpe parsed() {
        try {
            return CpeParser.parse(text, true);
        } catch (CpeParsingException e) {
            throw new IllegalStateException("a name that was read before: " + text, e);
        }
    }

    /// The product, whatever its version and edition.
    public PackageKey packageKey() {
        Cpe cpe = parsed();
        return new PackageKey(
                TYPE,
                cpe.getPart().getAbbreviation() + '/' + cpe.getVendor(),
                cpe.getProduct(),
                "");
    }

    /// Version and update as one (`2.0-beta9`); null if the name leaves the version open or says
    /// that there is none.
    @Nullable String version() {
        Cpe cpe = parsed();
        if (!isSaid(cpe.getWellFormedVersion())) {
            return null;
        }
        return isSaid(cpe.getWellFormedUpdate())
                ? cpe.getVersion() + '-' + cpe.getUpdate()
                : cpe.getVersion();
    }

    /// Whether the name says that there are no versions.
    boolean isWithoutVersion() {
        return parsed().getWellFormedVersion().equals(NOT_APPLICABLE);
    }

    private static boolean isSaid(String attribute) {
        return !attribute.equals(ANY) && !attribute.equals(NOT_APPLICABLE);
    }

    /// The same product and edition, of any version.
    CpeName withoutVersion() {
        return built(from(parsed()).wfVersion(ANY).wfUpdate(ANY));
    }

    /// Whether a component may be of this edition: what either leaves open does not part them.
    boolean covers(CpeName component) {
        Cpe own = parsed();
        Cpe theirs = parsed(component);
        return own.matches(
                buildable(
                        new CpeBuilder()
                                .part(theirs.getPart())
                                .wfVendor(theirs.getWellFormedVendor())
                                .wfProduct(theirs.getWellFormedProduct())
                                .wfVersion(ANY)
                                .wfUpdate(ANY)
                                .wfEdition(
                                        either(
                                                theirs.getWellFormedEdition(),
                                                own.getWellFormedEdition()))
                                .wfLanguage(
                                        either(
                                                theirs.getWellFormedLanguage(),
                                                own.getWellFormedLanguage()))
                                .wfSwEdition(
                                        either(
                                                theirs.getWellFormedSwEdition(),
                                                own.getWellFormedSwEdition()))
                                .wfTargetSw(
                                        either(
                                                theirs.getWellFormedTargetSw(),
                                                own.getWellFormedTargetSw()))
                                .wfTargetHw(
                                        either(
                                                theirs.getWellFormedTargetHw(),
                                                own.getWellFormedTargetHw()))
                                .wfOther(
                                        either(
                                                theirs.getWellFormedOther(),
                                                own.getWellFormedOther()))));
    }

    private static Cpe parsed(CpeName name) {
        return name.parsed();
    }

    private static String either(String theirs, String own) {
        return theirs.equals(ANY) ? own : theirs;
    }

    private static CpeBuilder from(Cpe cpe) {
        return new CpeBuilder()
                .part(cpe.getPart())
                .wfVendor(cpe.getWellFormedVendor())
                .wfProduct(cpe.getWellFormedProduct())
                .wfVersion(cpe.getWellFormedVersion())
                .wfUpdate(cpe.getWellFormedUpdate())
                .wfEdition(cpe.getWellFormedEdition())
                .wfLanguage(cpe.getWellFormedLanguage())
                .wfSwEdition(cpe.getWellFormedSwEdition())
                .wfTargetSw(cpe.getWellFormedTargetSw())
                .wfTargetHw(cpe.getWellFormedTargetHw())
                .wfOther(cpe.getWellFormedOther());
    }

    private static CpeName built(CpeBuilder builder) {
        return new CpeName(buildable(builder).toCpe23FS());
    }

    private static Cpe buildable(CpeBuilder builder) {
        try {
            return builder.build();
        } catch (CpeValidationException e) {
            throw new IllegalStateException("made of attributes that were read before", e);
        }
    }
}
