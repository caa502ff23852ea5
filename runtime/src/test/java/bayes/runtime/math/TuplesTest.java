package bayes.runtime.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Numbers of tuples against a sorted set of them: few values, many, and both beside each other. */
class TuplesTest {
  private static final int BEFORE = 3;

  private static int[] numbers(int n, int m, int[] x) {
    int[] numbers = new int[BEFORE + n];
    Tuples.number(n, m, x, BEFORE, numbers, BEFORE);
    return Arrays.copyOfRange(numbers, BEFORE, BEFORE + n);
  }

  private static int[] bySorting(int n, int m, int[] x) {
    TreeSet<int[]> sorted = new TreeSet<>(Arrays::compare);
    for (int i = 0; i < n; i++) sorted.add(tuple(i, m, x));
    List<int[]> all = List.copyOf(sorted);
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      int[] tuple = tuple(i, m, x);
      int rank = 0;
      while (!Arrays.equals(all.get(rank), tuple)) rank++;
      numbers[i] = rank + 1;
    }
    return numbers;
  }

  private static int[] tuple(int i, int m, int[] x) {
    return Arrays.copyOfRange(x, BEFORE + i * m, BEFORE + (i + 1) * m);
  }

  @Test
  void areThoseOfASortedSet() {
    Random random = new Random(20262);
    int[] widths = {1, 2, 7, 60, 2_000, 1 << 30, 0};
    for (int round = 0; round < 400; round++) {
      int n = random.nextInt(200);
      int m = 1 + random.nextInt(4);
      int[] x = new int[BEFORE + n * m];
      for (int c = 0; c < m; c++) {
        int width = widths[random.nextInt(widths.length)];
        int first = random.nextInt(5) - 2;
        for (int i = 0; i < n; i++) {
          // The last width is that of all integers.
          x[BEFORE + i * m + c] = width == 0 ? random.nextInt() : first + random.nextInt(width);
        }
      }
      assertArrayEquals(bySorting(n, m, x), numbers(n, m, x), "round " + round);
    }
  }

  @Test
  void anotherOrderIsSeen() {
    int[] x = {0, 0, 0, 2, 1, 1, 2, 2, 1};
    int[] swapped = {0, 0, 0, 1, 2, 2, 1, 1, 2};
    assertArrayEquals(new int[] {2, 1, 2}, numbers(3, 2, x));
    assertFalse(Arrays.equals(bySorting(3, 2, swapped), numbers(3, 2, x)));
  }
}
