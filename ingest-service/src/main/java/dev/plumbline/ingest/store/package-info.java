/// What is kept: documents by digest, submissions, and a copy of the organisation.
///
/// The only place where the database is met. Each method that writes is one transaction with its
/// outbox; bulk statements run through the same Hibernate session. Called by the use cases and
/// `consume`, on the event loop. May import Hibernate Reactive, `outbox`, `events` and the JDK.
@NullMarked
package dev.plumbline.ingest.store;

import org.jspecify.annotations.NullMarked;
