package bayes.compiler;

import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.lower.Lowering;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.ExactPlan;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.conjugate.ClosedForm;
import bayes.runtime.inference.EnumeratedPosterior;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models behind a posterior in closed form.
 *
 * @param posterior without latents: what it records are draws of the posterior
 * @param figures of the forms
 */
record ExactModels(Model posterior, Model figures, List<ClosedForm> forms) {
  static ExactModels of(ExactPlan plan) {
    return new ExactModels(model(plan.posterior()), model(plan.figures()), plan.forms());
  }

  /** Why a posterior that is known state by state is not known with some data. */
  static Obstacle tooManyStates(Plan plan) {
    Symbol first = plan.exact().orElseThrow().posterior().latents().get(0).variable().symbol();
    return new Obstacle(
        "`"
            + first.name()
            + "` and what else is discrete have more than "
            + EnumeratedPosterior.MOST_STATES
            + " states together",
        first.declared(),
        "discrete");
  }

  private static Model model(Plan plan) {
    ModelPrograms programs =
        Lowering.lower(plan)
            .value()
            .orElseThrow(
                () -> new CompilerBug("lower", "the closed form of " + plan.model().name()));
    return new Model(plan, programs, new Executables(programs));
  }

  /** With the data of a posterior; empty if it has too many discrete states. */
  Optional<ExactInference> bind(BoundModel given) {
    BoundModel bound = given.as(posterior);
    if (bound.dimension() > 0 && !EnumeratedPosterior.isPossible(bound)) return Optional.empty();
    List<ClosedForm> named = new ArrayList<>();
    List<Symbol> leftOut = new ArrayList<>();
    List<Symbol> recorded = recorded();
    int first = 0;
    for (ClosedForm form : forms) {
      int end = first + form.figures();
      boolean isKept = bound.variables().stream().anyMatch(v -> v.name().equals(form.column()));
      if (isKept) named.add(form);
      else leftOut.addAll(recorded.subList(first, end));
      first = end;
    }
    return figures
        .withoutRecording(leftOut)
        .value()
        .map(of -> new ExactInference(bound, given.as(of), named));
  }

  /** The figures of all forms, one form after the other. */
  private List<Symbol> recorded() {
    return figures.typed().variables().stream()
        .filter(VariableDeclaration::recorded)
        .map(VariableDeclaration::symbol)
        .toList();
  }
}
