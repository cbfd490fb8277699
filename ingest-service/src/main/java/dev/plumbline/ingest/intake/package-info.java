/// The use cases: take in a document, take in a statement, give a document back.
///
/// A document is spooled (compressed, hashed, bounded), recognised, parsed, and then kept with its
/// events in one transaction, or refused with a reason that is kept too. Reading and parsing block
/// and run on worker threads; the database is spoken to from the event loop;
/// [dev.plumbline.ingest.intake.Hop] crosses between them and nobody waits. Outcomes are values;
/// exceptions mean that the outside failed.
///
/// Calls `store` and the pure packages; called by `http` and `consume`.
@NullMarked
package dev.plumbline.ingest.intake;

import org.jspecify.annotations.NullMarked;
