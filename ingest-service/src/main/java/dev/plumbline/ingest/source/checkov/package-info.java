/// What Checkov reports on infrastructure code, one report a framework.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.checkov;

import org.jspecify.annotations.NullMarked;
