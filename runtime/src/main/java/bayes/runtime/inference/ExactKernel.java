package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Stands still: there is nothing to explore, as all that is drawn is drawn when it is recorded. */
final class ExactKernel implements Kernel {
  /** The log density is the log evidence. */
  static final List<String> COLUMNS = List.of("lp__");

  private final LogDensity density;
  private final ChainState state;

  ExactKernel(LogDensity density) {
    if (density.dimension() != 0) {
      throw new IllegalArgumentException("there are coordinates to explore");
    }
    this.density = density;
    this.state = new ChainState(0);
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    state.setLogDensity(density.logDensity(state.position()));
    return Double.isFinite(state.logDensity())
        ? Optional.empty()
        : Optional.of("the probability of the data is " + state.logDensity());
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    return Optional.empty();
  }

  @Override
  public boolean isWarm() {
    return true;
  }

  @Override
  public int warmupIterations() {
    return 0;
  }

  @Override
  public void draw(RandomGenerator random) {
    // The next row is another draw by itself.
  }

  @Override
  public ChainState state() {
    return state;
  }

  @Override
  public boolean divergent() {
    return false;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public void writeColumns(double[] out, int offset) {
    out[offset] = state.logDensity();
  }

  @Override
  public Adaptation adaptation() {
    return new Adaptation.None();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state.restore(in);
  }
}
