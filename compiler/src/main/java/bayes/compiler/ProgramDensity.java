package bayes.compiler;

import bayes.compiler.program.ProgramInstance;
import bayes.runtime.density.LogDensity;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A log density that two programs compute: one its value, one also its gradient. Each is made when
 * it is first asked for, as most samplers use only one.
 */
final class ProgramDensity implements LogDensity {
  private static final double[] NOTHING = {};

  private final int dimension;
  private final Supplier<ProgramInstance> newValue;
  private final Supplier<ProgramInstance> newGradient;
  private @Nullable ProgramInstance value;
  private @Nullable ProgramInstance gradient;

  ProgramDensity(
      int dimension, Supplier<ProgramInstance> newValue, Supplier<ProgramInstance> newGradient) {
    this.dimension = dimension;
    this.newValue = newValue;
    this.newGradient = newGradient;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double logDensity(double[] position) {
    ProgramInstance program = value;
    if (program == null) value = program = newValue.get();
    return program.evaluate(position, NOTHING, BoundModel.NO_RANDOMNESS);
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    ProgramInstance program = gradient;
    if (program == null) gradient = program = newGradient.get();
    return program.evaluate(position, gradientOut, BoundModel.NO_RANDOMNESS);
  }
}
