/// Reports of testssl.sh, in its flat JSON, structured JSON and CSV.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.testssl;

import org.jspecify.annotations.NullMarked;
