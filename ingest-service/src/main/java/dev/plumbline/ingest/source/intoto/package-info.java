/// Attestations of in-toto: statements, provenance of SLSA, DSSE envelopes and Sigstore bundles.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package. The keys that signatures
/// are checked with come from `intake`, behind [dev.plumbline.ingest.source.intoto.Verifier].
@NullMarked
package dev.plumbline.ingest.source.intoto;

import org.jspecify.annotations.NullMarked;
