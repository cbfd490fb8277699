package dev.plumbline.ingest.source;

/// Carries a refusal out of the depth of a parser; never leaves the `source` packages.
///
/// Without a stack trace: it is an answer, not an accident, and hostile input may ask for many of
/// them.
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;
    private final int column;

    Unreadable(int line, int column, String reason) {
        super(reason, null, false, false);
        this.line = line;
        this.column = column;
    }

    public ParseResult.Malformed asResult() {
        return new ParseResult.Malformed(line, column, reason());
    }

    private String reason() {
        String message = getMessage();
        return message == null ? "unreadable" : message;
    }
}
