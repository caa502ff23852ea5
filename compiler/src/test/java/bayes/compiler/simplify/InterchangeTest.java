package bayes.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.compiler.interpret.Interpreter;
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

class InterchangeTest {
  /** output[2 t + k] += y[t] x[k], where x is the output itself if {@code reads}. */
  private static Program table(boolean reads) {
    ProgramBuilder program = new ProgramBuilder("table");
    Array y = program.array(Kind.REAL, Role.DATA, "y");
    Array x = program.array(Kind.REAL, Role.DATA, "x");
    Array output = program.array(Kind.REAL, Role.OUTPUT, "");
    Value n = program.prelude().length(y);
    BlockBuilder code = program.body();
    Value zero = code.integer(0);
    Value two = code.integer(2);
    code.fill(output, code.real(1));
    code.loop(
        zero,
        n,
        t -> {
          Value row = code.op(Operation.INT_MUL, t, two);
          Value here = code.load(y, t);
          code.loop(
              zero,
              two,
              k -> {
                Value own = code.load(reads ? output : x, k);
                code.addTo(
                    output, code.op(Operation.INT_ADD, row, k), code.op(Operation.MUL, here, own));
              });
        });
    return program.build(code.real(0));
  }

  private static double[] output(Program program, double[] y, double... x) {
    ProgramInstance instance = new Interpreter(program);
    instance.set(program.arrays().get(0), y);
    instance.set(program.arrays().get(1), x);
    instance.prelude();
    double[] output = new double[6];
    instance.evaluate(new double[0], output, new SplittableRandom(1));
    return output;
  }

  @Test
  void whatBelongsToAColumnIsLoadedOnce() {
    Program plain = table(false);
    Program exchanged = Interchange.apply(plain);
    assertNotEquals(plain, exchanged);
    Verifier.verify(exchanged);
    double[] y = {1, 2, 4};
    double[] expected = {11, 101, 21, 201, 41, 401};
    assertArrayEquals(expected, output(plain, y, 10, 100));
    assertArrayEquals(expected, output(exchanged, y, 10, 100));
    assertEquals(exchanged, Interchange.apply(exchanged), "and not back again");
  }

  /** Without rows, nothing of the columns is there, either. */
  @Test
  void columnsOfNoRowsAreNotLoaded() {
    double[] untouched = {1, 1, 1, 1, 1, 1};
    assertArrayEquals(untouched, output(Interchange.apply(table(false)), new double[0]));
  }

  @Test
  void rowsThatReadOthersStay() {
    assertEquals(table(true), Interchange.apply(table(true)));
  }
}
