/// Reports of Burp Suite, in the XML that its issues are exported as.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.burp;

import org.jspecify.annotations.NullMarked;
