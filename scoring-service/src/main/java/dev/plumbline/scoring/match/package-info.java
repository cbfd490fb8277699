/// Which advisory concerns which component.
///
/// A component arrives as the purl that an SBOM wrote and becomes a
/// [Coordinate][dev.plumbline.scoring.match.Coordinate]: the package that it is, under the one name
/// that every writer of purls and every advisory database is brought to
/// ([PackageKey][dev.plumbline.scoring.match.PackageKey]), and its version. An advisory arrives as
/// the event `advisory.published` and becomes one
/// [AdvisoryRange][dev.plumbline.scoring.match.AdvisoryRange] for each package that it names, with
/// the affected versions as one line of text (VERS) that fits a column. The
/// [Matcher][dev.plumbline.scoring.match.Matcher] lays the two side by side by the ordering rules
/// of the ecosystem ([Versioning][dev.plumbline.scoring.match.Versioning]), never by comparing
/// strings. Who a VEX statement speaks of is decided here too
/// ([VexDecisions][dev.plumbline.scoring.match.VexDecisions]).
///
/// What can't be decided is a value: a component without a version, a package system nobody knows,
/// an advisory that names no versions, a version that its ecosystem can't order. No match is made
/// of it; components that can't be matched are counted in the progress of their bill.
///
/// Where no package database speaks of a component, its CPE does
/// ([CpeName][dev.plumbline.scoring.match.CpeName],
/// [AffectedProduct][dev.plumbline.scoring.match.AffectedProduct]).
///
/// Pure: the JDK, JSpecify, `dev.plumbline.events`, packageurl-java, versatile-core, cpe-parser and
/// cvss-calculator. No clock, no randomness, no I/O, no framework. `inventory`, `advisory` and
/// `obligation` store what is made here; nothing here knows them.
@NullMarked
package dev.plumbline.scoring.match;

import org.jspecify.annotations.NullMarked;
