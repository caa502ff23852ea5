package bayes.compiler.differentiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.program.Listing;
import bayes.compiler.program.Program;
import bayes.compiler.program.Verifier;
import bayes.compiler.simplify.Simplify;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class RandomDensitiesTest {
  /** Kinks of abs, min, max and branches nearby make a numeric slope blunt; those are left out. */
  @Property(tries = 150, seed = "20240", shrinking = ShrinkingMode.OFF)
  void gradientIsTheSlope(@ForAll long seed) {
    Example example = RandomDensities.of(seed);
    double[] position = example.position();
    int n = position.length;
    Program gradient = Differentiate.gradient(example.program());
    Verifier.verify(gradient);
    Evaluated density = new Evaluated(example.program(), example.data(), n);
    double[] found = new Evaluated(gradient, example.data(), n).gradient(position);
    for (int k = 0; k < n; k++) {
      int at = k;
      Slope slope =
          Slope.of(
              v -> {
                double[] moved = position.clone();
                moved[at] = v;
                return density.value(moved);
              },
              position[k],
              1e-3);
      if (!slope.isSharp(1e-8)) continue;
      String what = "seed " + seed + ", " + k + ": " + found[k] + ", not " + slope;
      assertTrue(slope.distance(found[k]) < 1e-6, what);
    }
  }

  @Property(tries = 300, seed = "20241", shrinking = ShrinkingMode.OFF)
  void simplifyKeepsValueAndGradient(@ForAll long seed) {
    Example example = RandomDensities.of(seed);
    double[] position = example.position();
    int n = position.length;
    Program plain = Differentiate.gradient(example.program());
    Program before = Simplify.simplify(example.program());
    Verifier.verify(before);
    Program after = Simplify.simplify(Differentiate.gradient(before));
    Verifier.verify(after);
    Evaluated a = new Evaluated(plain, example.data(), n);
    Evaluated b = new Evaluated(after, example.data(), n);
    double value = a.value(position);
    assertEquals(value, b.value(position), 1e-12 * Math.max(1, Math.abs(value)), "seed " + seed);
    double[] expected = a.gradient(position);
    double[] found = b.gradient(position);
    double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(1));
    for (int k = 0; k < n; k++) {
      int at = k;
      assertEquals(
          expected[k],
          found[k],
          1e-12 * scale,
          () -> "seed " + seed + ", " + at + "\n" + Listing.of(after));
    }
  }
}
