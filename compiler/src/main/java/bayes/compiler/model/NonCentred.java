package bayes.compiler.model;

/**
 * A draw as a standard one that is shifted and scaled: {@code x = location + scale * z}, or the
 * exponential of that. It says how {@code x} is explored, and nothing about what it means.
 *
 * @param standard the distribution at location 0 and scale 1, of {@code z} or of {@code exp(z)}
 * @param ofLogarithm whether {@code log x} is the draw that is shifted and scaled
 */
public record NonCentred(
    Expr location, Expr scale, DistributionCall standard, boolean ofLogarithm) {}
