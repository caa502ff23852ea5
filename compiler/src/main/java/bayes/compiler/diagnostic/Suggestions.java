package bayes.compiler.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a misspelt one may stand for. */
public final class Suggestions {
  private static final int SHORTEST_BEGINNING = 3;

  private Suggestions() {}

  /**
   * The candidates that are close to {@code name}, nearest first, at most {@code max}: by letters
   * inserted, deleted, replaced or swapped (Damerau 1964, optimal string alignment), where case
   * counts little. A longer name may differ in more letters, up to a third of them; no name is like
   * another with which it has nothing in common. Of a name that was cut short, those that begin so
   * are candidates too.
   */
  public static List<String> nearest(String name, Collection<String> candidates, int max) {
    record Near(String candidate, double distance) {}
    double limit = Math.max(1, Math.min(4, name.codePointCount(0, name.length()) / 3.0));
    return candidates.stream()
        .distinct()
        .filter(candidate -> !candidate.equals(name))
        .map(candidate -> new Near(candidate, distance(name, candidate)))
        .filter(
            near ->
                (near.distance <= limit && near.distance < longer(name, near.candidate))
                    || begins(near.candidate, name))
        .sorted(Comparator.comparingDouble(Near::distance).thenComparing(Near::candidate))
        .limit(max)
        .map(Near::candidate)
        .toList();
  }

  /** Whether a name is the beginning of another, and long enough to tell. */
  private static boolean begins(String candidate, String name) {
    return name.length() >= SHORTEST_BEGINNING
        && candidate.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
  }

  private static int longer(String a, String b) {
    return Math.max(a.codePointCount(0, a.length()), b.codePointCount(0, b.length()));
  }

  /** The number of edits; a change of case counts a tenth. */
  static double distance(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    double[][] d = new double[left.length + 1][right.length + 1];
    for (int i = 0; i <= left.length; i++) d[i][0] = i;
    for (int j = 0; j <= right.length; j++) d[0][j] = j;
    for (int i = 1; i <= left.length; i++) {
      for (int j = 1; j <= right.length; j++) {
        double replaced = d[i - 1][j - 1] + difference(left[i - 1], right[j - 1]);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[left.length][right.length];
  }

  private static double difference(int a, int b) {
    if (a == b) return 0;
    return Character.toLowerCase(a) == Character.toLowerCase(b) ? 0.1 : 1;
  }
}
