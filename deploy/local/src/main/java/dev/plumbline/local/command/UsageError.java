package dev.plumbline.local.command;

/// A command line that we do not understand.
final class UsageError extends RuntimeException {

    UsageError(String message) {
        super(message);
    }
}
