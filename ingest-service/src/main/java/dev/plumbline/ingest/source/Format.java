package dev.plumbline.ingest.source;

import java.util.Arrays;
import java.util.Optional;

/// The document formats that are read.
public enum Format {
    CYCLONEDX("cyclonedx", "CycloneDX JSON 1.2 to 1.7", Speaks.OF_A_PRODUCT),
    SARIF("sarif", "SARIF 2.1.0", Speaks.OF_A_PRODUCT),
    OPENVEX("openvex", "OpenVEX JSON", Speaks.OF_A_PRODUCT),
    OSV("osv", "OSV (one record, a list, JSON Lines or a zip of records)", Speaks.OF_THE_WORLD),
    KEV("kev", "CISA KEV catalogue JSON", Speaks.OF_THE_WORLD);

    /// Whether a document says something of one product of the maker, or of the world at large.
    public enum Speaks {
        OF_A_PRODUCT,
        OF_THE_WORLD
    }

    private final String wireName;
    private final String description;
    private final Speaks speaks;

    Format(String wireName, String description, Speaks speaks) {
        this.wireName = wireName;
        this.description = description;
        this.speaks = speaks;
    }

    /// As it stands in `format=` and in answers.
    public String wireName() {
        return wireName;
    }

    /// As it is told to people who sent something else.
    public String description() {
        return description;
    }

    public Speaks speaks() {
        return speaks;
    }

    public static Optional<Format> named(String wireName) {
        return Arrays.stream(values())
                .filter(f -> f.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }
}
