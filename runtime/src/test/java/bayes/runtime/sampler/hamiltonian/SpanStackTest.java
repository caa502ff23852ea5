package bayes.runtime.sampler.hamiltonian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The stack finds the same turns as the plain recursion over the same momenta. */
class SpanStackTest {
  @Property(tries = 500)
  void asTheRecursion(@ForAll int seed, @ForAll @IntRange(min = 0, max = 5) int depth) {
    RandomGenerator random = Streams.of(seed).chain(0);
    double[][] momenta = new double[1 << depth][3];
    // A slow rotation: deep trees turn sometimes.
    double rate = random.nextDouble() * 0.3;
    for (int i = 0; i < momenta.length; i++) {
      for (int j = 0; j < 3; j++) {
        momenta[i][j] = Math.cos(rate * i + j) + 0.1 * RandomDraws.standardNormal(random);
      }
    }
    SpanStack stack = new SpanStack(3, 6);
    stack.clear();
    int turned = -1;
    for (int i = 0; i < momenta.length && turned < 0; i++) {
      if (stack.add(i, momenta[i])) turned = i;
    }
    assertEquals(firstTurn(momenta, 0, momenta.length), turned);
    if (turned < 0 && depth > 0) {
      assertArrayEquals(momenta[0], stack.whole().begin);
      assertArrayEquals(momenta[momenta.length - 1], stack.whole().end);
      assertArrayEquals(sum(momenta, 0, momenta.length), stack.whole().sum, 1e-12);
    }
  }

  /** The index of the last point of the first subtree that turns, or -1. */
  private static int firstTurn(double[][] p, int from, int to) {
    if (to - from == 1) return -1;
    int middle = (from + to) / 2;
    int left = firstTurn(p, from, middle);
    if (left >= 0) return left;
    int right = firstTurn(p, middle, to);
    if (right >= 0) return right;
    boolean straight =
        straight(p[from], p[to - 1], sum(p, from, to))
            && straight(p[from], p[middle], sum(p, from, middle + 1))
            && straight(p[middle - 1], p[to - 1], sum(p, middle - 1, to));
    return straight ? -1 : to - 1;
  }

  private static boolean straight(double[] begin, double[] end, double[] sum) {
    double atBegin = 0;
    double atEnd = 0;
    for (int i = 0; i < sum.length; i++) {
      atBegin += begin[i] * sum[i];
      atEnd += end[i] * sum[i];
    }
    return atBegin > 0 && atEnd > 0;
  }

  private static double[] sum(double[][] p, int from, int to) {
    double[] sum = new double[p[0].length];
    for (double[] momentum : Arrays.asList(p).subList(from, to)) {
      for (int i = 0; i < sum.length; i++) sum[i] += momentum[i];
    }
    return sum;
  }
}
