package dev.plumbline.ingest.source.spdx;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.Claim;
import dev.plumbline.ingest.source.sbom.Listed;
import dev.plumbline.ingest.source.sbom.Purls;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One package of an SPDX 2 document while it is read, whatever the serialisation.
final class PackageEntry {
    private static final long EMPTY = JsonReader.hashOf("");

    private final Place place;
    private long ref;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable String supplier;
    private @Nullable String originator;
    private @Nullable String concluded;
    private @Nullable String declared;
    private @Nullable String purpose;
    private @Nullable String purl;
    private @Nullable String cpe;
    private @Nullable String sha256;
    private boolean hashed;
    private boolean otherIdentifier;

    /// @param place where it starts, for refusals
    PackageEntry(Place place) {
        this.place = place;
    }

    /// @param ref hash of the package's SPDXID; 0 if it has none
    void ref(long ref) {
        this.ref = ref == EMPTY ? 0 : ref;
    }

    /// An empty name is one: some tools have none for what they were pointed at.
    void name(@Nullable String text) {
        name = text;
    }

    void version(@Nullable String text) {
        version = text;
    }

    void supplier(@Nullable String text) {
        supplier = text;
    }

    void originator(@Nullable String text) {
        originator = text;
    }

    void concluded(@Nullable String licence) {
        concluded = licence;
    }

    void declared(@Nullable String licence) {
        declared = licence;
    }

    void purpose(@Nullable String text) {
        purpose = text;
    }

    void checksum(@Nullable String algorithm, @Nullable String value) {
        hashed |= Digests.isDigest(algorithm, value);
        String digest = Digests.sha256(algorithm, value);
        sha256 = digest != null ? digest : sha256;
    }

    /// An external reference (SPDX 2.3, annex F).
    ///
    /// @param type a bare name, or an address that ends in one
    void external(@Nullable String type, @Nullable String locator) {
        if (type == null || locator == null || locator.isBlank()) {
            return;
        }
        switch (lastPart(type)) {
            case "purl" -> {
                if (purl == null || !Purls.plausible(purl)) {
                    purl = locator.strip();
                }
            }
            case "cpe23Type", "cpe22Type" -> {
                if (cpe == null && Listed.isCpe(locator)) {
                    cpe = locator;
                }
            }
            case "maven-central" -> coordinates("maven", locator, ':');
            case "npm" -> coordinates("npm", locator, '@');
            case "nuget" -> coordinates("nuget", locator, '/');
            case "bower" -> coordinates("bower", locator, '#');
            case "swid", "swh", "gitoid" -> otherIdentifier |= Claim.of(locator) == Claim.REAL;
            default -> {}
        }
    }

    private static String lastPart(String type) {
        int at = Math.max(type.lastIndexOf('/'), type.lastIndexOf('#'));
        return at < 0 ? type : type.substring(at + 1);
    }

    /// The purl of a package manager's own coordinates, unless one is given.
    private void coordinates(String type, String locator, char separator) {
        if (purl != null) {
            return;
        }
        int last = locator.lastIndexOf(separator);
        if (last <= 0 || last == locator.length() - 1) {
            return;
        }
        String coordinate = locator.substring(0, last);
        String namespace = null;
        int split =
                switch (type) {
                    case "maven" -> coordinate.indexOf(':');
                    case "npm" -> coordinate.startsWith("@") ? coordinate.indexOf('/') : -1;
                    default -> -1;
                };
        if (split > 0) {
            namespace = coordinate.substring(0, split);
            coordinate = coordinate.substring(split + 1);
        }
        try {
            purl =
                    new PackageURL(
                                    type,
                                    namespace,
                                    coordinate,
                                    locator.substring(last + 1),
                                    null,
                                    null)
                            .canonicalize();
        } catch (MalformedPackageURLException e) {
            // no coordinates after all: the package stays without a purl
            purl = null;
        }
    }

    Listed listed() throws Unreadable {
        if (name == null) {
            throw place.refuse("a package must have a name");
        }
        if (ref == 0) {
            throw place.refuse("a package must have an SPDXID");
        }
        return new Listed(
                ref,
                name,
                version,
                purl,
                cpe,
                otherIdentifier,
                Claim.better(concluded, declared),
                Claim.better(SpdxBill.bare(supplier), SpdxBill.bare(originator)),
                sha256,
                hashed,
                purpose == null || !purpose.toUpperCase(Locale.ROOT).equals("FILE"));
    }
}
