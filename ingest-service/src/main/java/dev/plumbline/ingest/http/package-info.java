/// The door: documents, statements that are no documents, and raw bytes back to people.
///
/// Every endpoint names its roles; what names none is denied. Every answer that is no success is a
/// problem of RFC 9457 with a type of [dev.plumbline.ingest.http.ProblemType], whoever produced it.
/// Calls the use cases of `intake` and turns outcomes into status codes; decides nothing itself.
@NullMarked
package dev.plumbline.ingest.http;

import org.jspecify.annotations.NullMarked;
