package bayes.runtime.calibration;

import bayes.runtime.inference.Target;
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
   */
  record Simulated(Target posterior, double[] truth) {}
}
