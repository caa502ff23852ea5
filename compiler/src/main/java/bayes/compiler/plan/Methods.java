package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which methods can explore a model's posterior, and what stands in the way of the others.
 *
 * @param all every method, in the order of {@link Method}
 */
public record Methods(List<Applicability> all) {
  public Methods {
    all = List.copyOf(all);
  }

  /** A method, and why it cannot be used with this model, if so. */
  public record Applicability(Method method, Optional<Obstacle> whyNot) {}

  /**
   * The methods of a model.
   *
   * @param continuous its latents that have a map to the real line
   * @param discrete those that have none
   * @param whyNoPrior why its prior cannot be simulated, if so
   * @param whyNotExact why its posterior has no closed form, if so
   * @param whyNoGibbs why its discrete latents are not drawn with rows integrated out, if so
   */
  static Methods of(
      List<Plan.PlannedLatent> continuous,
      List<Plan.PlannedLatent> discrete,
      Optional<Obstacle> whyNoPrior,
      Optional<Obstacle> whyNotExact,
      Optional<Obstacle> whyNoGibbs) {
    Optional<Obstacle> noGradient = discrete.stream().findFirst().map(Methods::isDiscrete);
    Optional<Obstacle> nothingToMove =
        continuous.isEmpty()
            ? discrete.stream().findFirst().map(Methods::isAllDiscrete)
            : Optional.empty();
    List<Applicability> all = new ArrayList<>();
    for (Method method : Method.values()) {
      Optional<Obstacle> whyNot =
          switch (method) {
            case NUTS -> nothingToMove;
            case IMPORTANCE, SMC, TEMPERING, LAPLACE, PATHFINDER, QUICK, MAP -> noGradient;
            case IMPORTANCE_PRIOR -> whyNoPrior;
            case GIBBS -> whyNoGibbs;
            case METROPOLIS -> Optional.empty();
            case EXACT -> whyNotExact;
          };
      all.add(new Applicability(method, whyNot));
    }
    return new Methods(all);
  }

  private static Obstacle isDiscrete(Plan.PlannedLatent latent) {
    Symbol symbol = latent.variable().symbol();
    return new Obstacle(
        "`" + symbol.name() + "` is discrete", symbol.declared(), "drawn from a discrete set");
  }

  private static Obstacle isAllDiscrete(Plan.PlannedLatent latent) {
    Symbol symbol = latent.variable().symbol();
    return new Obstacle(
        "every latent is discrete, as `" + symbol.name() + "` is",
        symbol.declared(),
        "drawn from a discrete set");
  }

  /** What stands in the way of a method, if anything does. */
  public Optional<Obstacle> whyNot(Method method) {
    return all.stream()
        .filter(candidate -> candidate.method() == method)
        .findFirst()
        .flatMap(Applicability::whyNot);
  }

  /** The same, but for one method, which cannot be used. */
  public Methods without(Method method, Obstacle why) {
    return new Methods(
        all.stream()
            .map(m -> m.method() == method ? new Applicability(method, Optional.of(why)) : m)
            .toList());
  }

  /** The methods that can be used. */
  public List<Method> applicable() {
    return all.stream().filter(m -> m.whyNot().isEmpty()).map(Applicability::method).toList();
  }

  /** The answer to someone who asked for a method that does not apply; empty if it does. */
  public Optional<Diagnostic> refusal(Method method) {
    return whyNot(method).map(obstacle -> refusal(method, obstacle));
  }

  /** Why the model has no evidence, as a warning at the statement to blame; empty if it has one. */
  public Optional<Diagnostic> whyNoEvidence() {
    return whyNot(Method.IMPORTANCE_PRIOR)
        .map(
            obstacle ->
                Diagnostic.error(
                        PlanCode.M0127.code(),
                        "no evidence is told: " + obstacle.reason(),
                        obstacle.place(),
                        obstacle.label())
                    .withHint("give it a proper distribution, such as `Normal`")
                    .asWarning());
  }

  private Diagnostic refusal(Method method, Obstacle obstacle) {
    Diagnostic refused =
        Diagnostic.error(
                PlanCode.M0127.code(),
                "`--method " + method.option() + "` does not apply: " + obstacle.reason(),
                obstacle.place(),
                obstacle.label())
            .withNote("asked for was " + method.description());
    List<Method> applicable = applicable();
    return applicable.isEmpty()
        ? refused
        : refused.withHint(
            applicable.stream()
                .map(Method::option)
                .collect(Collectors.joining("`, `--method ", "what applies: `--method ", "`")));
  }
}
