/// CycloneDX in JSON, XML and Protocol Buffers: components, dependency graph, quality of the SBOM,
/// embedded VEX and scanners' vulnerabilities.
///
/// Each form has a thin walker (`JsonBill`, `XmlBill`, `ProtobufBill`) that hands over what it
/// reads to one draft, where it is checked and, at the end, understood. The document is walked
/// once. What the specification forbids and its own negative examples show (unknown component
/// types, broken hashes or serial numbers, …) is refused; what real tools do all the same (repeated
/// references and purls, cycles, components without version) is not. Licence ids are not held
/// against the SPDX list, which grows faster than documents.
///
/// Pure; may import the JDK, JSpecify, `events`, the parent package and `sbom`.
@NullMarked
package dev.plumbline.ingest.source.cyclonedx;

import org.jspecify.annotations.NullMarked;
