package bayes.compiler.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.program.Array;
import bayes.compiler.program.Array.Role;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramBuilder;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private static final Span HERE = new Span(SourceText.of("m.bayes", "y ~ Normal(mu, s)"), 0, 1);

  /** -sum (y_i - mu)^2 / 2 with n checked to be positive, and the residuals in a workspace. */
  private static Program sumOfSquares() {
    ProgramBuilder builder = new ProgramBuilder("log_density");
    Array y = builder.array(Kind.REAL, Role.DATA, "y");
    Array position = builder.array(Kind.REAL, Role.POSITION, "");
    Value n = builder.prelude().length(y);
    Value positive = builder.prelude().op(Operation.INT_LT, builder.prelude().integer(0), n);
    builder.prelude().check(positive, builder.problem("D0107", "{0} is too few", HERE), n);
    Array residuals = builder.allocated(Kind.REAL, Role.WORKSPACE, "residual", n);
    var body = builder.body().at(HERE);
    Register sum = builder.register(Kind.REAL);
    body.set(sum, body.real(0));
    Value mu = body.load(position, body.integer(0));
    body.loop(
        body.integer(0),
        n,
        i -> {
          Value residual = body.op(Operation.SUB, body.load(y, i), mu);
          body.store(residuals, i, residual);
          body.accumulate(sum, body.op(Operation.SQUARE, residual));
        });
    Value inside = body.op(Operation.LT, mu, body.real(100));
    body.check(inside, builder.problem("R0001", "mu is {0}", HERE), mu);
    return builder.build(body.op(Operation.MUL, body.real(-0.5), body.get(sum)));
  }

  @Test
  void evaluatesLoopsRegistersAndArrays() {
    Program program = sumOfSquares();
    Interpreter interpreter = new Interpreter(program);
    interpreter.set(program.arrays().get(0), new double[] {1, 2, 5});
    assertTrue(interpreter.prelude().isEmpty());
    Interpreter fork = interpreter.fork();
    assertEquals(-0.5 * (1 + 0 + 9), evaluate(interpreter, 2));
    assertArrayEquals(new double[] {-1, 0, 3}, interpreter.reals(program.arrays().get(2)));
    assertNotSame(interpreter.reals(program.arrays().get(2)), fork.reals(program.arrays().get(2)));
    assertEquals(-0.5 * (0 + 1 + 16), evaluate(fork, 1));
  }

  @Test
  void reportsTheCheckThatFailed() {
    Program program = sumOfSquares();
    Interpreter interpreter = new Interpreter(program);
    interpreter.set(program.arrays().get(0), new double[] {1});
    interpreter.prelude();
    assertEquals(Double.NEGATIVE_INFINITY, evaluate(interpreter, 150));
    assertEquals("mu is 150.0", interpreter.rejection().orElseThrow().message());
    assertEquals(-0.5, evaluate(interpreter, 2));
    assertTrue(interpreter.rejection().isEmpty());
    interpreter.set(program.arrays().get(0), new double[0]);
    assertEquals("0 is too few", interpreter.prelude().orElseThrow().message());
  }

  private static double evaluate(Interpreter interpreter, double mu) {
    return interpreter.evaluate(new double[] {mu}, new double[0], new SplittableRandom(1));
  }
}
