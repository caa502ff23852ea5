package bayes.runtime.calibration;

/**
 * How a method is calibrated.
 *
 * @param simulations the number of data sets that are simulated and inferred from
 * @param ranked among how many nearly independent draws the true value is ranked
 * @param falseAlarms the probability that some quantity of a right method is blamed
 * @param seed determines every random number, whatever the number of threads
 * @param threads the most inferences at the same time
 */
public record CalibrationSettings(
    int simulations, int ranked, double falseAlarms, long seed, int threads) {
  /** Fewer ranks have no shape. */
  public static final int FEWEST = 20;

  private static final int SIMULATIONS = 200;
  private static final int RANKED = 99;
  private static final double FALSE_ALARMS = 0.01;

  public CalibrationSettings {
    if (simulations < FEWEST) {
      throw new IllegalArgumentException("the number of simulations must be at least " + FEWEST);
    }
    if (ranked < 9) throw new IllegalArgumentException("the ranks need at least 9 draws");
    if (!(falseAlarms > 0 && falseAlarms < 1)) {
      throw new IllegalArgumentException("the false alarm rate must lie between 0 and 1");
    }
    if (threads < 1) throw new IllegalArgumentException("the number of threads must be at least 1");
  }

  /** 200 simulations, ranks among 99 draws, and one false alarm in a hundred calibrations. */
  public static CalibrationSettings of(long seed) {
    return new CalibrationSettings(
        SIMULATIONS, RANKED, FALSE_ALARMS, seed, Runtime.getRuntime().availableProcessors());
  }

  /** These settings with another number of simulations. */
  public CalibrationSettings withSimulations(int newSimulations) {
    return new CalibrationSettings(newSimulations, ranked, falseAlarms, seed, threads);
  }

  /** These settings with ranks among another number of draws. */
  public CalibrationSettings withRanked(int newRanked) {
    return new CalibrationSettings(simulations, newRanked, falseAlarms, seed, threads);
  }

  /** These settings with another false alarm rate. */
  public CalibrationSettings withFalseAlarms(double newFalseAlarms) {
    return new CalibrationSettings(simulations, ranked, newFalseAlarms, seed, threads);
  }

  /** These settings with another number of threads. */
  public CalibrationSettings withThreads(int newThreads) {
    return new CalibrationSettings(simulations, ranked, falseAlarms, seed, newThreads);
  }
}
