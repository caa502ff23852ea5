package bayes.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.differentiate.Differentiate;
import bayes.compiler.differentiate.Evaluated;
import bayes.compiler.differentiate.Example;
import bayes.compiler.differentiate.Examples;
import bayes.compiler.program.Program;
import bayes.compiler.program.Verifier;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimplifyTest {
  static List<Example> examples() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void valueAndGradientStay(Example example) {
    Program plain = Differentiate.gradient(example.program());
    Program before = Simplify.simplify(example.program());
    Verifier.verify(before);
    Program after = Simplify.simplify(Differentiate.gradient(before));
    Verifier.verify(after);
    for (int seed = 0; seed < 5; seed++) assertSame(example.at(seed), plain, after);
  }

  static void assertSame(Example example, Program plain, Program simplified) {
    double[] position = example.position();
    Evaluated a = new Evaluated(plain, example.data(), position.length);
    Evaluated b = new Evaluated(simplified, example.data(), position.length);
    assertClose(a.value(position), b.value(position), "value");
    double[] expected = a.gradient(position);
    double[] found = b.gradient(position);
    for (int k = 0; k < found.length; k++) assertClose(expected[k], found[k], "gradient " + k);
  }

  private static void assertClose(double expected, double found, String what) {
    assertEquals(expected, found, 1e-12 * Math.max(1, Math.abs(expected)), what);
  }
}
