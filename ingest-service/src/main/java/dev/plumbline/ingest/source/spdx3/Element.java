package dev.plumbline.ingest.source.spdx3;

import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.sbom.Listed;
import dev.plumbline.ingest.source.spdx.Digests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One element of the graph while it is read: its type may come last, so every property that
/// matters to any type has a place.
final class Element {
    final Place place;
    String type = "";
    @Nullable String id;
    @Nullable String name;
    @Nullable String comment;

    @Nullable String created;
    @Nullable String specVersion;
    final List<String> createdBy = new ArrayList<>(0);
    final List<String> createdUsing = new ArrayList<>(0);

    final List<String> roots = new ArrayList<>(0);
    boolean sbomType;
    boolean namespaces;

    @Nullable String version;
    @Nullable String purpose;
    @Nullable String purl;
    @Nullable String cpe;
    @Nullable String email;
    @Nullable String sha256;
    boolean hashed;
    boolean otherIdentifier;
    final List<String> suppliedBy = new ArrayList<>(0);
    final List<String> originatedBy = new ArrayList<>(0);
    final List<String> identifierRefs = new ArrayList<>(0);

    /// Identifiers of a vulnerability.
    final List<String> identifiers = new ArrayList<>(0);

    @Nullable String identifierType;
    @Nullable String identifier;
    @Nullable String algorithm;
    @Nullable String hashValue;

    @Nullable String licence;
    final List<String> members = new ArrayList<>(0);

    @Nullable String relation;
    @Nullable String completeness;
    final List<String> from = new ArrayList<>(0);
    final List<String> to = new ArrayList<>(0);

    final List<String> assessed = new ArrayList<>(0);
    @Nullable String justification;
    @Nullable String impact;
    @Nullable String action;
    @Nullable Instant published;
    @Nullable Instant modified;
    boolean withdrawn;

    Element(Place place) {
        this.place = place;
    }

    /// An external identifier of this element.
    void identified(@Nullable String kind, @Nullable String value) {
        if (kind == null || value == null || value.isBlank()) {
            return;
        }
        switch (kind.toLowerCase(Locale.ROOT)) {
            // the specification's word is packageUrl; purl is written, too
            case "packageurl", "purl" -> purl = purl == null ? value.strip() : purl;
            case "cpe22", "cpe23" -> cpe = cpe == null && Listed.isCpe(value) ? value : cpe;
            case "email" -> email = value;
            case "swid", "swhid", "gitoid" -> otherIdentifier = true;
            case "cve", "securityother" -> identifiers.add(value.strip());
            default -> {}
        }
    }

    /// A digest of what this element is.
    void digest(@Nullable String how, @Nullable String value) {
        hashed |= Digests.isDigest(how, value);
        String digest = Digests.sha256(how, value);
        sha256 = digest != null ? digest : sha256;
    }
}
