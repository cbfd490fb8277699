package dev.plumbline.model.score;

/// The shifted geometric mean: a low part cannot be bought off by the others, and one zero does not
/// kill the whole (SCORING.md 6.1).
///
/// `(Π (ε + (1−ε) x)^ω − ε) / (1−ε)`, with ω summing to 1. Powers by [StrictMath]: the same bits on
/// any machine.
public final class ShiftedMean {
    private final double shift;
    private double product = 1;
    private boolean anything;

    public ShiftedMean(double shift) {
        this.shift = shift;
    }

    /// @param omega share of the whole
    /// @param value 0..1
    /// @return what it multiplies the product by: for who adds the same part to another mean
    public double add(double omega, double value) {
        var factor = StrictMath.pow(shift + (1 - shift) * value, omega);
        addFactor(factor, value);
        return factor;
    }

    /// Adds a part of which the factor is known from another mean, for a power takes most of the
    /// time.
    void addFactor(double factor, double value) {
        anything |= value > 0;
        product *= factor;
    }

    /// 0..1; of nothing but zeros exactly 0, which rounding would miss by a hair.
    public double value() {
        return !anything ? 0 : Math.clamp((product - shift) / (1 - shift), 0, 1);
    }
}
