package bayes.runtime.report;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How probable it is that two elements of a discrete variable have the same value: two documents
 * the same class, two words the same topic. It does not change where draws or chains call the
 * classes by other numbers.
 *
 * @param pairs the most probable first
 */
public record CoAssignment(List<Pair> pairs) {
  /** Each error takes a pass over all draws. */
  private static final int OWN_ERRORS = 1000;

  private static final double[] NO_DRAWS = {};

  public CoAssignment {
    pairs = List.copyOf(pairs);
  }

  /**
   * Two elements.
   *
   * @param probability that they are the same
   * @param mcse its Monte Carlo standard error; NaN for pairs that are far behind the first ones
   */
  public record Pair(String one, String other, double probability, double mcse) {}

  /** Whether a variable has elements that are, or are not, the same. */
  public static boolean isOf(RecordedVariable variable) {
    return variable.kind() != Kind.REAL && variable.size() > 1;
  }

  /**
   * All pairs of elements of a variable.
   *
   * @param position of the variable in the layout of the draws
   */
  public static CoAssignment ofAll(Draws draws, int position) {
    int first = draws.layout().offset(position);
    int last = first + draws.variables().get(position).size();
    double[] weights = weights(draws);
    double[][] columns = new double[last - first][];
    for (int c = first; c < last; c++) columns[c - first] = pooled(draws.chains(c));
    List<Found> found = new ArrayList<>();
    for (int c = first; c < last; c++) {
      for (int d = c + 1; d < last; d++) {
        double share = share(columns[c - first], columns[d - first], weights);
        found.add(new Found(c, d, share));
      }
    }
    return sorted(draws, found);
  }

  /**
   * One element with all others of its variable.
   *
   * @param column of the element in the layout of the draws
   */
  public static CoAssignment of(Draws draws, int position, int column) {
    int first = draws.layout().offset(position);
    double[] weights = weights(draws);
    double[] one = pooled(draws.chains(column));
    List<Found> found = new ArrayList<>();
    for (int c = first; c < first + draws.variables().get(position).size(); c++) {
      if (c == column) continue;
      found.add(new Found(column, c, share(one, pooled(draws.chains(c)), weights)));
    }
    return sorted(draws, found);
  }

  private record Found(int one, int other, double probability) {}

  private static CoAssignment sorted(Draws draws, List<Found> found) {
    found.sort(Comparator.comparingDouble(Found::probability).reversed());
    List<String> labels = draws.layout().labels();
    List<Pair> pairs = new ArrayList<>();
    for (Found pair : found) {
      double mcse = pairs.size() < OWN_ERRORS ? error(draws, pair) : Double.NaN;
      pairs.add(
          new Pair(labels.get(pair.one()), labels.get(pair.other()), pair.probability(), mcse));
    }
    return new CoAssignment(pairs);
  }

  private static double share(double[] one, double[] other, double[] weights) {
    double share = 0;
    for (int i = 0; i < one.length; i++) {
      if (one[i] == other[i]) share += weights.length == 0 ? 1 : weights[i];
    }
    return weights.length == 0 ? share / one.length : share;
  }

  private static double error(Draws draws, Found pair) {
    double[][] same = draws.chains(pair.one());
    double[][] other = draws.chains(pair.other());
    for (int chain = 0; chain < same.length; chain++) {
      for (int i = 0; i < same[chain].length; i++) {
        same[chain][i] = same[chain][i] == other[chain][i] ? 1 : 0;
      }
    }
    double[] weights = weights(draws);
    MemberShares.Error error =
        weights.length == 0
            ? MemberShares.Error.ofChains(same)
            : MemberShares.Error.ofWeighted(pooled(same), weights);
    return error.of(1);
  }

  /** The weights of all draws; none if they count equally. */
  private static double[] weights(Draws draws) {
    return draws.weights().map(CoAssignment::pooled).orElse(NO_DRAWS);
  }

  private static double[] pooled(double[][] draws) {
    return Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
  }
}
