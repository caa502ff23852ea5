package bayes.runtime.sampler.gibbs;

import bayes.runtime.math.Elementary;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import bayes.runtime.state.StateMismatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Collapsed Gibbs sampling of {@link Urns}: each site in turn is drawn from its exact conditional
 * given all others, in which the Dirichlet rows are integrated out. Several balls of a site that
 * fall into the same row or cell follow the Polya rule, each seeing those before it.
 *
 * <p>Its state is the sites' values; the counts of balls are caches, made anew from them. A sweep
 * allocates nothing. Confined to one thread.
 */
public final class UrnGibbs implements Resumable {
  private final Urns urns;
  private final SiteBalls siteBalls;
  private final CountTable[] tables;
  private final Schedule schedule;
  private final int[] values;
  private final ScaledWeights weights;

  /** A sampler of urns alone. */
  public UrnGibbs(Urns urns) {
    this(urns, Optional.empty());
  }

  /** A sampler of urns and further terms; every site has the value 0 at first. */
  public UrnGibbs(Urns urns, Optional<SiteTerms> terms) {
    this.urns = urns;
    siteBalls = new SiteBalls(urns);
    tables = urns.families().stream().map(CountTable::of).toArray(CountTable[]::new);
    schedule = new Schedule(urns, siteBalls, tables, terms);
    values = new int[urns.count()];
    int most = Arrays.stream(urns.supports()).max().orElse(0);
    weights = new ScaledWeights(most);
    recount();
  }

  /** The sites' values, not a copy, and not to be changed. */
  public int[] values() {
    return values;
  }

  /** Gives every site a value. */
  public void moveTo(int[] newValues) {
    for (int s = 0; s < values.length; s++) {
      if (newValues[s] < 0 || newValues[s] >= urns.support(s)) {
        throw new IllegalArgumentException("site " + s + " cannot be " + newValues[s]);
      }
    }
    System.arraycopy(newValues, 0, values, 0, values.length);
    recount();
  }

  /** Gives every site a value that is uniform on its values: a start. */
  public void scatter(RandomGenerator random) {
    for (int s = 0; s < values.length; s++) values[s] = random.nextInt(urns.support(s));
    recount();
  }

  /** Draws every site once. */
  public void sweep(RandomGenerator random) {
    schedule.sweep(values, random);
  }

  /**
   * Writes the conditional probabilities of a site's values given all other sites to {@code out},
   * as {@link #sweep} draws from them.
   */
  public void conditional(int site, double[] out) {
    int n = urns.support(site);
    int old = values[site];
    siteBalls.addAll(site, values, -1, tables);
    schedule.of(site).weigh(site, values, weights);
    values[site] = old;
    siteBalls.addAll(site, values, 1, tables);
    double most = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < n; v++) most = Math.max(most, weights.log(v));
    double total = 0;
    for (int v = 0; v < n; v++) {
      out[v] = Elementary.exp(weights.log(v) - most);
      total += out[v];
    }
    for (int v = 0; v < n; v++) out[v] /= total;
  }

  private void recount() {
    for (CountTable table : tables) {
      table.clear();
      for (int b = 0; b < table.family.balls().count(); b++) table.add(b, values, 1);
    }
  }

  /** The log joint probability of the sites' values by their urns, as {@link Urns} has it. */
  public double logJoint() {
    double sum = 0;
    for (CountTable table : tables) {
      table.clear();
      Balls balls = table.family.balls();
      for (int b = 0; b < balls.count(); b++) {
        int row = table.family.row(b, values);
        int column = balls.column(b, values);
        int times = balls.times(b);
        sum += Rising.log(table.cellWeight(row, column), times);
        sum -= Rising.log(table.rowWeight(row), times);
        table.add(row, column, times);
      }
    }
    return sum;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    StateArrays.save(values, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    int[] saved = new int[values.length];
    StateArrays.restore(saved, in);
    for (int s = 0; s < saved.length; s++) {
      if (saved[s] < 0 || saved[s] >= urns.support(s)) {
        throw new StateMismatch("a site with the value " + saved[s]);
      }
    }
    moveTo(saved);
  }
}
