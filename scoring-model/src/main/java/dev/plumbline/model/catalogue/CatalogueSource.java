package dev.plumbline.model.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The text of a catalogue, to be kept and read again when the file is long gone.
///
/// @param file its name, for messages
/// @param overlayFile name of what is laid over it; `null` if nothing is, like `overlay`
public record CatalogueSource(
        String file, String yaml, @Nullable String overlayFile, @Nullable String overlay) {

    /// @param id one of [CatalogueReader#shipped()]
    /// @param overlay file with an organisation's own changes to it; `null` for none
    /// @throws IllegalArgumentException if no catalogue comes under that id
    public static CatalogueSource shipped(String id, @Nullable Path overlay) {
        if (!CatalogueReader.shipped().contains(id)) {
            throw new IllegalArgumentException(
                    "no catalogue " + id + ", only " + CatalogueReader.shipped());
        }
        var name = id + "-1.0.yaml";
        var yaml = new String(Resource.bytes(name), StandardCharsets.UTF_8);
        if (overlay == null) {
            return new CatalogueSource(name, yaml, null, null);
        }
        try {
            return new CatalogueSource(
                    name,
                    yaml,
                    overlay.toString(),
                    new String(Files.readAllBytes(overlay), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws MalformedCatalogue with everything that is wrong
    public Catalogue read() {
        var bytes = yaml.getBytes(StandardCharsets.UTF_8);
        return overlay == null
                ? CatalogueReader.read(file, bytes)
                : CatalogueReader.read(
                        file,
                        bytes,
                        overlayFile == null ? "overlay" : overlayFile,
                        overlay.getBytes(StandardCharsets.UTF_8));
    }
}
