/// SPDX 2.2 and 2.3 in all five serialisations: JSON, YAML, tag-value, RDF/XML and plain XML.
///
/// Each serialisation has a thin walk of its own; what they find goes through
/// [dev.plumbline.ingest.source.spdx.DocumentReading] into
/// [dev.plumbline.ingest.source.spdx.SpdxBill], which SPDX 3 uses, too.
///
/// Pure; may import the JDK, JSpecify, `events`, packageurl-java, the parent package and
/// `source.sbom`.
@NullMarked
package dev.plumbline.ingest.source.spdx;

import org.jspecify.annotations.NullMarked;
