package bayes.compiler.differentiate;

import bayes.compiler.interpret.Interpreter;
import bayes.compiler.program.Array;
import bayes.compiler.program.Program;
import java.util.Map;
import java.util.Random;

/** A program with data, run by the interpreter. */
public final class Evaluated {
  private final Interpreter interpreter;
  private final int dimension;

  public Evaluated(Program program, Map<Array, ?> data, int dimension) {
    this.interpreter = new Interpreter(program);
    this.dimension = dimension;
    data.forEach(
        (array, elements) -> {
          if (elements instanceof double[] reals) interpreter.set(array, reals);
          if (elements instanceof int[] ints) interpreter.set(array, ints);
        });
    interpreter
        .prelude()
        .ifPresent(
            r -> {
              throw new IllegalStateException(r.toString());
            });
  }

  public double value(double[] position) {
    return interpreter.evaluate(position, new double[dimension], new Random(1));
  }

  public double[] gradient(double[] position) {
    double[] gradient = new double[dimension];
    java.util.Arrays.fill(gradient, 77);
    interpreter.evaluate(position, gradient, new Random(1));
    return gradient;
  }
}
