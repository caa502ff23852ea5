package bayes.runtime.calibration;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.sampler.importance.StratifiedResampling;
import java.util.random.RandomGenerator;

/**
 * A few nearly independent ones of many draws: of Markov chains at equal distances, of weighted
 * draws by resampling.
 */
final class IndependentDraws {
  /**
   * Draws that are thinned to just their effective number are still correlated (by exp(-2), for an
   * autoregression), which makes extreme ranks too frequent. With twice as many that is 2%.
   */
  static final int EFFECTIVE_PER_RANKED = 2;

  private final Draws draws;

  IndependentDraws(Draws draws) {
    this.draws = draws;
  }

  /** The least effective number of draws of all values that vary; infinite if none does. */
  double effective() {
    double least = Double.POSITIVE_INFINITY;
    if (draws.weights().isPresent()) {
      double squares = 0;
      for (double[] chain : draws.weights().get()) for (double w : chain) squares += w * w;
      return 1 / squares;
    }
    for (int column = 0; column < draws.layout().width(); column++) {
      double ess = Convergence.essBulk(draws.chains(column));
      if (ess < least) least = ess;
    }
    return least;
  }

  /** The values of {@code count} draws, as {@code [column][draw]}. */
  double[][] take(int count, RandomGenerator random) {
    int length = draws.draws();
    int total = draws.chains() * length;
    int[] chosen =
        draws.weights().isPresent()
            ? StratifiedResampling.indices(flat(draws.weights().get()), count, random)
            : spread(total, count);
    double[][] values = new double[draws.layout().width()][count];
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < values.length; column++) {
        values[column][i] = draws.value(chosen[i] / length, chosen[i] % length, column);
      }
    }
    return values;
  }

  private static int[] spread(int total, int count) {
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) chosen[i] = (int) ((i + 0.5) * total / count);
    return chosen;
  }

  private static double[] flat(double[][] chains) {
    double[] all = new double[chains.length * chains[0].length];
    for (int c = 0; c < chains.length; c++) {
      System.arraycopy(chains[c], 0, all, c * chains[c].length, chains[c].length);
    }
    return all;
  }
}
