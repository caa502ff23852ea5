package bayes.compiler.program;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A program over the arrays of {@link RandomPrograms}: x, g, the position and the output. */
public record Example(Program program) {
  private static final double[] X = {0.5, -1.25, 3, 0, 7.5};
  private static final int[] G = {2, 0, 1, 1, 3, 4};

  /** Binds the data and runs the prelude. */
  public ProgramInstance bind(ProgramInstance instance) {
    instance.set(program.arrays().get(0), X);
    instance.set(program.arrays().get(1), G);
    return instance;
  }

  /** All that can be observed of a prelude and some evaluations, to the last bit. */
  public String observe(ProgramInstance instance) {
    bind(instance);
    StringBuilder seen = new StringBuilder();
    var rejected = instance.prelude();
    seen.append(rejected).append('\n');
    if (rejected.isPresent()) return seen.toString();
    ProgramInstance fork = instance.fork();
    for (int k = 0; k < 4; k++) {
      evaluate(k == 2 ? fork : instance, k, seen);
    }
    return seen.toString();
  }

  private static void evaluate(ProgramInstance instance, int k, StringBuilder seen) {
    double[] position = {0.1 * k, -k, 2, Math.exp(k)};
    double[] output = new double[3];
    double value = instance.evaluate(position, output, new SplittableRandom(k));
    boolean rejected = instance.rejection().isPresent();
    seen.append(bits(value)).append(' ').append(instance.rejection());
    if (!rejected) Arrays.stream(output).forEach(v -> seen.append(' ').append(bits(v)));
    seen.append('\n');
  }

  private static String bits(double value) {
    return Double.toHexString(value);
  }
}
