/// What every format of SBOM shares: components are gathered one by one, each purl once, with the
/// dependency graph; how complete the document is against the minimum elements is added up on the
/// way.
///
/// Formats walk their documents and hand over what they read
/// ([dev.plumbline.ingest.source.sbom.BillCollector]); nothing here knows of JSON, XML or lines.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.sbom;

import org.jspecify.annotations.NullMarked;
