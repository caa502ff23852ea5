package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Terms;
import java.util.List;
import java.util.Optional;

/**
 * A prior with two parameters to which the statistics of the data are added.
 *
 * @param form what density it is
 */
record Pair(Form form, Expr first, Expr second) {
  /** The densities, and what the likelihood of a statistic (s, t) is. */
  enum Form {
    /** p^(a-1) (1-p)^(b-1); the likelihood is p^s (1-p)^t. */
    BETA("Beta", "a", "b"),
    /** r^(a-1) exp(-b r); the likelihood is r^s exp(-t r). */
    GAMMA("Gamma", "shape", "rate"),
    /** v^(-a-1) exp(-b / v); the likelihood is v^-s exp(-t / v). */
    INVERSE_GAMMA("InverseGamma", "shape", "scale");

    private final String name;
    private final String[] parameters;

    Form(String name, String... parameters) {
      this.name = name;
      this.parameters = parameters;
    }

    String title() {
      return name;
    }

    DistributionDefinition definition(StandardLibrary library) {
      return library.distribution(name, parameters);
    }

    /** The power of the latent that is the rate of an exponential decay. */
    int power() {
      return this == INVERSE_GAMMA ? -1 : 1;
    }
  }

  /** A distribution of the library that is one of these. */
  private record Prior(String name, List<String> parameters, Form form, Parameters of) {
    interface Parameters {
      Pair of(Form form, List<Expr> arguments, Terms t);
    }

    static Prior of(String name, List<String> parameters, Form form, Parameters of) {
      return new Prior(name, parameters, form, of);
    }
  }

  private static final List<Prior> PRIORS =
      List.of(
          Prior.of("Beta", List.of("a", "b"), Form.BETA, (f, x, t) -> of(f, x.get(0), x.get(1))),
          Prior.of(
              "Beta",
              List.of("mean", "concentration"),
              Form.BETA,
              (f, x, t) ->
                  of(
                      f,
                      t.times(x.get(0), x.get(1)),
                      t.times(t.minus(t.real(1), x.get(0)), x.get(1)))),
          Prior.of(
              "Gamma",
              List.of("shape", "rate"),
              Form.GAMMA,
              (f, x, t) -> of(f, x.get(0), x.get(1))),
          Prior.of(
              "Gamma",
              List.of("shape", "scale"),
              Form.GAMMA,
              (f, x, t) -> of(f, x.get(0), t.divide(t.real(1), x.get(1)))),
          Prior.of(
              "Gamma",
              List.of("mean", "sd"),
              Form.GAMMA,
              (f, x, t) ->
                  of(
                      f,
                      t.apply("square", t.divide(x.get(0), x.get(1))),
                      t.divide(x.get(0), t.apply("square", x.get(1))))),
          Prior.of(
              "Exponential", List.of("rate"), Form.GAMMA, (f, x, t) -> of(f, t.real(1), x.get(0))),
          Prior.of(
              "Exponential",
              List.of("mean"),
              Form.GAMMA,
              (f, x, t) -> of(f, t.real(1), t.divide(t.real(1), x.get(0)))),
          Prior.of(
              "ChiSquared",
              List.of("df"),
              Form.GAMMA,
              (f, x, t) -> of(f, t.times(t.real(0.5), x.get(0)), t.real(0.5))),
          Prior.of(
              "InverseGamma",
              List.of("shape", "scale"),
              Form.INVERSE_GAMMA,
              (f, x, t) -> of(f, x.get(0), x.get(1))),
          Prior.of(
              "InverseChiSquared",
              List.of("df"),
              Form.INVERSE_GAMMA,
              (f, x, t) -> of(f, t.times(t.real(0.5), x.get(0)), t.real(0.5))),
          Prior.of(
              "ScaledInverseChiSquared",
              List.of("df", "scale"),
              Form.INVERSE_GAMMA,
              (f, x, t) -> {
                Expr half = t.times(t.real(0.5), x.get(0));
                return of(f, half, t.times(half, t.apply("square", x.get(1))));
              }));

  private static Pair of(Form form, Expr first, Expr second) {
    return new Pair(form, first, second);
  }

  /** The prior of a cell; empty if it is of no such form. */
  static Optional<Pair> of(Cell cell, StandardLibrary library, Terms terms) {
    DistributionDefinition definition = cell.prior().definition();
    Optional<List<Expr>> arguments = Reading.arguments(cell.prior());
    if (arguments.isEmpty()) return Optional.empty();
    if (Definitions.is(definition, library, "Uniform") && isUnit(arguments.get())) {
      return Optional.of(of(Form.BETA, terms.real(1), terms.real(1)));
    }
    return PRIORS.stream()
        .filter(p -> Definitions.is(definition, library, p.name(), p.parameters()))
        .findFirst()
        .map(p -> p.of().of(p.form(), arguments.get(), terms));
  }

  private static boolean isUnit(List<Expr> bounds) {
    return bounds.size() == 2
        && bounds.get(0) instanceof Expr.RealConstant lower
        && lower.value() == 0
        && bounds.get(1) instanceof Expr.RealConstant upper
        && upper.value() == 1;
  }

  /** With statistics added. */
  Pair plus(Expr s, Expr t, Terms terms) {
    return new Pair(form, terms.plus(first, s), terms.plus(second, t));
  }

  /** The logarithm of the mean likelihood of statistics (s, t) under this prior. */
  Expr logMarginal(Expr s, Expr t, Terms terms) {
    if (form == Form.BETA) {
      return terms.minus(
          terms.plus(rising(first, s, terms), rising(second, t, terms)),
          rising(terms.plus(first, second), terms.plus(s, t), terms));
    }
    // Γ(a+s)/Γ(a) b^a / (b+t)^(a+s), where t may be small against b.
    return terms.minus(
        terms.minus(
            rising(first, s, terms),
            terms.times(first, terms.apply("log1p", terms.divide(t, second)))),
        terms.times(s, terms.log(terms.plus(second, t))));
  }

  /** log Γ(a+s) - log Γ(a) for s of at least 0, also where it cancels. */
  static Expr rising(Expr a, Expr s, Terms terms) {
    Expr next = terms.plus(s, terms.real(1));
    return terms.minus(
        terms.minus(terms.lgamma(next), terms.apply("lbeta", a, next)),
        terms.log(terms.plus(s, a)));
  }

  /** The same for whole s of at least 1: a product of few factors where s is small. */
  static Expr risingByCount(Expr a, Expr s, Terms terms) {
    return terms.minus(terms.lgamma(s), terms.apply("lbeta", a, s));
  }
}
