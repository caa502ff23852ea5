package bayes.benchmarks;

import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.density.LogDensity;
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
 * From source text to the first gradient, in a warm JVM: parse, check, plan, emit, bind, evaluate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(3)
public class CompileBenchmark {
  /** The target for eight schools: 30 ms. */
  @Param({"eight_schools", "radon"})
  public String model;

  private SourceText source;

  @Setup
  public void read() {
    source = Models.source(model);
  }

  @Benchmark
  public double sourceToFirstGradient() {
    LogDensity density = Models.bind(model, Model.compile(source)).newLogDensity();
    double[] position = new double[density.dimension()];
    return density.logDensityAndGradient(position, new double[position.length]);
  }
}
