package bayes.compiler.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bayes.compiler.SimulatedPosteriors;
import bayes.compiler.calibration.Calibrated.Approximate;
import bayes.compiler.calibration.Calibrated.Exact;
import bayes.compiler.calibration.RandomWalk.Acceptance;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.Calibrator;
import bayes.runtime.calibration.Experiment;
import bayes.runtime.report.CalibrationReport;
import bayes.runtime.report.ReportOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Simulation-based calibration of every exact method, and what it finds where something is wrong.
 *
 * <p>Right methods are blamed in one of 10,000 calibrations; with the 60 or so of the thorough run,
 * in one of 170 choices of seeds. Numbers of simulations are such that with other seeds, too, the p
 * values of the faults lie below that rate by a factor of a hundred.
 */
final class CalibrationTest {
  private static final double FALSE_ALARMS = 1e-4;

  private static Calibration calibrate(
      Experiment experiment, CalibratedMethod method, int simulations) {
    CalibrationSettings settings =
        CalibrationSettings.of(20240).withSimulations(simulations).withFalseAlarms(FALSE_ALARMS);
    return Calibrator.calibrate(experiment, method, settings);
  }

  private static void assertCalibrated(Calibrated model, Exact exact, int simulations) {
    assertCalibrated(model.posteriors(exact), exact.method, simulations);
  }

  private static void assertCalibrated(
      Experiment experiment, CalibratedMethod method, int simulations) {
    Calibration found = calibrate(experiment, method, simulations);
    String report = CalibrationReport.of(found, ReportOptions.plain());
    assertEquals(0, found.failures().size(), report);
    assertEquals(true, found.isCalibrated(), report);
  }

  private static void assertBlamed(
      Experiment experiment, CalibratedMethod method, int simulations) {
    Calibration found = calibrate(experiment, method, simulations);
    assertFalse(found.isCalibrated(), CalibrationReport.of(found, ReportOptions.plain()));
  }

  @TestFactory
  Stream<DynamicTest> chainsAreCalibrated() {
    return Stream.of(Calibrated.of("scale"), Calibrated.of("schools"), Calibrated.of("switches"))
        .flatMap(
            model ->
                Stream.of(Exact.NUTS, Exact.MH)
                    .map(
                        exact ->
                            DynamicTest.dynamicTest(
                                exact + " on " + model,
                                () -> assertCalibrated(model, exact, 100))));
  }

  @Tag("thorough")
  @TestFactory
  Stream<DynamicTest> everyExactMethodIsCalibratedOnEveryModel() {
    return Calibrated.all()
        .flatMap(
            model ->
                Stream.of(Exact.values())
                    .filter(model::admits)
                    // The prior is a poor proposal, for models that leave no other.
                    .filter(m -> m != Exact.IMPORTANCE_PRIOR || !model.admits(Exact.IMPORTANCE))
                    .map(
                        exact ->
                            DynamicTest.dynamicTest(
                                exact + " on " + model,
                                () -> assertCalibrated(model, exact, 120))));
  }

  @Test
  void closedFormsAreCalibrated() {
    assertCalibrated(Calibrated.of("bigrams"), Exact.EXACT, 200);
  }

  @Test
  void collapsedSamplingIsCalibrated() {
    assertCalibrated(Calibrated.of("classes"), Exact.GIBBS, 200);
  }

  /** What is integrated out is ranked by its true value, not by a draw given the data. */
  @Test
  void aWrongPriorIsFoundOfWhatIsIntegratedOut() {
    SimulatedPosteriors flat =
        Calibrated.of("bigrams").inferredWith("Dirichlet(Word, 0.5)", "Dirichlet(Word, 5.0)");
    assertBlamed(flat.exactly(), Exact.EXACT.method, 200);
    SimulatedPosteriors alike =
        Calibrated.of("classes").inferredWith("Dirichlet(Word, 0.5)", "Dirichlet(Word, 5.0)");
    assertBlamed(alike, Exact.GIBBS.method, 200);
  }

  @Test
  void aDroppedJacobianIsFound() {
    Experiment scale = Calibrated.of("scale").posteriors();
    assertBlamed(scale, Faulty.withoutJacobian(Exact.MH.method), 500);
  }

  @Test
  void aWrongPriorScaleIsFound() {
    Experiment narrow = Calibrated.of("scale").inferredWith("Normal(0, 2)", "Normal(0, 1)");
    assertBlamed(narrow, Exact.MH.method, 250);
  }

  @Test
  void dataThatAreIgnoredAreFound() {
    Experiment scale = Calibrated.of("scale").posteriors();
    assertBlamed(scale, Faulty.withoutData(Exact.MH.method), 40);
  }

  @Test
  void observationsThatAreOffByOneAreFound() {
    Experiment shifted = Calibrated.of("counts").inferredWith("x[i]", "x[i % n + 1]");
    assertBlamed(shifted, Exact.MH.method, 100);
  }

  @ParameterizedTest
  @EnumSource
  void aBiasedAcceptStepIsFound(Acceptance acceptance) {
    Calibrated scale = Calibrated.of("scale");
    RandomWalk walk = new RandomWalk(acceptance);
    if (acceptance == Acceptance.RIGHT) assertCalibrated(scale.posteriors(), walk, 500);
    else assertBlamed(scale.posteriors(), walk, 500);
  }

  @Test
  void theBiasOfAModeIsFound() {
    assertBlamed(Calibrated.of("gaps").posteriors(), Approximate.MAP.method, 60);
  }

  @Tag("thorough")
  @ParameterizedTest
  @EnumSource
  void theBiasOfApproximationsIsFound(Approximate approximate) {
    // The posterior of a scale, of four observations and two that are missing, is skewed.
    assertBlamed(Calibrated.of("gaps").posteriors(), approximate.method, 250);
  }
}
