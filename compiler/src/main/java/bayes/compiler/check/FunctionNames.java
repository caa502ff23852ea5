package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.syntax.Name;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of functions: those that the checker itself knows, and what is said of unknown ones.
 */
final class FunctionNames {
  static final Set<String> BUILT_IN =
      Set.of(
          "sum",
          "prod",
          "mean",
          "variance",
          "sd",
          "min",
          "max",
          "argmin",
          "argmax",
          "any",
          "all",
          "count",
          "log_sum_exp",
          "softmax",
          "log_softmax",
          "cumsum",
          "cumprod",
          "concat",
          "rep",
          "linspace",
          "reverse",
          "head",
          "tail",
          "diff",
          "where",
          "sort",
          "order",
          "rank",
          "quantile",
          "interpolate",
          "dot",
          "size",
          "index",
          "len",
          "log_density",
          "cdf");

  private final Session session;

  FunctionNames(Session session) {
    this.session = session;
  }

  void reportUnknown(Name name) {
    String text = name.text();
    if (session.failed().contains(text)) {
      if (session.declaring().filter(text::equals).isPresent()) {
        session.report(ModelProblem.recursive(name.span(), text));
      }
      return;
    }
    if (Primitives.isPrimitive(text)) {
      session.report(ModelProblem.randomOutsideSampler(name.span()));
      return;
    }
    Optional<String> instead = StanNames.functionInstead(text);
    if (session.distributions().containsKey(text)
        || session.library().hasDistribution(text)
        || Wrappers.names().contains(text)) {
      instead =
          Optional.of(
              "`"
                  + text
                  + "` is a distribution: write `x ~ "
                  + text
                  + "(...)` or `log_density("
                  + text
                  + "(...), x)`");
    } else if (Planned.distributions().contains(text)) {
      session.report(ModelProblem.unsupported(name.span(), "the distribution `" + text + "`"));
      return;
    }
    Set<String> names = new TreeSet<>(session.library().catalog().functionNames());
    names.addAll(session.functions().keySet());
    names.addAll(BUILT_IN);
    names.addAll(TextCalls.names());
    names.addAll(MatrixFunctions.names());
    names.addAll(SolverCalls.names());
    session.report(
        new NameProblem.UnknownFunction(name, Suggestions.nearest(text, names, 3), instead));
  }
}
