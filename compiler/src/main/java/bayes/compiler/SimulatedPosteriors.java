package bayes.compiler;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.calibration.Experiment;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.draws.Draws;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The posteriors of a model given data that the model has simulated: what simulation-based
 * calibration needs. The model is compiled once and bound to each data set. Immutable; may be
 * shared by threads.
 */
public final class SimulatedPosteriors implements Experiment {
  private static final String MISFIT =
      "let data be drawn within their declared type: by another distribution, or a truncated one";

  private final Simulator simulator;
  private final Model model;

  SimulatedPosteriors(Simulator simulator, Model model) {
    this.simulator = simulator;
    this.model = model;
  }

  /**
   * These simulations, but posteriors of another model: as if its author had meant this one. Its
   * latents have the same names and sizes.
   */
  public SimulatedPosteriors inferredBy(Model other) {
    return new SimulatedPosteriors(simulator, other);
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
    return new Simulated(posterior, posterior.unconstrain(simulator.latents(draws, 0)));
  }

  private static List<Diagnostic> noted(List<Diagnostic> diagnostics, int number) {
    String where = "in simulation " + (number + 1);
    return diagnostics.stream().map(d -> d.withNote(where)).toList();
  }
}
