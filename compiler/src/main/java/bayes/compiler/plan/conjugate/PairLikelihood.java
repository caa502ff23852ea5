package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A likelihood of which one parameter has a {@link Pair} for its prior: p^s (1-p)^t of a
 * probability p, or r^s exp(-t r) of a rate r, times what is free of it.
 *
 * @param name of the distribution
 * @param parameters their names
 * @param parameter the place of the one that the latent is in
 * @param power of this parameter that is the rate; 0 of a probability
 * @param statistics of a point x
 */
record PairLikelihood(
    String name, List<String> parameters, int parameter, double power, Statistics statistics) {

  /** How the statistics follow from a point and the arguments. */
  interface Statistics {
    Statistic of(Expr x, List<Expr> arguments, Terms t);
  }

  /**
   * What a term adds.
   *
   * @param base the logarithm of what is free of the parameter; none if that is 0
   */
  record Statistic(Expr s, Expr t, Optional<Expr> base) {}

  private static Statistic of(Expr s, Expr t) {
    return new Statistic(s, t, Optional.empty());
  }

  private static Statistic of(Expr s, Expr t, Expr base) {
    return new Statistic(s, t, Optional.of(base));
  }

  private static final double LOG_2PI = 1.8378770664093454836;

  private static PairLikelihood of(
      String name, List<String> parameters, int parameter, double power, Statistics statistics) {
    return new PairLikelihood(name, parameters, parameter, power, statistics);
  }

  /** Of probabilities. */
  static final List<PairLikelihood> SHARES =
      List.of(
          of("Bernoulli", List.of("p"), 0, 0, (x, a, t) -> of(real(x, t), failed(x, t))),
          of(
              "Binomial",
              List.of("n", "p"),
              1,
              0,
              (x, a, t) ->
                  of(real(x, t), real(t.minus(a.get(0), x), t), t.apply("lchoose", a.get(0), x))),
          of("Geometric", List.of("p"), 0, 0, (x, a, t) -> of(t.real(1), real(x, t))));

  /** Of odds, {@code p / (1 - p)} of a probability p. */
  static final List<PairLikelihood> ODDS =
      List.of(
          of(
              "NegativeBinomial",
              List.of("shape", "rate"),
              1,
              0,
              (x, a, t) -> of(a.get(0), real(x, t), waiting(a.get(0), real(x, t), t))));

  /** Of rates. */
  static final List<PairLikelihood> RATES = rates();

  private static List<PairLikelihood> rates() {
    List<PairLikelihood> all = new ArrayList<>();
    all.add(
        of(
            "Poisson",
            List.of("rate"),
            0,
            1,
            (x, a, t) ->
                of(real(x, t), t.real(1), t.negative(t.lgamma(t.plus(real(x, t), t.real(1)))))));
    all.add(of("Exponential", List.of("rate"), 0, 1, (x, a, t) -> of(t.real(1), x)));
    all.add(of("Exponential", List.of("mean"), 0, -1, (x, a, t) -> of(t.real(1), x)));
    Statistics gamma =
        (x, a, t) ->
            of(
                a.get(0),
                x,
                t.minus(t.apply("xlogy", t.minus(a.get(0), t.real(1)), x), t.lgamma(a.get(0))));
    all.add(of("Gamma", List.of("shape", "rate"), 1, 1, gamma));
    all.add(of("Gamma", List.of("shape", "scale"), 1, -1, gamma));
    all.add(
        of(
            "InverseGamma",
            List.of("shape", "scale"),
            1,
            1,
            (x, a, t) ->
                of(
                    a.get(0),
                    t.divide(t.real(1), x),
                    t.negative(
                        t.plus(
                            t.times(t.plus(a.get(0), t.real(1)), t.log(x)), t.lgamma(a.get(0)))))));
    Statistics normal =
        (x, a, t) ->
            of(
                t.real(0.5),
                t.times(t.real(0.5), t.apply("square", t.minus(x, a.get(0)))),
                t.real(-0.5 * LOG_2PI));
    all.add(of("Normal", List.of("mean", "sd"), 1, -2, normal));
    all.add(of("Normal", List.of("mean", "precision"), 1, 1, normal));
    all.add(of("Normal", List.of("mean", "variance"), 1, -1, normal));
    return List.copyOf(all);
  }

  private static Expr real(Expr x, Terms t) {
    return t.as(x, Type.REAL);
  }

  /** log Γ(shape + x) - log Γ(shape) - log Γ(x + 1), also where it cancels. */
  private static Expr waiting(Expr shape, Expr x, Terms t) {
    return t.negative(
        t.plus(
            t.apply("lbeta", shape, t.plus(x, t.real(1))),
            t.log(t.plus(x, t.as(shape, Type.REAL)))));
  }

  private static Expr failed(Expr x, Terms t) {
    return t.minus(t.real(1), real(x, t));
  }

  /** Whether a term is one of these. */
  boolean isOf(Reading reading, StandardLibrary library) {
    return reading.call().isPresent()
        && Definitions.is(reading.call().get().definition(), library, name, parameters);
  }
}
