package dev.plumbline.ingest.source.sbom;

import org.jspecify.annotations.Nullable;

/// One component as an SBOM lists it; texts as they are written, placeholders included.
///
/// @param ref hash of what the document calls it ([dev.plumbline.ingest.source.JsonReader#hashOf]);
///     0 if it has no name of that kind
/// @param purl the first purl, whatever its shape
/// @param cpe a CPE 2.2 or 2.3
/// @param otherIdentifier whether an identifier of another kind (SWID, OmniBOR, SWHID) is given
/// @param licence an expression or id; several joined by commas
/// @param supplier who made or supplies it
/// @param sha256 64 lower-case hex digits
/// @param hashed whether any digest is given, of whatever algorithm
/// @param software `false` for what SBOMs list besides (files, data, cryptographic assets): it
///     counts only if it has a purl
public record Listed(
        long ref,
        @Nullable String name,
        @Nullable String version,
        @Nullable String purl,
        @Nullable String cpe,
        boolean otherIdentifier,
        @Nullable String licence,
        @Nullable String supplier,
        @Nullable String sha256,
        boolean hashed,
        boolean software) {

    /// Whether a text has the shape of a CPE.
    public static boolean isCpe(@Nullable String cpe) {
        return cpe != null && (cpe.startsWith("cpe:2.3:") || cpe.startsWith("cpe:/"));
    }
}
