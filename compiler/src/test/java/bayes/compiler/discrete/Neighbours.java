package bayes.compiler.discrete;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Differences of the log density between neighbouring positions, in two ways. */
final class Neighbours {
  private final BoundModel model;
  private final RandomGenerator random;
  private final double[] position;

  Neighbours(BoundModel model, long seed) {
    this.model = model;
    this.random = Streams.of(seed).chain(0);
    this.position = new double[model.dimension()];
  }

  /** A model whose discrete latents are not summed out. */
  static BoundModel bound(String text, String data) throws DataException {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    SourceText source = SourceText.of("model.bayes", text);
    Model model = Model.compile(source, Imports.NONE, PlanOptions.asWritten());
    return model.bind(JsonData.read("data", new ByteArrayInputStream(bytes)));
  }

  private double drawn(int coordinate) {
    DiscreteSites sites = model.discreteSites();
    int site = coordinate - sites.continuous(position.length);
    if (site < 0) return 3 * random.nextDouble() - 1.5;
    long lower = Math.max(sites.lower(site), -3);
    long upper = Math.min(sites.upper(site), lower + 6);
    return random.nextLong(lower, upper + 1);
  }

  private void start(LogDensity density) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      for (int i = 0; i < position.length; i++) position[i] = drawn(i);
      if (Double.isFinite(density.logDensity(position))) return;
    }
    throw new IllegalStateException("no start");
  }

  /**
   * The largest error of the local density, relative to the size of the log density, over a walk of
   * some rounds over all coordinates.
   */
  double largestError(LocalDensity local, int rounds) {
    LogDensity density = model.newLogDensity();
    start(density);
    local.moveTo(position);
    double worst = 0;
    for (int round = 0; round < rounds; round++) {
      for (int step = 0; step < position.length; step++) {
        int i = random.nextInt(position.length);
        double old = position[i];
        double before = density.logDensity(position);
        double localBefore = local.logDensity(i, old);
        double value = drawn(i);
        position[i] = value;
        double after = density.logDensity(position);
        double localAfter = local.logDensity(i, value);
        if (Double.isFinite(after)) {
          double error = Math.abs((after - before) - (localAfter - localBefore));
          double scaled = error / (1 + Math.abs(before) + Math.abs(after));
          worst = Double.isNaN(scaled) ? Double.POSITIVE_INFINITY : Math.max(worst, scaled);
          local.set(i, value);
        } else {
          if (Double.isFinite(localAfter)) worst = Double.POSITIVE_INFINITY;
          position[i] = old;
        }
      }
    }
    return worst;
  }
}
