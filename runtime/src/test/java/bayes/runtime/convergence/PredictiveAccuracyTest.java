package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.convergence.PredictiveAccuracy.Estimate;
import bayes.runtime.convergence.PredictiveAccuracy.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** PSIS-LOO and WAIC against R's loo 2.5.1; {@code loo_reference.R} made the values. */
class PredictiveAccuracyTest {
  private static final int CHAINS = 4;
  private static final int DRAWS = 250;
  private static final double[] Y = {-0.4, 0, 0.3, 1, 2.5, -3, 6, -8, 0.1, 0.2};
  private static final double TOLERANCE = 1e-8;

  private final Map<String, Double> reference = reference();

  private static Map<String, Double> reference() {
    Map<String, Double> values = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PredictiveAccuracyTest.class.getResourceAsStream("loo.csv")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(cells -> values.put(cells[0] + " " + cells[1], Double.valueOf(cells[2])));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return values;
  }

  /** The fractions of the script. */
  private static double mean(int chain, int draw) {
    double u = ((draw + 1) * 0.6180339887498949 + chain * 0.41421356237309515) % 1;
    double v = (draw * 0.6180339887498949 + chain * 0.41421356237309515) % 1;
    return 0.25 * (0.7 * Math.log(u / (1 - u)) + 0.5 * Math.log(v / (1 - v)));
  }

  private static PredictiveAccuracy accuracy(double scale) {
    List<String> labels = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (double y : Y) {
      double[] point = new double[CHAINS * DRAWS];
      for (int c = 0; c < CHAINS; c++) {
        for (int s = 0; s < DRAWS; s++) {
          double z = (y - mean(c + 1, s + 1)) / scale;
          point[c * DRAWS + s] = -0.5 * z * z - Math.log(scale) - 0.5 * Math.log(2 * Math.PI);
        }
      }
      labels.add("y[" + (labels.size() + 1) + "]");
      values.add(point);
    }
    return PredictiveAccuracy.of(new PointwiseLogLikelihood(labels, CHAINS, DRAWS, values));
  }

  private void assertReference(String name, double found) {
    double expected = Objects.requireNonNull(reference.get(name), name);
    assertEquals(expected, found, TOLERANCE * Math.max(1, Math.abs(expected)), name);
  }

  private void assertReference(String name, Estimate found) {
    assertReference(name + " Estimate", found.value());
    assertReference(name + " SE", found.standardError());
  }

  @Test
  void agreesWithR() {
    for (String model : List.of("narrow", "wide")) {
      PredictiveAccuracy found = accuracy(model.equals("narrow") ? 0.6 : 1.5);
      for (int i = 0; i < Y.length; i++) {
        Point point = found.points().get(i);
        String at = "_" + (i + 1);
        assertReference(model + " elpd" + at, point.elpd());
        assertReference(model + " mcse" + at, point.mcse());
        assertReference(model + " p" + at, point.p());
        assertReference(model + " k" + at, point.k());
        assertReference(model + " ess" + at, point.ess());
        assertReference(model + " waic" + at, point.elpdWaic());
        assertReference(model + " pwaic" + at, point.pWaic());
      }
      assertReference(model + " elpd_loo", found.elpd());
      assertReference(model + " p_loo", found.effectiveParameters());
      assertReference(model + " elpd_waic", found.elpdWaic());
      assertReference(model + " p_waic", found.effectiveParametersWaic());
    }
  }

  @Test
  void differencesAgreeWithR() {
    Estimate difference = accuracy(0.6).over(accuracy(1.5));
    assertReference("both elpd_diff", difference.value());
    assertReference("both se_diff", difference.standardError());
  }

  @Test
  void pointsThatAreNotReliableAreTheWorstFirst() {
    PredictiveAccuracy found = accuracy(0.6);
    List<Point> unreliable = found.unreliable();
    assertEquals("y[8]", unreliable.get(0).label());
    assertTrue(unreliable.get(0).k() > unreliable.get(unreliable.size() - 1).k());
    assertTrue(accuracy(1.5).unreliable().isEmpty());
    assertFalse(found.unreliableWaic().isEmpty());
  }

  @Test
  void aPlantedFaultWouldBeFound() {
    double wrong = accuracy(0.6 * (1 + 1e-6)).elpd().value();
    double expected = Objects.requireNonNull(reference.get("narrow elpd_loo Estimate"));
    assertTrue(Math.abs(wrong - expected) > TOLERANCE * Math.abs(expected));
  }

  @Test
  void otherObservationsAreNotCompared() {
    PredictiveAccuracy found = accuracy(1.5);
    PredictiveAccuracy fewer = new PredictiveAccuracy(found.draws(), found.points().subList(0, 3));
    assertThrows(IllegalArgumentException.class, () -> found.over(fewer));
  }
}
