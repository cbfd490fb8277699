/// Takes in documents, statements and feeds, and says in Plumbline's own words what they prove.
///
/// The road inside: `http` (the door) → `intake` (the use cases) → `source` and `canonical` (pure)
/// → `store` (raw bytes, submissions and outbox in one transaction). `consume` keeps a copy of the
/// organisation from `plumbline.catalog.v1`; `access` says who may send and see what; `feed` names
/// the feeds of reference facts. Out go `plumbline.evidence.v1` and its bulk lane,
/// `plumbline.reference.v1` and `plumbline.progress.v1`.
@NullMarked
package dev.plumbline.ingest;

import org.jspecify.annotations.NullMarked;
