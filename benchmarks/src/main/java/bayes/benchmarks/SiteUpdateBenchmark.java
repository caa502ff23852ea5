package bayes.benchmarks;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.metropolis.SiteUpdates;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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

/** One draw of every label of a mixture of two normals: its time grows with the labels alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SiteUpdateBenchmark {
  private static final String MIXTURE =
      """
      set Item;
      set Group = 1..2;
      data y : real[Item];
      w ~ Dirichlet(Group, 2);
      mu[g in Group] ~ Normal(0, 3);
      s[g in Group] ~ HalfNormal(1);
      z[i in Item] ~ Categorical(w);
      observe y[i in Item] ~ Normal(mu[z[i]], s[z[i]]);
      """;

  @Param({"100", "10000"})
  public int labels;

  private LocalDensity density;
  private SiteUpdates updates;
  private double[] position;
  private RandomGenerator random;

  @Setup
  public void bind() {
    random = Streams.of(1).chain(0);
    double[] y = new double[labels];
    for (int i = 0; i < labels; i++) y[i] = (i % 3) - 1 + RandomDraws.standardNormal(random);
    BoundModel model = Model.compile(MIXTURE).bind(Data.builder().put("y", y).build());
    density = model.newLocalDensity().orElseThrow();
    updates = new SiteUpdates(model.discreteSites());
    position = new double[model.dimension()];
    for (int site = 0; site < labels; site++) {
      position[model.discreteSites().coordinate(site)] = 1;
    }
    density.moveTo(position);
  }

  @Benchmark
  public double[] sweep() {
    updates.sweep(density, position, random);
    return position;
  }
}
