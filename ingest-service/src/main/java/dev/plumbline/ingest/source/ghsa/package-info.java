/// GitHub's security advisories as its own interfaces give them: REST, and GraphQL. (The advisory
/// database on disk is OSV.)
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.ghsa;

import org.jspecify.annotations.NullMarked;
