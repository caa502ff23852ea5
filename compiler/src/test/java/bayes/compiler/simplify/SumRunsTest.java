package bayes.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.compiler.interpret.Interpreter;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.program.Array;
import bayes.compiler.program.Array.Role;
import bayes.compiler.program.BlockBuilder;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramBuilder;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Value;
import bayes.compiler.program.Verifier;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumRunsTest {
  private static final double[] Y = {1, 2, 4, 8, 16, 32, 64};

  /** output[group[i]] += y[i] * theta, and the output is read in the loop if {@code reads}. */
  private static Program scatter(boolean reads) {
    ProgramBuilder program = new ProgramBuilder("scatter");
    Array y = program.array(Kind.REAL, Role.DATA, "y");
    Array group = program.array(Kind.INT, Role.DATA, "group");
    Array position = program.array(Kind.REAL, Role.POSITION, "");
    Array output = program.array(Kind.REAL, Role.OUTPUT, "");
    Value n = program.prelude().length(y);
    BlockBuilder code = program.body();
    code.fill(output, code.real(0));
    Value theta = code.load(position, code.integer(0));
    Value one = code.integer(1);
    code.loop(
        code.integer(0),
        n,
        i -> {
          Value index = code.op(Operation.INT_SUB, code.load(group, i), one);
          Value old = reads ? code.load(output, index) : code.load(y, i);
          Value factor = code.op(Operation.ADD, code.load(y, i), old);
          code.addTo(output, index, code.op(Operation.MUL, factor, theta));
        });
    return program.build(theta);
  }

  private static double[] gradient(Program program, ProgramInstance instance, int... group) {
    instance.set(program.arrays().get(0), Y);
    instance.set(program.arrays().get(1), group);
    instance.prelude();
    double[] output = new double[4];
    instance.evaluate(new double[] {0.5}, output, new SplittableRandom(1));
    return output;
  }

  @Test
  void sumsAreTheSameForAnyOrderOfTheGroups() {
    Program plain = scatter(false);
    Program summed = SumRuns.apply(plain);
    assertNotEquals(plain, summed);
    Verifier.verify(summed);
    int[][] orders = {
      {1, 1, 1, 2, 2, 4, 4}, {4, 4, 3, 3, 2, 2, 1}, {1, 2, 1, 2, 1, 2, 1}, {3, 3, 3, 3, 3, 3, 3}
    };
    for (int[] group : orders) {
      double[] expected = gradient(plain, new Interpreter(plain), group);
      // Sums of powers of two are exact, so the order of the additions does not show.
      assertArrayEquals(expected, gradient(summed, new Interpreter(summed), group));
      ProgramInstance compiled = LinkedProgram.link(summed).newInstance();
      assertArrayEquals(expected, gradient(summed, compiled, group));
    }
    assertArrayEquals(
        new double[] {7, 24, 0, 96}, gradient(summed, new Interpreter(summed), orders[0]));
  }

  @Test
  void additionsToWhatTheLoopReadsStay() {
    Program reading = scatter(true);
    assertEquals(reading, SumRuns.apply(reading));
  }

  @Test
  void aLoopWithoutIterationsAddsNothing() {
    Program summed = SumRuns.apply(scatter(false));
    ProgramInstance instance = new Interpreter(summed);
    instance.set(summed.arrays().get(0), new double[0]);
    instance.set(summed.arrays().get(1), new int[0]);
    instance.prelude();
    double[] output = {1, 1};
    instance.evaluate(new double[] {0.5}, output, new SplittableRandom(1));
    assertArrayEquals(new double[] {0, 0}, output);
  }
}
