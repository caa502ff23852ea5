package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nested R-hat and E-BFMI against R; {@code superchains_reference.R} made the file. */
final class SuperchainsReferenceTest {
  private static final double TOLERANCE = 1e-10;

  /** A case of the file, as far as it has been read. */
  private static final class Case {
    private final String name;
    private final List<double[]> chains = new ArrayList<>();
    private int superchains;

    private Case(String name) {
      this.name = name;
    }

    double nested(int count) {
      return Convergence.rHatNested(chains.toArray(new double[0][]), count);
    }
  }

  @Test
  void valuesAgreeWithR() throws IOException {
    int checked = 0;
    Case current = new Case("");
    for (String line : lines()) {
      String value = line.substring(line.indexOf(' ') + 1);
      switch (line.substring(0, line.indexOf(' '))) {
        case "case" -> current = new Case(value);
        case "superchains" -> current.superchains = Integer.parseInt(value);
        case "chain" -> current.chains.add(numbers(value));
        case "nested" -> {
          double expected = numbers(value)[0];
          assertEquals(expected, current.nested(current.superchains), TOLERANCE, current.name);
          checked++;
        }
        case "ebfmi" -> {
          double[] expected = numbers(value);
          for (int c = 0; c < expected.length; c++) {
            assertEquals(
                expected[c], Convergence.eBfmi(current.chains.get(c)), TOLERANCE, current.name);
          }
        }
        default -> {} // the versions
      }
    }
    assertEquals(5, checked);
  }

  /** Chains that remember their starts are found; the twin, with chains dealt out, are not. */
  @Test
  void startsThatAreNotForgottenShow() {
    double[][] draws = new double[32][20];
    java.util.Random random = new java.util.Random(7);
    for (int c = 0; c < 32; c++) {
      for (int i = 0; i < 20; i++) draws[c][i] = random.nextGaussian() + 2.0 * (c / 8);
    }
    assertTrue(Convergence.rHatNested(draws, 4) > 1.5);
    double[][] dealt = new double[32][];
    for (int c = 0; c < 32; c++) dealt[c] = draws[(c % 4) * 8 + c / 4];
    assertTrue(Convergence.rHatNested(dealt, 4) < 1.06);
    assertTrue(Double.isNaN(Convergence.rHatNested(draws, 5)), "no groups of one size");
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = SuperchainsReferenceTest.class.getResourceAsStream("superchains.txt")) {
      assertNotNull(in);
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    }
  }
}
