/// The file `security.txt` of RFC 9116, which answers items of the disclosure policy.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.securitytxt;

import org.jspecify.annotations.NullMarked;
