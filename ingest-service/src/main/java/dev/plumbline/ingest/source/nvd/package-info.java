/// Answers of NVD's API 2.0 and its yearly files, which are alike.
///
/// Years of several hundred megabytes are walked twice, once to check and count, once to send on;
/// neither walk holds more than one CVE. Pure; may import the JDK, JSpecify, `events` and the
/// parent package.
@NullMarked
package dev.plumbline.ingest.source.nvd;

import org.jspecify.annotations.NullMarked;
