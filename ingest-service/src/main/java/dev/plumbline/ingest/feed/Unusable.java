package dev.plumbline.ingest.feed;

/// What a publisher sent is not what it should be. The message is one sentence for the operator.
final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
        super(message);
    }
}
