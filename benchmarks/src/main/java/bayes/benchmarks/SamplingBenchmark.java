package bayes.benchmarks;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
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

/** Four chains of NUTS one after the other, 1000 + 1000 iterations each, in a warm JVM. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class SamplingBenchmark {
  @Param({"eight_schools", "wells", "radon", "arK"})
  public String model;

  private BoundModel bound;
  private long seed;

  @Setup
  public void compileAndBind() {
    bound = Models.bind(model, Model.compile(Models.source(model)));
  }

  @Benchmark
  public Fit fourChains() {
    seed++;
    return Inference.sample(bound, NutsSettings.of(RunSettings.defaults(seed).withThreads(1)));
  }
}
