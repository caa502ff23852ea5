package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.WeightedValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The summary of a quantity whose values are members of a set: how probable each is.
 *
 * @param label the quantity's name for people
 * @param variable the variable that it is an element of
 * @param shares of all members, the most probable first; equals in the order of the set
 */
public record MemberShares(String label, String variable, List<Share> shares) {
  private static final int OWN_ERRORS = 10;

  /**
   * A member and its share of the draws, which is its probability.
   *
   * @param mcse the Monte Carlo standard error of the probability; NaN where it is not known, 0
   *     where there is none
   */
  public record Share(String member, double probability, double mcse) {
    /** Whether the probability is known without error. */
    public boolean isExact() {
      return mcse == 0;
    }
  }

  /** The Monte Carlo standard error of the share of the draws with a value. */
  @FunctionalInterface
  interface Error {
    double of(double value);

    /** Of draws of Markov chains. */
    static Error ofChains(double[][] draws) {
      return value -> Convergence.mcseShare(draws, value);
    }

    /** Of independent draws with weights that sum to one. */
    static Error ofWeighted(double[] draws, double[] weights) {
      WeightedValues values = new WeightedValues(draws, weights);
      return values::mcseShare;
    }

    /** Of a single point, which tells nothing of it. */
    static Error unknown() {
      return value -> Double.NaN;
    }
  }

  public MemberShares {
    shares = List.copyOf(shares);
  }

  /**
   * @param draws numbers of members, from 1
   * @param weights of the draws, summing to one
   * @param error of a share; those of the most probable members are their own, and bound the others
   */
  static MemberShares of(
      String label,
      String variable,
      List<String> members,
      double[] draws,
      double[] weights,
      Error error) {
    double[] sums = new double[members.size()];
    for (int i = 0; i < draws.length; i++) {
      int member = (int) draws[i] - 1;
      if (member >= 0 && member < sums.length) sums[member] += weights[i];
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) order.add(i);
    order.sort(Comparator.comparingDouble((Integer i) -> sums[i]).reversed());
    List<Share> shares = new ArrayList<>();
    for (int i : order) {
      // Sets may have thousands of members, and each error takes a pass over all draws.
      int before = shares.size();
      double mcse = before < OWN_ERRORS ? error.of(i + 1) : shares.get(before - 1).mcse();
      shares.add(new Share(members.get(i), sums[i], mcse));
    }
    return new MemberShares(label, variable, shares);
  }
}
