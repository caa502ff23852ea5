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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Replicates what a model observes from the draws of a run: its statements in order, the latents
 * held, {@code observe} writing the data. For the data of the run, or for others: elements of
 * latents are found by their labels, and those that the run does not have are drawn, given the
 * others. Immutable; may be shared by threads.
 */
public final class Predictor {
  private final GeneratedRow row;
  private final HeldLatents held;
  private final Draws run;
  private final Optional<Recovery> recovery;
  private final GeneratedRow.Selection reported;

  /** {@code recovery}: gives the run latents that it does not have. */
  Predictor(GeneratedRow row, HeldLatents held, Draws run, Optional<Recovery> recovery) {
    this.recovery = recovery;
    this.row = row;
    this.held = held;
    this.run = run;
    List<String> drawn =
        held.latents().stream().filter(l -> !l.drawn().isEmpty()).map(Latent::name).toList();
    this.reported = row.select(v -> !row.isLatent(v) || drawn.contains(v.name()));
  }

  /** {@code isReported}: of the values. */
  Predictor(
      GeneratedRow row,
      HeldLatents held,
      Draws run,
      Optional<Recovery> recovery,
      Predicate<RecordedVariable> isReported) {
    this.recovery = recovery;
    this.row = row;
    this.held = held;
    this.run = run;
    this.reported = row.select(isReported);
  }

  /**
   * A latent.
   *
   * @param held the number of elements that are held as the run has them
   * @param drawn the elements that the run does not have
   */
  public record Latent(String name, int held, List<String> drawn) {
    public Latent {
      drawn = List.copyOf(drawn);
    }
  }

  /** What becomes of each latent. */
  public List<Latent> latents() {
    return held.latents();
  }

  /** Recorded and generated values, and latents of which elements are drawn. */
  public List<RecordedVariable> values() {
    return reported.values();
  }

  /** Whether a value is a {@code generate}. */
  boolean isGenerated(RecordedVariable value) {
    return row.isGenerated(value);
  }

  /** What is replicated: data, then values computed from data. */
  public List<RecordedVariable> observed() {
    return row.observed();
  }

  /** Those of {@link #observed()} that the model computes from data, and observes. */
  public List<RecordedVariable> computed() {
    return row.computed();
  }

  /** What a draw holds: {@link #values()}, then {@link #observed()}. */
  public Layout layout() {
    return reported.layout();
  }

  /** What was observed in the place of what is replicated; NaN where there are none. */
  public double[] given(RecordedVariable observed) {
    return row.given(observed);
  }

  /**
   * A replication of each draw of the run. The same seed gives the same replications.
   *
   * @throws ModelException if one leaves the domain of something that is computed from it
   */
  public Draws draws(long seed) {
    Checked<Draws> draws = tryDraws(seed);
    return draws.value().orElseThrow(() -> new ModelException(draws.diagnostics()));
  }

  /** A replication of each draw of the run, or what went wrong in one of them. */
  public Checked<Draws> tryDraws(long seed) {
    int width = layout().width();
    List<double[]> rows = new ArrayList<>();
    List<double[]> sampler = new ArrayList<>();
    for (int chain = 0; chain < run.chains(); chain++) {
      rows.add(new double[Math.multiplyExact(run.draws(), width)]);
      sampler.add(new double[0]);
    }
    List<Diagnostic> problems =
        each(
            seed,
            (chain, draw, row) -> System.arraycopy(row, 0, rows.get(chain), draw * width, width));
    if (!problems.isEmpty()) return Checked.failed(problems);
    Draws draws = Draws.of(layout(), List.of(), run.draws(), rows, sampler);
    return Checked.of(run.weights().map(w -> draws.weighted(List.of(w))).orElse(draws));
  }

  /** Takes one replication after the other. */
  @FunctionalInterface
  interface RowTaker {
    /**
     * @param row of {@link #layout()}; valid during the call
     */
    void take(int chain, int draw, double[] row);
  }

  /** Hands out a replication of each draw, none of which is kept; or says what went wrong. */
  List<Diagnostic> each(long seed, RowTaker taker) {
    HeldLatents.Source latents = held.in(run, recovery, seed);
    double[] position = new double[held.size()];
    double[] one = new double[row.layout().width()];
    double[] selected = new double[layout().width()];
    for (int chain = 0; chain < run.chains(); chain++) {
      RandomGenerator random = Streams.of(seed).chain(chain);
      for (int draw = 0; draw < run.draws(); draw++) {
        latents.copy(chain, draw, position);
        Optional<Diagnostic> problem;
        synchronized (row) {
          problem = row.write(position, random, one);
        }
        if (problem.isPresent()) {
          String where = "in draw " + (draw + 1) + " of chain " + (chain + 1);
          return List.of(problem.get().withNote(where));
        }
        reported.copy(one, selected, 0);
        taker.take(chain, draw, selected);
      }
    }
    return List.of();
  }

  /** The data of one replication, with its {@link #values()} under their names. */
  public Data data(Draws draws, int chain, int draw) {
    return row.data(reported, draws, chain, draw);
  }
}
