/// What a parser is, and the pieces that all parsers share.
///
/// A [dev.plumbline.ingest.source.Source] turns the bytes of one document into a
/// [dev.plumbline.ingest.source.ParsedDocument] or says, as a value, why it can't:
/// [dev.plumbline.ingest.source.ParseResult]. Each says in a [dev.plumbline.ingest.source.Format]
/// what it reads and recognises its documents by their [dev.plumbline.ingest.source.Opening], by
/// which [dev.plumbline.ingest.source.Detect] asks the right one. Each format has a package of its
/// own beside this one; JSON, YAML and CSV are walked over with a
/// [dev.plumbline.ingest.source.JsonReader], XML with an [dev.plumbline.ingest.source.XmlReader],
/// and what scanners report is gathered by a [dev.plumbline.ingest.source.ScanCollector].
///
/// Pure: no clock, no randomness, no framework, no network. Reads are streaming, so that memory
/// follows what is kept of a document and not its size. May import the JDK, JSpecify, `events` and
/// Jackson's streaming parsers, Woodstox and Protocol Buffers. Bytes come from `intake`; values go
/// to `canonical`.
@NullMarked
package dev.plumbline.ingest.source;

import org.jspecify.annotations.NullMarked;
