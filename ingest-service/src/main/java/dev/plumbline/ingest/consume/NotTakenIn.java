package dev.plumbline.ingest.consume;

/// A record that can never be taken in: its sentence becomes the reason of the dead letter.
final class NotTakenIn extends Exception {
    private static final long serialVersionUID = 1;

    NotTakenIn(String why) {
        super(why, null, false, false);
    }
}
