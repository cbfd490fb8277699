package dev.plumbline.model.score;

/// A sum of small non-negative numbers that does not depend on their order, to the bit.
///
/// Floating sums do, and the order in which evidence arrives must not show in a score. Each number
/// is taken in units of 2⁻⁵², which is as fine as a weight of 1 can be told apart from its
/// neighbours.
final class ExactSum {
    private static final double UNITS = 0x1p52;
    private static final long CARRY = 1L << 62;

    private long low;
    private long carries;

    /// @param value 0..512
    void add(double value) {
        low += (long) (value * UNITS);
        if (low >= CARRY) {
            low -= CARRY;
            carries++;
        }
    }

    double value() {
        return low / UNITS + carries * (CARRY / UNITS);
    }
}
