package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.Claim;
import dev.plumbline.ingest.source.sbom.Listed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One component while it is being read, whatever the form of the document.
final class ComponentDraft {
    @Nullable String type;
    @Nullable String name;
    @Nullable String version;
    @Nullable String purl;
    @Nullable String group;
    long ref;
    boolean ranged;
    private @Nullable String cpe;
    private boolean otherIdentifier;
    private @Nullable String licence;
    private @Nullable String lesserLicence;
    private @Nullable String supplier;
    private @Nullable String sha256;
    private boolean hashed;

    void cpe(@Nullable String said) {
        cpe = Listed.isCpe(said) ? said : cpe;
    }

    /// An identifier that is neither purl nor CPE.
    void identifier(boolean given) {
        otherIdentifier |= given;
    }

    /// A person or organisation behind it; the best of several sayings counts.
    void supplier(@Nullable String said) {
        supplier = Claim.better(supplier, said);
    }

    /// Licences that say something are joined; else what comes nearest counts.
    void licence(@Nullable String said) {
        if (Claim.real(said) != null) {
            licence = licence == null ? said : licence + ", " + said;
        } else {
            lesserLicence = Claim.better(lesserLicence, said);
        }
    }

    void hash(@Nullable String algorithm, @Nullable String digest, Place place) throws Unreadable {
        if (algorithm == null || !Vocabulary.isHashAlgorithm(algorithm)) {
            throw place.refuse("a hash must name an algorithm that CycloneDX knows");
        }
        if (digest == null || !Vocabulary.isDigest(algorithm, digest)) {
            throw place.refuse("a hash must be as many hex digits as " + algorithm + " has");
        }
        hashed = true;
        if ("SHA-256".equals(algorithm)) {
            sha256 = digest.toLowerCase(Locale.ROOT);
        }
    }

    /// Refuses what no version of the specification allows.
    void check(Place place) throws Unreadable {
        if (type == null) {
            throw place.refuse("a component must have a type");
        }
        if (name == null || name.isEmpty()) {
            throw place.refuse("a component must have a name");
        }
        if (version != null && ranged) {
            throw place.refuse("a component has a version or a versionRange, not both");
        }
    }

    @Nullable String sha256() {
        return sha256;
    }

    Listed listed() {
        return new Listed(
                ref,
                name,
                version,
                purl,
                cpe,
                otherIdentifier,
                licence != null ? licence : lesserLicence,
                supplier,
                sha256,
                hashed,
                type == null || !Vocabulary.NOT_SOFTWARE.contains(type));
    }
}
