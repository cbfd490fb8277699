/// A real PostgreSQL from the binaries in the class path, with its data in a folder that survives.
///
/// Used by the supervisor and by service tests alike. Knows nothing of Plumbline: which schemas and
/// users exist is the caller's business.
@NullMarked
package dev.plumbline.local.postgres;

import org.jspecify.annotations.NullMarked;
