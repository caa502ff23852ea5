package bayes.compiler;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.Experiment;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Target;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The posteriors of a model given data that the model has simulated: what simulation-based
 * calibration needs. The model is compiled once and bound to each data set. Immutable; may be
 * shared by threads.
 */
public final class SimulatedPosteriors implements Experiment {
  private static final String MISFIT =
      "let data be drawn within their declared type: by another distribution, or a truncated one";

  /** A position of a target without coordinates. */
  private static final double[] NOWHERE = {};

  private final Simulator simulator;
  private final Model model;
  private final boolean isExact;

  SimulatedPosteriors(Simulator simulator, Model model) {
    this(simulator, model, false);
  }

  private SimulatedPosteriors(Simulator simulator, Model model, boolean isExact) {
    this.simulator = simulator;
    this.model = model;
    this.isExact = isExact;
  }

  /**
   * These simulations, but posteriors of another model: as if its author had meant this one. Its
   * latents have the same names and sizes.
   */
  public SimulatedPosteriors inferredBy(Model other) {
    return new SimulatedPosteriors(simulator, other, isExact);
  }

  /**
   * The same posteriors in closed form: targets without coordinates, whose records are independent
   * draws, for {@link bayes.runtime.inference.ExactSettings}. A simulation whose posterior has no
   * closed form, as it has too many states, is a {@link ModelException}.
   */
  public SimulatedPosteriors exactly() {
    return new SimulatedPosteriors(simulator, model, true);
  }

  /**
   * Draws latents and data, and binds the data.
   *
   * @throws ModelException if what is drawn leaves the domain of something that is computed from it
   * @throws BindingException if data that the model draws do not fit their declarations
   */
  @Override
  public Simulated simulate(int number, RandomGenerator random) {
    Checked<Draws> drawn = simulator.tryDraw(random);
    if (drawn.value().isEmpty()) throw new ModelException(noted(drawn.diagnostics(), number));
    Draws draws = drawn.value().get();
    Data data = simulator.data(draws, 0).givenBy(new DataOrigin.Simulated());
    Checked<BoundModel> bound = model.tryBind(data);
    if (bound.value().isEmpty()) {
      throw new BindingException(
          noted(bound.diagnostics(), number).stream().map(d -> d.withHint(MISFIT)).toList());
    }
    BoundModel posterior = bound.value().get();
    Map<String, double[]> values = simulator.values(draws, 0);
    if (isExact) return new Simulated(closedForm(posterior, number), NOWHERE, values);
    double[] truth = posterior.unconstrain(simulator.latents(draws, 0));
    return new Simulated(posterior, truth, values);
  }

  private static Target closedForm(BoundModel posterior, int number) {
    return posterior
        .exact()
        .orElseThrow(
            () ->
                new ModelException(
                    noted(posterior.methods().refusal(Method.EXACT).stream().toList(), number)))
        .target();
  }

  private static List<Diagnostic> noted(List<Diagnostic> diagnostics, int number) {
    String where = "in simulation " + (number + 1);
    return diagnostics.stream().map(d -> d.withNote(where)).toList();
  }
}
