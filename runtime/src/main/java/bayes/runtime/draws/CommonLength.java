package bayes.runtime.draws;

import java.util.Comparator;
import java.util.List;

/** How many draws are kept of chains that have made different numbers of them. */
public final class CommonLength {
  private CommonLength() {}

  /**
   * The length that keeps most draws when shorter chains are left out and longer ones cut; of two
   * such, that of more chains.
   *
   * @param draws of each chain
   */
  public static int of(List<Integer> draws) {
    List<Integer> lengths = draws.stream().sorted(Comparator.reverseOrder()).toList();
    int best = 0;
    long most = 0;
    for (int chains = 1; chains <= lengths.size(); chains++) {
      int length = lengths.get(chains - 1);
      if (length > 0 && (long) chains * length >= most) {
        most = (long) chains * length;
        best = length;
      }
    }
    return best;
  }
}
