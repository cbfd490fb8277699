package dev.plumbline.ingest.source;

import dev.plumbline.events.Reference.SeverityVector;
import java.io.IOException;
import java.util.Collection;
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

    /// Adds the vector of the object of a CVSS JSON schema that the walk stands on, if it has one.
    public static void read(JsonReader in, Collection<SeverityVector> severities)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("vectorString")) {
                SeverityVector vector = of(in.text());
                if (vector != null) {
                    severities.add(vector);
                }
            } else {
                in.skip();
            }
        }
    }
}
