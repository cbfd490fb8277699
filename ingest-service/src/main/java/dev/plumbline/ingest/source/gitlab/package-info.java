/// GitLab's security reports, of every kind: static and dynamic analysis, dependencies, containers,
/// secrets, fuzzing.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.gitlab;

import org.jspecify.annotations.NullMarked;
