package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution of the posterior of a latent's element, with the elements of a simplex one by one.
 *
 * @param names of the parameters
 * @param parameters in the variables of the loops around the latent's draw
 * @param simplex none, or the binder of the elements of which the parameters are
 */
record MarginalForm(
    String family,
    List<String> names,
    List<Expr> parameters,
    List<Expr.Binder> simplex,
    List<Symbol> binders) {

  /** Its parameters, mean, standard deviation and quantiles. */
  List<Expr> figures(Terms t, StandardLibrary library) {
    List<Expr> all = new ArrayList<>(parameters);
    all.addAll(moments(t));
    DistributionCall call =
        t.call(
            library.distribution(family, names.toArray(new String[0])),
            parameters,
            List.of(),
            Type.REAL);
    for (double p : ClosedForm.PROBABILITIES) {
      all.add(new Expr.OfDistribution(Quantity.QUANTILE, call, t.real(p), Type.REAL, t.span()));
    }
    return all;
  }

  private List<Expr> moments(Terms t) {
    Expr a = parameters.get(0);
    Expr b = parameters.get(1);
    Expr one = t.real(1);
    return switch (family) {
      case "Beta" -> {
        Expr sum = t.plus(a, b);
        Expr variance = t.divide(t.times(t.divide(a, sum), t.divide(b, sum)), t.plus(sum, one));
        yield List.of(t.divide(a, sum), t.apply("sqrt", variance));
      }
      case "Gamma" -> List.of(t.divide(a, b), t.divide(t.apply("sqrt", a), b));
      case "InverseGamma" -> {
        Expr mean = t.divide(b, t.minus(a, one));
        Expr sd = t.divide(mean, t.apply("sqrt", t.minus(a, t.real(2))));
        yield List.of(where(a, 1, mean, t), where(a, 2, sd, t));
      }
      case "StudentT" -> {
        Expr ratio = t.divide(a, t.minus(a, t.real(2)));
        Expr sd = t.times(parameters.get(2), t.apply("sqrt", ratio));
        yield List.of(where(a, 1, b, t), where(a, 2, sd, t));
      }
      default -> List.of(a, b); // normal
    };
  }

  /** What exists only for a parameter above a limit; infinite else. */
  private static Expr where(Expr parameter, double above, Expr value, Terms t) {
    return t.choose(
        t.apply(">", parameter, t.real(above)), value, t.real(Double.POSITIVE_INFINITY));
  }
}
