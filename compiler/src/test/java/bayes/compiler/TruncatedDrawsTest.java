package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.runtime.data.Data;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws of truncated distributions, by inversion, have the means of textbooks. */
final class TruncatedDrawsTest {
  private static final int DRAWS = 4_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // phi(1) / (1 - Phi(1)); and near the bound 40 of its tail, 40 + 1/40 - 2/40^3.
        "real<lower=1> ~ Normal(0, 1)             | 1.525135276 | 0.4463",
        "real<lower=40> ~ Normal(0, 1)            | 40.02496886 | 0.0250",
        "real<upper=-1> ~ Normal(0, 1)            | -1.525135276 | 0.4463",
        "real<lower=-1, upper=1> ~ Normal(0, 1)   | 0 | 0.5396",
        "real<lower=1, upper=3> ~ Exponential(1)  | 1.686964764 | 0.5257",
        "real<upper=0.5> ~ Beta(2, 2)             | 0.3125 | 0.1210",
        "real<lower=2> ~ Gamma(1, 1)              | 3 | 1",
        "real<lower=2, upper=4> ~ Uniform(0, 10)  | 3 | 0.5774"
      })
  void haveTheirMean(String draw, double mean, double sd) {
    BoundModel bound = Model.compile("x : " + draw + ";").bind(Data.empty());
    Target.PriorSampler prior = bound.newPriorSampler().orElseThrow();
    Recorder recorder = bound.newRecorder();
    Random random = new Random(7);
    double[] position = new double[1];
    double[] row = new double[1];
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      prior.sample(random, position);
      recorder.record(position, random, row);
      sum += row[0] / DRAWS;
    }
    assertEquals(mean, sum, 5 * sd / Math.sqrt(DRAWS));
  }
}
