package bayes.runtime.calibration;

import bayes.runtime.inference.Target;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is calibrated: latents drawn from a prior, data drawn given them, and the posterior of the
 * latents given these data. May be shared by threads.
 */
public interface Experiment {
  /**
   * Draws latents and data.
   *
   * @param number of the simulation, from 0, for messages
   * @param random the only source of randomness
   */
  Simulated simulate(int number, RandomGenerator random);

  /**
   * One simulation.
   *
   * @param posterior of the latents, given the data
   * @param truth the position of the latents that the data were drawn with
   * @param values what was drawn, by the names that the target records them under, elements with
   *     the last index fastest. What the target integrates or sums out has no coordinate: its true
   *     value is only here
   */
  record Simulated(Target posterior, double[] truth, Map<String, double[]> values) {
    public Simulated {
      values = Map.copyOf(values);
    }

    /** One in which every latent has its coordinates. */
    public Simulated(Target posterior, double[] truth) {
      this(posterior, truth, Map.of());
    }
  }
}
