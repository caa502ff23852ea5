package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.inference.SavedKernel.Accident;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every kernel goes on from its saved state as if nothing had happened. */
class KernelStateTest {
  private static final int WARMUP = 120;
  private static final int DRAWS = 40;

  /** The words of the half of a 4 by 4 matrix that Cholesky's decomposition does not read. */
  private static final int HALF = 12;

  /** The words of the log density, which is evaluated anew after the moves of components. */
  private static final int LOG_DENSITY = 2;

  /** The words of the gradient, which is evaluated anew where a discrete coordinate has moved. */
  private static final int GRADIENT = 4;

  /** The words of changes in warmup that are zero or tiny, next to which a bit more is nothing. */
  private static final int TINY_CHANGES = 10;

  /** Of what independence proposals count, the words that do not change whether they go on. */
  private static final int INDEPENDENCE = 2;

  private static Map<String, SavedKernel> kernels() {
    var target = new ConjugateModels.DirichletMultinomial(Fault.NONE);
    RunSettings run = RunSettings.defaults(1).withWarmup(WARMUP).withDraws(DRAWS);
    Map<String, SavedKernel> kernels = new LinkedHashMap<>();
    kernels.put(
        "nuts",
        new SavedKernel(
            () -> new NutsKernel(target.newLogDensity(), NutsSettings.of(run)), WARMUP, DRAWS));
    var mixed = new SwitchedNormal(SwitchedNormal.BlockFault.NONE);
    kernels.put(
        "blocks",
        new SavedKernel(
            () -> new BlocksKernel(mixed.newLogDensity(), mixed, NutsSettings.of(run)),
            WARMUP,
            DRAWS));
    kernels.put(
        "mh",
        new SavedKernel(
            () -> new MetropolisKernel(target.newLogDensity(), target, MetropolisSettings.of(run)),
            WARMUP,
            DRAWS));
    return kernels;
  }

  @Test
  void goOnToTheLastBit() {
    kernels()
        .forEach(
            (name, kernel) -> {
              List<double[]> expected = kernel.undisturbed();
              for (int at : List.of(0, 1, 17, 18, 60, 107, 108, 119, 120, 121, 150)) {
                assertSame(name + " at " + at, expected, kernel.interrupted(at, Accident.none()));
              }
            });
  }

  /** Each site is drawn anew given all others: a single one that is forgotten is seldom missed. */
  @Test
  void collapsedGibbsGoesOnToTheLastBit() {
    var urns = new TwoLevelUrns();
    RunSettings run = RunSettings.defaults(1).withWarmup(WARMUP).withDraws(DRAWS);
    SavedKernel kernel =
        new SavedKernel(
            () -> new GibbsKernel(urns.newLogDensity(), urns, new GibbsSettings(run, 2)),
            WARMUP,
            DRAWS);
    List<double[]> expected = kernel.undisturbed();
    for (int at : List.of(0, 1, 60, 119, 120, 121, 150)) {
      assertSame("gibbs at " + at, expected, kernel.interrupted(at, Accident.none()));
      Accident forgets = state -> at == 0 ? state : kernel.stateAt(0);
      boolean isSame = !isNoticed(kernel, at, forgets, expected);
      assertEquals(at == 0, isSame, "all is forgotten at " + at);
    }
  }

  private static void assertSame(String where, List<double[]> expected, List<double[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), where + ", iteration " + i);
    }
  }

  /**
   * Had a kernel forgotten a part of its state, it would go on with that of a new one. Whichever
   * number that is, the trace shows it: at the latest in the last iterations of warmup, as what is
   * known of step sizes is given up where the metric changes.
   */
  @Test
  void aForgottenPartIsNoticed() {
    kernels()
        .forEach(
            (name, kernel) -> {
              List<double[]> expected = kernel.undisturbed();
              Set<Integer> changed = new TreeSet<>();
              Set<Integer> noticed = new TreeSet<>();
              for (int at : List.of(62, 114)) {
                forget(kernel, at, expected, changed, noticed);
              }
              assertTrue(changed.size() > 20, name + " has " + changed.size());
              changed.removeAll(noticed);
              assertEquals(unimportant(name), changed.size(), name + " " + changed);
            });
  }

  /** The number of words that may be forgotten, as they are found anew where they matter. */
  private static int unimportant(String name) {
    if (name.equals("blocks")) return GRADIENT + LOG_DENSITY + TINY_CHANGES;
    return name.equals("mh") ? HALF + LOG_DENSITY + INDEPENDENCE : 0;
  }

  private static void forget(
      SavedKernel kernel,
      int at,
      List<double[]> expected,
      Set<Integer> changed,
      Set<Integer> noticed) {
    byte[] fresh = kernel.stateAt(0);
    byte[] late = kernel.stateAt(at);
    boolean grows = fresh.length != late.length;
    // What follows the part that grows is held against the end of the new one's.
    byte[] before = new byte[late.length];
    int shared = Math.min(fresh.length, late.length);
    System.arraycopy(fresh, fresh.length - shared, before, late.length - shared, shared);
    for (int from = 0; from + Integer.BYTES <= late.length; from += Integer.BYTES) {
      int word = from;
      int to = from + Integer.BYTES;
      if (Arrays.equals(before, from, to, late, from, to)) continue;
      boolean isOfBeginning = grows && to <= fresh.length;
      if (isOfBeginning && Arrays.equals(fresh, from, to, late, from, to)) continue;
      Accident forgets =
          state -> {
            // Where a state grows there is no number of a new one to take: change the one there is.
            if (grows) state[word + 1] ^= 1;
            else System.arraycopy(fresh, word, state, word, Integer.BYTES);
            return state;
          };
      changed.add(word);
      if (isNoticed(kernel, at, forgets, expected)) noticed.add(word);
    }
  }

  private static boolean isNoticed(
      SavedKernel kernel, int at, Accident accident, List<double[]> expected) {
    try {
      double[][] trace = kernel.interrupted(at, accident).toArray(double[][]::new);
      return !Arrays.deepEquals(expected.toArray(double[][]::new), trace);
    } catch (RuntimeException e) {
      return true;
    }
  }
}
