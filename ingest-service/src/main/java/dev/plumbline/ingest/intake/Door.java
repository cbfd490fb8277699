package dev.plumbline.ingest.intake;

import java.util.Locale;

/// Where documents and statements come in.
public enum Door {
    /// one document in one request
    HTTP,
    /// several documents as parts of one request
    UPLOAD,
    /// many documents, one a line
    BULK,
    /// what is said without a document
    STATEMENT,
    /// a delivery of a forge, or of whoever signs as they do
    WEBHOOK,
    /// an event, or several with a document's parts
    KAFKA,
    /// fetched from a publisher
    FEED;

    /// How it is called in metrics.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
