/// What SpotBugs, with Find Security Bugs or without, writes as XML.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.spotbugs;

import org.jspecify.annotations.NullMarked;
