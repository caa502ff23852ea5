package bayes.compiler;

import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.lower.Lowering;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.plan.ExactPlan;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.conjugate.ClosedForm;
import bayes.runtime.data.Data;
import java.util.List;

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

  private static Model model(Plan plan) {
    ModelPrograms programs =
        Lowering.lower(plan)
            .value()
            .orElseThrow(
                () -> new CompilerBug("lower", "the closed form of " + plan.model().name()));
    return new Model(plan, programs, new Executables(programs));
  }

  /** With data that fit the model as it is written. */
  ExactInference bind(Data data) {
    return new ExactInference(posterior.bind(data), figures.bind(data), forms);
  }
}
