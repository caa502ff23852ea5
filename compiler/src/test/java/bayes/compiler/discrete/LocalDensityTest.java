package bayes.compiler.discrete;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.runtime.density.LocalDensity;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The terms that mention a coordinate change by as much as the whole log density. */
class LocalDensityTest {
  private static final double TOLERANCE = 1e-11;

  @TestFactory
  Stream<DynamicTest> theTermsOfOneCoordinateAreEnough() {
    return LocalModels.ALL.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    () -> {
                      BoundModel model = Neighbours.bound(one.model(), one.data());
                      double error = error(model, model.newLocalDensity().orElseThrow());
                      assertTrue(error < TOLERANCE, one.name() + ": " + error);
                    }));
  }

  private static double error(BoundModel model, LocalDensity local) {
    return new Neighbours(model, 7).largestError(local, 30);
  }

  /** A planted fault: the terms of a model that lacks what follows in the chain. */
  @Test
  void aMissedTermIsSeen() throws Exception {
    BoundModel model = Neighbours.bound(LocalModels.HIDDEN_MARKOV, LocalModels.SERIES);
    String without = LocalModels.HIDDEN_MARKOV.replace("P[z[t - 1]]", "start");
    LocalDensity local =
        Neighbours.bound(without, LocalModels.SERIES).newLocalDensity().orElseThrow();
    assertTrue(error(model, local) > 1e-3);
  }
}
