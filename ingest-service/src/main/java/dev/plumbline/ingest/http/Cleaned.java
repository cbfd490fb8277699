package dev.plumbline.ingest.http;

/// Free text that people write, made fit for every database.
final class Cleaned {
    private Cleaned() {}

    /// Without NUL and lone surrogates, which PostgreSQL and UTF-8 can't hold.
    static String text(String text) {
        return text.codePoints()
                .map(
                        c ->
                                c == 0
                                                || (c >= Character.MIN_SURROGATE
                                                        && c <= Character.MAX_SURROGATE)
                                        ? 0xfffd
                                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
