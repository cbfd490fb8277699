/// What a parser is, and the pieces that all parsers share.
///
/// A [dev.plumbline.ingest.source.Source] turns the bytes of one document into a
/// [dev.plumbline.ingest.source.ParsedDocument] or says, as a value, why it can't:
/// [dev.plumbline.ingest.source.ParseResult]. [dev.plumbline.ingest.source.Detect] tells from the
/// first 64 KiB which of them to ask. Each format has a package of its own beside this one.
///
/// Pure: no clock, no randomness, no framework, no network. Reads are streaming, so that memory
/// follows what is kept of a document and not its size. May import the JDK, JSpecify, `events` and
/// Jackson's streaming core. Bytes come from `intake`; values go to `canonical`.
@NullMarked
package dev.plumbline.ingest.source;

import org.jspecify.annotations.NullMarked;
