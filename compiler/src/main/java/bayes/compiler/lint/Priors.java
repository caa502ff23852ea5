package bayes.compiler.lint;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * L0109: a normal prior, by two numbers, of what is directly the location of observed data, that
 * has the middle of those data beyond many of its standard deviations. Nothing is said of heavier
 * tails, of priors by latents, or of locations that are computed: there the data alone do not tell.
 */
final class Priors {
  private static final Set<String> LOCATIONS = Set.of("mean", "location");
  private static final double FAR = 10;

  private final Uses uses;
  private final BoundData data;

  private Priors(Uses uses, BoundData data) {
    this.uses = uses;
    this.data = data;
  }

  static List<Diagnostic> in(Uses uses, BoundData data) {
    Priors priors = new Priors(uses, data);
    List<Diagnostic> found = new ArrayList<>();
    for (Site site : uses.sites()) {
      if (site.statement() instanceof ModelStatement.Observe observe) {
        priors.check(observe).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Diagnostic> check(ModelStatement.Observe observe) {
    Optional<Symbol> location = argument(observe.distribution(), LOCATIONS).flatMap(Priors::latent);
    Optional<double[]> values = values(observe.target());
    if (location.isEmpty() || values.isEmpty() || values.get().length == 0) {
      return Optional.empty();
    }
    for (Site site : uses.sites()) {
      if (!(site.statement() instanceof ModelStatement.Draw draw)) continue;
      if (!draw.symbol().equals(location.get())) continue;
      if (!draw.distribution().definition().name().equals("Normal")) return Optional.empty();
      OptionalDouble mean =
          argument(draw.distribution(), LOCATIONS).map(Priors::constant).orElse(NONE);
      OptionalDouble sd =
          argument(draw.distribution(), Set.of("sd")).map(Priors::constant).orElse(NONE);
      if (mean.isEmpty() || sd.isEmpty()) return Optional.empty();
      return far(draw, mean.getAsDouble(), sd.getAsDouble(), values.get(), observe);
    }
    return Optional.empty();
  }

  private static final OptionalDouble NONE = OptionalDouble.empty();

  private Optional<Diagnostic> far(
      ModelStatement.Draw draw,
      double mean,
      double sd,
      double[] values,
      ModelStatement.Observe observe) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = sorted[(sorted.length - 1) / 4];
    double middle = sorted[(sorted.length - 1) / 2];
    double high = sorted[sorted.length - 1 - (sorted.length - 1) / 4];
    // The middle is as far from the prior as its nearer quarter lets it be.
    double nearest = mean < low ? low : mean > high ? high : mean;
    double distance = Math.abs(nearest - mean) / sd;
    if (!(distance > FAR)) return Optional.empty();
    String name = draw.symbol().name();
    double wide = Math.max(Math.abs(middle - mean), sd);
    return Optional.of(
        Diagnostic.warning(
                LintCode.L0109.code(),
                "the prior of `%s` is far from the data that it is the location of".formatted(name),
                draw.distribution().span(),
                "nearly all of it between %s and %s"
                    .formatted(text(mean - 3 * sd), text(mean + 3 * sd)))
            .withOther(
                observe.target().span(),
                "half of these data are between %s and %s".formatted(text(low), text(high)))
            .withNote("the data are %.0f prior standard deviations away".formatted(distance))
            .withHint(
                "check the units of the data; or widen the prior, as in `Normal(%s, %s)`"
                    .formatted(text(mean), text(wide))));
  }

  private static String text(double value) {
    String text = String.format(Locale.ROOT, "%.3g", value);
    boolean isPlain = Math.abs(value) < 1e6 && text.contains("e");
    return isPlain
        ? String.format(Locale.ROOT, "%.0f", value)
        : text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  private static Optional<Expr> argument(DistributionCall call, Set<String> names) {
    for (int i = 0; i < call.arguments().size(); i++) {
      if (names.contains(call.definition().parameters().get(i).symbol().name())
          && call.arguments().get(i) instanceof DistributionCall.Argument.OfValue of) {
        return Optional.of(of.value());
      }
    }
    return Optional.empty();
  }

  private static Optional<Symbol> latent(Expr expr) {
    Expr whole = expr instanceof Expr.Index index ? index.array() : expr;
    return whole instanceof Expr.Variable v && v.symbol().role() == Symbol.Role.LATENT
        ? Optional.of(v.symbol())
        : Optional.empty();
  }

  /** All elements of the observed variable. */
  private Optional<double[]> values(Expr target) {
    Set<Symbol> read = FreeSymbols.of(target);
    for (Map.Entry<Symbol, BoundArray> entry : data.values().entrySet()) {
      Expr whole = target instanceof Expr.Index index ? index.array() : target;
      if (!(whole instanceof Expr.Variable v) || !v.symbol().equals(entry.getKey())) continue;
      if (!read.contains(entry.getKey())) continue;
      double[] values = new double[entry.getValue().length()];
      for (int i = 0; i < values.length; i++) values[i] = entry.getValue().get(i);
      return Optional.of(values);
    }
    return Optional.empty();
  }

  private static OptionalDouble constant(Expr expr) {
    if (expr instanceof Expr.Convert convert) return constant(convert.operand());
    if (expr instanceof Expr.IntConstant i) return OptionalDouble.of(i.value());
    if (expr instanceof Expr.RealConstant r) return OptionalDouble.of(r.value());
    if (expr instanceof Expr.Apply negative
        && negative.operands().size() == 1
        && negative.function().name().equals("-")) {
      OptionalDouble operand = constant(negative.operands().get(0));
      return operand.isPresent() ? OptionalDouble.of(-operand.getAsDouble()) : operand;
    }
    return NONE;
  }
}
