/// CycloneDX JSON 1.2 to 1.7: components, quality of the SBOM, embedded VEX.
///
/// The document is walked once; of each component only purl, licence and SHA-256 are kept. What the
/// specification forbids and its own negative examples show (unknown component types, broken hashes
/// or serial numbers, …) is refused; what real tools do all the same (repeated references and
/// purls, cycles, components without version) is not. Licence ids are not held against the SPDX
/// list, which grows faster than documents.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.cyclonedx;

import org.jspecify.annotations.NullMarked;
