package bayes.compiler;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws from a model itself: its statements in order, {@code observe} writing the data. Immutable;
 * may be shared by threads.
 *
 * <pre>{@code
 * Simulator simulator = model.simulator(Data.builder().put("School", 8).build());
 * Draws draws = simulator.draws(100, 1);
 * BoundModel posterior = model.bind(simulator.data(draws, 0));   // of the first draw's data
 * }</pre>
 */
public final class Simulator {
  private static final double[] NOTHING = {};

  private final GeneratedRow row;
  private final GeneratedRow.Selection all;

  Simulator(GeneratedRow row) {
    this.row = row;
    this.all = row.select(value -> true);
  }

  /** Latents, derived values that are recorded, and generated ones. */
  public List<RecordedVariable> values() {
    return row.values();
  }

  /** What {@code observe} draws: the data that it writes, then values computed from data. */
  public List<RecordedVariable> observed() {
    return row.observed();
  }

  /**
   * Those of {@link #observed()} that the model computes from data, and observes: drawn, but
   * written nowhere, so that what reads the data reads those that were given.
   */
  public List<RecordedVariable> computed() {
    return row.computed();
  }

  /** What a draw holds: {@link #values()}, then {@link #observed()}. */
  public Layout layout() {
    return row.layout();
  }

  /**
   * Independent draws. The same seed gives the same draws, and more of them begin with the same.
   *
   * @throws ModelException if a draw leaves the domain of something that is computed from it
   */
  public Draws draws(int count, long seed) {
    Checked<Draws> draws = tryDraws(count, seed);
    return draws.value().orElseThrow(() -> new ModelException(draws.diagnostics()));
  }

  /** Independent draws, or what went wrong in one of them. */
  public Checked<Draws> tryDraws(int count, long seed) {
    int width = layout().width();
    double[] rows = new double[Math.multiplyExact(count, width)];
    double[] one = new double[width];
    RandomGenerator random = Streams.of(seed).chain(0);
    for (int draw = 0; draw < count; draw++) {
      Optional<Diagnostic> problem = write(random, one);
      if (problem.isPresent()) {
        String where = "in draw " + (draw + 1) + " of the simulation";
        return Checked.failed(List.of(problem.get().withNote(where)));
      }
      System.arraycopy(one, 0, rows, draw * width, width);
    }
    return Checked.of(draws(count, rows));
  }

  /** One draw, made with these random numbers, or what went wrong in it. */
  Checked<Draws> tryDraw(RandomGenerator random) {
    double[] one = new double[layout().width()];
    Optional<Diagnostic> problem = write(random, one);
    return problem.isPresent() ? Checked.failed(List.of(problem.get())) : Checked.of(draws(1, one));
  }

  private Optional<Diagnostic> write(RandomGenerator random, double[] rowOut) {
    synchronized (row) {
      return row.write(NOTHING, random, rowOut);
    }
  }

  private Draws draws(int count, double[] rows) {
    return Draws.of(layout(), List.of(), count, List.of(rows), new ArrayList<>(List.of(NOTHING)));
  }

  /**
   * The data of one draw, counted from 0: what was given, what {@code observe} wrote, and by their
   * names the latents that it was made with, which a model that is bound to them ignores.
   */
  public Data data(Draws draws, int draw) {
    return row.data(all, draws, 0, draw);
  }

  /** The {@link #values()} of one draw by their names, elements with the last index fastest. */
  Map<String, double[]> values(Draws draws, int draw) {
    return row.valuesOf(draws, draw);
  }

  /** The latents of one draw by their names in the model, elements with the last index fastest. */
  Map<String, double[]> latents(Draws draws, int draw) {
    return row.latents(draws, draw);
  }
}
