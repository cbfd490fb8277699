/// Records of the CVE list in versions 5.0 to 5.2, with what others added to them: CISA's
/// *vulnrichment* gives judgements by SSVC, weaknesses, scores and CPEs.
///
/// With a product they are the maker's own records, without one they are what the world says. A
/// list of any length is walked twice, once to check and count, once to send on; neither walk holds
/// more than one record. Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.cve;

import org.jspecify.annotations.NullMarked;
