/// The baseline of detect-secrets, which holds hashes of secrets and people's verdicts on them.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.detectsecrets;

import org.jspecify.annotations.NullMarked;
