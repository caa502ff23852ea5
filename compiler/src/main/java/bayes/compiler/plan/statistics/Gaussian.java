package bayes.compiler.plan.statistics;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.List;
import java.util.Optional;

/**
 * A normal observation: of {@code target}, or of its logarithm, with a scale that is a standard
 * deviation, a precision or a variance.
 *
 * @param normal the normal distribution with that kind of scale
 * @param logarithm of the target, which is subtracted from the log density, of a log-normal one
 */
record Gaussian(
    DistributionDefinition normal,
    Kind kind,
    Expr target,
    Optional<Expr> logarithm,
    Expr mean,
    Expr scale) {
  /** What the scale is. */
  enum Kind {
    SD,
    PRECISION,
    VARIANCE
  }

  static Optional<Gaussian> of(
      ModelStatement.Observe observe, StandardLibrary library, Terms terms) {
    DistributionCall call = observe.distribution();
    DistributionDefinition definition = call.definition();
    if (!observe.target().type().dimensions().isEmpty() || call.arguments().size() != 2) {
      return Optional.empty();
    }
    Expr target = terms.as(observe.target(), Type.REAL);
    if (library.distributions("LogNormal").contains(definition)) {
      for (DistributionDefinition normal : library.distributions("Normal")) {
        if (kind(normal) != Kind.SD) continue;
        Expr log = terms.log(target);
        return Optional.of(
            new Gaussian(
                normal, Kind.SD, log, Optional.of(log), argument(call, 0), argument(call, 1)));
      }
    }
    if (!library.distributions("Normal").contains(definition)) return Optional.empty();
    return Optional.of(
        new Gaussian(
            definition,
            kind(definition),
            target,
            Optional.empty(),
            argument(call, 0),
            argument(call, 1)));
  }

  private static Kind kind(DistributionDefinition definition) {
    return switch (definition.parameters().get(1).symbol().name()) {
      case "precision" -> Kind.PRECISION;
      case "variance" -> Kind.VARIANCE;
      default -> Kind.SD;
    };
  }

  private static Expr argument(DistributionCall call, int at) {
    return ((DistributionCall.Argument.OfValue) call.arguments().get(at)).value();
  }

  /** The log density at the mean. */
  Expr atMean(Expr scale, Terms terms) {
    Expr zero = terms.real(0);
    return terms.logDensity(terms.call(normal, List.of(zero, scale), List.of(), Type.REAL), zero);
  }

  /** The precision, 1 / variance. */
  Expr precision(Expr scale, Terms terms) {
    return switch (kind) {
      case PRECISION -> scale;
      case VARIANCE -> terms.divide(terms.real(1), scale);
      case SD -> terms.divide(terms.real(1), terms.apply("square", scale));
    };
  }

  /** By what a row is multiplied if its scale is. */
  Expr weight(Expr scale, Terms terms) {
    return switch (kind) {
      case PRECISION -> terms.apply("sqrt", scale);
      case VARIANCE -> terms.divide(terms.real(1), terms.apply("sqrt", scale));
      case SD -> terms.divide(terms.real(1), scale);
    };
  }
}
