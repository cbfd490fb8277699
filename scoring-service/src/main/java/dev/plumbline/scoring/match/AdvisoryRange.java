package dev.plumbline.scoring.match;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one advisory says of one package: the row that matching reads.
///
/// @param advisory id of the advisory, such as `GHSA-jfh8-c2jp-5v3q`
/// @param source who publishes it, such as `osv`
/// @param packageKey the package
/// @param affected which versions of it
/// @param withdrawn from when on the advisory is void: it then matches nothing
public record AdvisoryRange(
        String advisory,
        String source,
        PackageKey packageKey,
        Affected affected,
        @Nullable Instant withdrawn) {}
