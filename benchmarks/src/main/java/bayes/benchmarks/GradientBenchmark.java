package bayes.benchmarks;

import bayes.compiler.Model;
import bayes.runtime.density.LogDensity;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of log density and gradient, one core. With {@code -prof gc} the allocation per
 * evaluation, which is to be 0.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(3)
public class GradientBenchmark {
  /** Targets, in microseconds: 0.06, 30, 2.5, 1.5, 12.4; a mixture with its labels declared. */
  @Param({"eight_schools", "wells", "radon", "arK", "hmm_drive_1", "gauss_mix"})
  public String model;

  private static final int POSITIONS = 16;
  private LogDensity density;
  private double[][] positions;
  private double[] gradient;
  private int next;

  @Setup
  public void compileAndBind() {
    density = Models.bind(model, Model.compile(Models.source(model))).newLogDensity();
    gradient = new double[density.dimension()];
    // Several positions, so that no branch is learnt by heart.
    positions = new double[POSITIONS][density.dimension()];
    Random random = new Random(1);
    for (double[] position : positions) {
      for (int i = 0; i < position.length; i++) position[i] = 0.3 * random.nextGaussian();
    }
  }

  @Benchmark
  public double logDensityAndGradient() {
    next = (next + 1) % POSITIONS;
    return density.logDensityAndGradient(positions[next], gradient);
  }
}
