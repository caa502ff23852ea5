package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.Calibrator;
import bayes.runtime.calibration.ChainMethod;
import bayes.runtime.data.Data;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import org.junit.jupiter.api.Test;

/** Simulation-based calibration of a compiled model. */
class CalibrationTest {
  private static final String GENERATED =
      """
      data n : int;
      data y : real[n];
      mu ~ Normal(0, 2);
      s ~ LogNormal(0, 0.5);
      observe y[i in 1..n] ~ Normal(mu, s);
      """;

  private static final Data DESIGN = Data.builder().put("n", 4).build();
  private static final CalibrationSettings SETTINGS = CalibrationSettings.of(1);

  private static ChainMethod nuts() {
    return new ChainMethod(
        RunSettings.defaults(0).withChains(1).withWarmup(500).withDraws(500), NutsSettings::of);
  }

  @Test
  void samplingRecoversWhatSimulationDrew() {
    Calibration found = Model.compile(GENERATED).calibrate(DESIGN, nuts(), SETTINGS);
    assertTrue(found.isCalibrated(), () -> found.miscalibrated() + "");
  }

  @Test
  void aWrongModelIsFound() {
    Model narrow = Model.compile(GENERATED.replace("Normal(mu, s)", "Normal(mu, 3 * s)"));
    Calibration found =
        Calibrator.calibrate(
            Model.compile(GENERATED).simulatedPosteriors(DESIGN).inferredBy(narrow),
            nuts(),
            SETTINGS);
    assertFalse(found.isCalibrated());
  }
}
