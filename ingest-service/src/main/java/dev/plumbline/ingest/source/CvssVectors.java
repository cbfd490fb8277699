package dev.plumbline.ingest.source;

import dev.plumbline.events.Reference.SeverityVector;
import org.jspecify.annotations.Nullable;

/// CVSS vectors under the names that OSV gives their versions.
public final class CvssVectors {
    private static final int LONGEST = 300;

    private CvssVectors() {}

    /// Told apart by how a vector starts: those of CVSS 2 carry no version. `null` if it is none.
    public static @Nullable SeverityVector of(@Nullable String text) {
        String vector = Texts.shortened(text, LONGEST);
        if (vector == null) {
            return null;
        }
        if (vector.startsWith("CVSS:4")) {
            return new SeverityVector("CVSS_V4", vector);
        }
        if (vector.startsWith("CVSS:3")) {
            return new SeverityVector("CVSS_V3", vector);
        }
        return vector.startsWith("AV:") || vector.startsWith("(AV:")
                ? new SeverityVector("CVSS_V2", vector)
                : null;
    }
}
