package dev.plumbline.events;

/// Which part of a submission an event is: number `index` of `count`, counted from 1.
///
/// A submission is applied when all its parts are there; a missing one shows as waiting.
public record Part(int index, int count) {
    public static final Part WHOLE = new Part(1, 1);

    public Part {
        if (count < 1 || index < 1 || index > count) {
            throw new IllegalArgumentException("no part " + index + " of " + count);
        }
    }
}
