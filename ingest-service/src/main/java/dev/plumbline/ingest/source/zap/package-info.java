/// Reports of ZAP by Checkmarx, the web application scanner, in its traditional JSON and XML
/// reports.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.zap;

import org.jspecify.annotations.NullMarked;
