package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.Calibrator;
import bayes.runtime.calibration.ChainMethod;
import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.data.Data;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import org.junit.jupiter.api.Test;

/** Simulation-based calibration of compiled models. */
class CalibrationTest {
  static final String GENERATED =
      """
      data n : int;
      data y : real[n];
      mu ~ Normal(0, 2);
      s ~ LogNormal(0, 0.5);
      observe y[i in 1..n] ~ Normal(mu, s);
      """;

  private static final Data DESIGN = Data.builder().put("n", 4).build();

  static void print(Calibration c) {
    System.out.println(c.method() + " " + c.simulations() + " " + c.seconds() + " fail " + c.failures().size() + " doubts " + c.doubts() + " level " + c.level());
    for (RankedQuantity q : c.quantities())
      System.out.println(q.label() + " " + q.ecdfPValue() + " " + q.chiSquaredPValue() + " " + q.bias() + " " + q.spread());
  }

  @Test
  void samplingRecoversWhatSimulationDrew() {
    Model model = Model.compile(GENERATED);
    for (CalibratedMethod m : new CalibratedMethod[] {ChainMethod.of(NutsSettings::of), ChainMethod.of(MetropolisSettings::of)}) {
    print(model.calibrate(DESIGN, m, CalibrationSettings.of(1)));
    Model other = Model.compile(GENERATED.replace("LogNormal(0, 0.5)", "LogNormal(0, 1.5)"));
    print(Calibrator.calibrate(model.simulatedPosteriors(DESIGN).inferredBy(other), m, CalibrationSettings.of(1)));
    }
  }
}
