/// The dashboard as JSON under `/api/v1`, for scripts and for those who build on it; `/q/openapi`
/// describes it.
///
/// A resource checks form, asks `store` with the viewer or calls a use case, and answers with the
/// records of `view`. What goes wrong is a problem of RFC 9457 with a type of [ProblemType]. What a
/// viewer may not see answers 404, as if it did not exist.
@NullMarked
package dev.plumbline.dashboard.api;

import org.jspecify.annotations.NullMarked;
