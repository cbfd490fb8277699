/// Turns what was read of a document into events of the contract: bound to a product, a release and
/// a sender, and cut into parts that fit through a topic.
///
/// The order is that of the document and the same document gives the same parts on any machine. A
/// part holds at most 2,000 components or findings and stays under 512 KiB. Parts are numbered over
/// the whole submission.
///
/// Pure; may import the JDK, JSpecify, `events` and `source`. Values come from `source` by way of
/// `intake` and go to the outbox.
@NullMarked
package dev.plumbline.ingest.canonical;

import org.jspecify.annotations.NullMarked;
