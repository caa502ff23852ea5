package bayes.runtime.report;

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
  /** A member and its share of the draws, which is its probability. */
  public record Share(String member, double probability) {}

  public MemberShares {
    shares = List.copyOf(shares);
  }

  /**
   * @param draws numbers of members, from 1
   * @param weights of the draws, summing to one
   */
  static MemberShares of(
      String label, String variable, List<String> members, double[] draws, double[] weights) {
    double[] sums = new double[members.size()];
    for (int i = 0; i < draws.length; i++) {
      int member = (int) draws[i] - 1;
      if (member >= 0 && member < sums.length) sums[member] += weights[i];
    }
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) shares.add(new Share(members.get(i), sums[i]));
    shares.sort(Comparator.comparingDouble(Share::probability).reversed());
    return new MemberShares(label, variable, shares);
  }
}
