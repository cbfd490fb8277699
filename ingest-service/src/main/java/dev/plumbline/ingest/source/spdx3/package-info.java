/// SPDX 3.0 as JSON-LD: packages, their relationships, and the VEX statements of the security
/// profile.
///
/// Elements may come in any order, nested in one another or joined by ids; what matters of them is
/// kept until the end and then goes the way of SPDX 2.
///
/// Pure; may import the JDK, JSpecify, `events`, the parent package, `source.sbom` and
/// `source.spdx`.
@NullMarked
package dev.plumbline.ingest.source.spdx3;

import org.jspecify.annotations.NullMarked;
