package bayes.compiler.differentiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Verifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferentiateTest {
  static List<Example> examples() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void gradientIsTheSlopeOfTheLogDensity(Example example) {
    Program gradient = Differentiate.gradient(example.program());
    Verifier.verify(gradient);
    assertTrue(worstDistance(example, gradient) < 1e-8, () -> gradient.body().toString());
    int n = example.position().length;
    assertEquals(
        new Evaluated(example.program(), example.data(), n).value(example.position()),
        new Evaluated(gradient, example.data(), n).value(example.position()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyContributionToTheGradientIsNeeded(Example example) {
    Program gradient = Differentiate.gradient(example.program());
    int contributions = count(gradient.body());
    assertTrue(contributions > 0);
    for (int k = 0; k < contributions; k++) {
      Program faulty = without(gradient, k);
      boolean noticed = false;
      for (int seed = 0; seed < 20 && !noticed; seed++) {
        noticed = !(worstDistance(example.at(seed), faulty) < 1e-8);
      }
      assertTrue(noticed, "contribution " + k + " is not needed");
    }
  }

  @Test
  void aMissingHalfIsNoticed() {
    Example example = Examples.scaledSum();
    Program gradient = Differentiate.gradient(example.program());
    Block halved = new Block(gradient.body().statements().stream().map(s -> twoToOne(s)).toList());
    assertFalse(worstDistance(example, with(gradient, halved)) < 1e-8);
  }

  @Test
  void plateLoopsRunForwardAndBackwardInOne() {
    for (Example example :
        List.of(Examples.schools(), Examples.gathers(), Examples.scaledSum(), Examples.softmax())) {
      Program gradient = Differentiate.gradient(example.program());
      assertEquals(loops(example.program().body()), loops(gradient.body()), "loops of " + example);
    }
  }

  @Test
  void recurrencesRunBackward() {
    Program gradient = Differentiate.gradient(Examples.garch().program());
    List<Boolean> directions =
        gradient.body().statements().stream()
            .filter(s -> s instanceof Statement.Loop)
            .map(s -> ((Statement.Loop) s).backward())
            .toList();
    assertEquals(List.of(false, false, true), directions);
  }

  /** How far the gradient is from numeric slopes at the example's position; NaN counts as far. */
  static double worstDistance(Example example, Program gradient) {
    double[] position = example.position();
    Evaluated density = new Evaluated(example.program(), example.data(), position.length);
    double[] found = new Evaluated(gradient, example.data(), position.length).gradient(position);
    double worst = 0;
    for (int k = 0; k < position.length; k++) {
      int at = k;
      Slope slope =
          Slope.of(
              x -> {
                double[] moved = position.clone();
                moved[at] = x;
                return density.value(moved);
              },
              position[k],
              1e-2);
      double distance = slope.distance(found[k]);
      worst = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(worst, distance);
    }
    return worst;
  }

  private static long loops(Block block) {
    return block.statements().stream().filter(s -> s instanceof Statement.Loop).count();
  }

  private static boolean isContribution(Statement s) {
    return s instanceof Statement.AddTo a && a.array().role() == Array.Role.OUTPUT;
  }

  private static int count(Block block) {
    int n = 0;
    for (Statement s : block.statements()) {
      if (isContribution(s)) n++;
      for (Block inner : s.blocks()) n += count(inner);
    }
    return n;
  }

  private static Program without(Program gradient, int k) {
    return with(gradient, without(gradient.body(), new int[] {k}));
  }

  private static Block without(Block block, int[] left) {
    List<Statement> kept = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (isContribution(s) && left[0]-- == 0) continue;
      if (s instanceof Statement.Loop l) {
        kept.add(
            new Statement.Loop(
                l.index(), l.from(), l.to(), l.backward(), without(l.body(), left), -1));
      } else if (s instanceof Statement.If i) {
        Block then = without(i.then(), left);
        Block otherwise = without(i.otherwise(), left);
        kept.add(new Statement.If(i.condition(), then, otherwise, i.results(), -1));
      } else {
        kept.add(s);
      }
    }
    return new Block(kept);
  }

  private static Statement twoToOne(Statement s) {
    if (s instanceof Statement.RealConstant c && c.value() == 2) {
      return new Statement.RealConstant(c.target(), 1, -1);
    }
    if (s instanceof Statement.Loop l) {
      List<Statement> body = l.body().statements().stream().map(x -> twoToOne(x)).toList();
      return new Statement.Loop(l.index(), l.from(), l.to(), l.backward(), new Block(body), -1);
    }
    return s;
  }

  private static Program with(Program p, Block body) {
    return new Program(
        p.name(), p.arrays(), p.prelude(), body, p.result(), p.problems(), p.origins());
  }
}
