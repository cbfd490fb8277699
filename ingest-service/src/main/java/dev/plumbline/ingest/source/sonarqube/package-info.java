/// What SonarQube's web API gives of issues and hotspots, and what sonar-report makes of them.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.sonarqube;

import org.jspecify.annotations.NullMarked;
