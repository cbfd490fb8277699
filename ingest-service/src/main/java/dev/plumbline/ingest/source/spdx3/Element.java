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
    List<String> createdBy = List.of();
    List<String> createdUsing = List.of();

    List<String> roots = List.of();
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
    List<String> suppliedBy = List.of();
    List<String> originatedBy = List.of();
    List<String> identifierRefs = List.of();

    /// Identifiers of a vulnerability.
    List<String> identifiers = List.of();

    @Nullable String identifierType;
    @Nullable String identifier;
    @Nullable String algorithm;
    @Nullable String hashValue;

    @Nullable String licence;
    List<String> members = List.of();

    @Nullable String relation;
    @Nullable String completeness;
    List<String> from = List.of();
    List<String> to = List.of();

    List<String> assessed = List.of();
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
            case "cve", "securityother" -> identifiers = with(identifiers, value.strip());
            default -> {}
        }
    }

    /// A digest of what this element is.
    void digest(@Nullable String how, @Nullable String value) {
        hashed |= Digests.isDigest(how, value);
        String digest = Digests.sha256(how, value);
        sha256 = digest != null ? digest : sha256;
    }

    /// The list with one more: most elements have none of most lists, and are many.
    static List<String> with(List<String> list, String more) {
        List<String> longer = list.isEmpty() ? new ArrayList<>(1) : list;
        longer.add(more);
        return longer;
    }
}
