package dev.plumbline.ingest.source;

import dev.plumbline.events.Severity;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A known flaw of a component, as a scanner reports it that matches components against advisories.
///
/// @param ids the scanner's own name of the flaw first, then the others
/// @param title in a few words; `null` if the scanner has none
/// @param component name as its ecosystem writes it, such as `com.google.guava:guava`
/// @param version as installed; `null` if the scanner does not say
/// @param purl the component, with its version where that is known
/// @param fixedIn the lowest version without the flaw, as the scanner says
/// @param path file that brings the component in, without anything that changes from run to run
/// @param suppressed why people set it aside; `null` if they did not
public record Flaw(
        List<String> ids,
        @Nullable String title,
        Severity severity,
        Collection<String> cwes,
        String component,
        @Nullable String version,
        @Nullable String purl,
        @Nullable String fixedIn,
        @Nullable String path,
        @Nullable String suppressed) {
    public Flaw {
        ids = List.copyOf(ids);
        cwes = List.copyOf(cwes);
    }
}
