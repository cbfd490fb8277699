package dev.plumbline.local.demo;

/// A front door did not take a call of the demonstration, and asking again would not help.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }

    Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
