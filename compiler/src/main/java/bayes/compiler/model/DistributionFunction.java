package bayes.compiler.model;

/**
 * The distribution function F of a distribution, as expressions of its point x inside the support,
 * the tails also on the scale of logarithms: there they go on where F is 0 or 1 in doubles.
 *
 * @param value F(x), the probability of at most x
 * @param logBelow log F(x)
 * @param logAbove log(1 - F(x)), of the probability of more than x
 */
public record DistributionFunction(Expr value, Expr logBelow, Expr logAbove) {}
