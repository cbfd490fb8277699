/// Trivy's reports in JSON: images, file systems, repositories, virtual machines, clusters.
///
/// Known vulnerabilities, misconfigurations and secrets are one scan each, since a report does not
/// say which scanners ran: a kind that it does not speak of closes nothing.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.trivy;

import org.jspecify.annotations.NullMarked;
