package dev.plumbline.ingest.source.forge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;

/// Counted changes in Plumbline's own form for statistics of version control
/// (`docs/vcs-statistics.schema.json`), so that what came by webhooks reads as what a forge was
/// asked for.
///
/// @param page address of the repository
/// @param from first day
/// @param to last day
/// @param merged changes that came through a pull request
/// @param reviewed of these, how many somebody else than the author approved
/// @param pushed changes that came past any pull request
public record ReviewStatistics(
        String page,
        String tool,
        LocalDate from,
        LocalDate to,
        int merged,
        int reviewed,
        int pushed) {
    private static final JsonFactory JSON = new JsonFactory();

    /// The document, the same bytes for the same counts.
    public byte[] document() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("format", "plumbline-vcs-statistics");
            out.writeNumberField("version", 1);
            out.writeStringField("repository", page);
            out.writeStringField("tool", tool);
            out.writeStringField("from", from.toString());
            out.writeStringField("to", to.toString());
            out.writeObjectFieldStart("changes");
            out.writeNumberField("merged", merged);
            out.writeNumberField("reviewed", reviewed);
            out.writeEndObject();
            out.writeNumberField("directPushes", pushed);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't fail", e);
        }
        return bytes.toByteArray();
    }
}
