package bayes.runtime.sampler;

import bayes.runtime.density.LogDensity;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a chain starts: uniform on (-2, 2) in every unconstrained coordinate, tried again until log
 * density and gradient are finite, as in Stan.
 */
public final class InitialPoint {
  /** The number of positions that are tried. */
  public static final int ATTEMPTS = 100;

  private static final double RADIUS = 2;

  private InitialPoint() {}

  /**
   * Why no start was found.
   *
   * @param attempts the number of positions tried
   * @param rejected how many had log density minus infinity
   * @param failed how many had log density NaN or plus infinity
   * @param badGradient how many had a finite log density but not a finite gradient
   */
  public record Failure(int attempts, int rejected, int failed, int badGradient) {
    /** The counts in words. */
    public String reason() {
      var words = new StringBuilder();
      words
          .append("no starting point in ")
          .append(attempts)
          .append(attempts == 1 ? " attempt:" : " attempts:");
      String separator = " ";
      if (rejected > 0) {
        words.append(separator).append(rejected).append(" had density zero");
        separator = ", ";
      }
      if (failed > 0) {
        words.append(separator).append(failed).append(" could not be evaluated (not a number)");
        separator = ", ";
      }
      if (badGradient > 0) {
        words.append(separator).append(badGradient).append(" had no finite gradient");
      }
      return words.toString();
    }
  }

  /**
   * Moves {@code state} to a starting point. Returns nothing if that worked, else why it did not.
   *
   * @param needsGradient whether the gradient has to be finite too, and is left in the state
   */
  public static Optional<Failure> find(
      LogDensity density, boolean needsGradient, RandomGenerator random, ChainState state) {
    return find(unknown(state), RADIUS, density, needsGradient, random, state);
  }

  /** Like {@link #find}, with the gradient, but uniform on plus and minus {@code radius}. */
  public static Optional<Failure> findWithin(
      double radius, LogDensity density, RandomGenerator random, ChainState state) {
    return find(unknown(state), radius, density, true, random, state);
  }

  private static double[] unknown(ChainState state) {
    double[] unknown = new double[state.dimension()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  /**
   * Moves {@code state} to a starting point of which some coordinates are given: those that are NaN
   * are drawn.
   */
  public static Optional<Failure> findNear(
      double[] given,
      LogDensity density,
      boolean needsGradient,
      RandomGenerator random,
      ChainState state) {
    return find(given, RADIUS, density, needsGradient, random, state);
  }

  private static Optional<Failure> find(
      double[] given,
      double radius,
      LogDensity density,
      boolean needsGradient,
      RandomGenerator random,
      ChainState state) {
    boolean isGiven = true;
    for (double value : given) isGiven &= !Double.isNaN(value);
    int attempts = isGiven && given.length > 0 ? 1 : ATTEMPTS;
    int rejected = 0;
    int failed = 0;
    int badGradient = 0;
    double[] position = state.position();
    for (int attempt = 0; attempt < attempts; attempt++) {
      for (int i = 0; i < position.length; i++) {
        position[i] = Double.isNaN(given[i]) ? radius * (2 * random.nextDouble() - 1) : given[i];
      }
      double logDensity =
          needsGradient
              ? density.logDensityAndGradient(position, state.gradient())
              : density.logDensity(position);
      if (logDensity == Double.NEGATIVE_INFINITY) {
        rejected++;
      } else if (!Double.isFinite(logDensity)) {
        failed++;
      } else if (needsGradient && !allFinite(state.gradient())) {
        badGradient++;
      } else {
        state.setLogDensity(logDensity);
        return Optional.empty();
      }
    }
    return Optional.of(new Failure(attempts, rejected, failed, badGradient));
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) if (!Double.isFinite(value)) return false;
    return true;
  }
}
