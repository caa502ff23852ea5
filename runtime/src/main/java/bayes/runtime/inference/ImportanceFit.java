package bayes.runtime.inference;

import bayes.runtime.draws.Draws;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.importance.StratifiedResampling;
import java.util.List;

/**
 * Weighted draws from the posterior.
 *
 * @param settings the settings of the run
 * @param proposal where the draws came from: the prior or the Laplace approximation
 * @param draws one chain of independent draws with weights; its sampler columns are {@code lp__}
 *     and {@code log_weight__}, the log ratio before smoothing
 * @param paretoK the shape of the weights' tail; above 0.7 nothing here can be relied on
 * @param ess the effective number of draws by the weights
 * @param evidence the evidence, or why the model has none
 * @param failedDraws draws at which the density could not be evaluated; they have weight zero
 * @param cancelled whether fewer draws were made than asked for
 * @param seconds the time it took
 */
public record ImportanceFit(
    ImportanceSettings settings,
    ImportanceSettings.Proposal proposal,
    Draws draws,
    double paretoK,
    double ess,
    Evidence evidence,
    int failedDraws,
    boolean cancelled,
    double seconds) {
  /** The number of the purpose "resampling" among the streams of a seed. */
  private static final int RESAMPLING = 2;

  /**
   * Equally weighted draws, by stratified resampling: for tools that know nothing of weights. Some
   * of them occur several times, so errors must be taken from the weighted draws.
   */
  public Draws resampled(int count) {
    double[] weights = draws.weights().orElseThrow()[0];
    var random = Streams.of(settings.seed()).purpose(RESAMPLING).chain(0);
    int[] indices = StratifiedResampling.indices(weights, count, random);
    int width = draws.layout().width();
    int nColumns = draws.samplerNames().size();
    double[] rows = new double[count * width];
    double[] columns = new double[count * nColumns];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) rows[i * width + j] = draws.value(0, indices[i], j);
      for (int j = 0; j < nColumns; j++) {
        columns[i * nColumns + j] = draws.samplerValue(0, indices[i], j);
      }
    }
    return Draws.of(draws.layout(), draws.samplerNames(), count, List.of(rows), List.of(columns));
  }
}
