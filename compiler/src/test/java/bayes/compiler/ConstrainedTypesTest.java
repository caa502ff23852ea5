package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Constraint;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.support.Support;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Constrained vectors and matrices as latents: the maps of programs against those of the runtime
 * (whose Jacobians are tested there), their gradients against differences, compiled code against
 * the interpreter.
 */
final class ConstrainedTypesTest {
  private static final int[] SIZES = {0, 1, 2, 3, 5};

  /** Something that depends on every element in a way of its own. */
  private static String factor(Constraint constraint, String plate) {
    return constraint.isMatrix()
        ? "factor sum(sin(i + 2.0 * j) * x["
            + plate
            + "i, j] ^ 2 for i in 1..n, j in 1..n); "
            + "factor sum(cos(i + 3.0 * j) * x["
            + plate
            + "i, j] for i in 1..n, j in 1..n);"
        : "factor sum(sin(2.0 * i) * x["
            + plate
            + "i] ^ 2 for i in 1..n);"
            + "factor sum(cos(3.0 * i) * x["
            + plate
            + "i] for i in 1..n);";
  }

  private static ModelChecks.Compiled compiled(String text) {
    return ModelChecks.Compiled.of("data n : int; data m : int; " + text);
  }

  private static Data sizes(int n, int m) {
    return Data.builder().put("n", n).put("m", m).build();
  }

  private static int[] sizes(Constraint constraint) {
    return Arrays.stream(SIZES).filter(n -> n >= constraint.leastSize()).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void oneLatent(Constraint constraint) {
    String type = constraint.typeName();
    ModelChecks.Compiled model =
        compiled("x : " + type + "[n] ~ Flat(); " + factor(constraint, ""));
    for (int n : sizes(constraint)) {
      ModelChecks checks = model.bind(sizes(n, 1));
      double[] position = checks.position(1);
      Support support = RuntimeSupports.of(constraint, n);
      assertEquals(support.unconstrainedSize(), position.length);
      double[] value = new double[support.constrainedSize()];
      support.constrain(position, value);
      assertArrayEquals(value, checks.values(position).all("x"), 1e-14);
      double jacobian = checks.logDensity(position) - checks.logDensityWithoutJacobian(position);
      if (constraint == Constraint.UNIT_VECTOR) {
        // Without it the length is held at 1, for the mode to be one point.
        double length = Math.sqrt(Arrays.stream(position).map(u -> u * u).sum());
        jacobian -= 0.5 * (length - 1) * (length - 1);
      }
      assertEquals(support.logAbsJacobian(position), jacobian, 1e-12);
      checks.requireJacobian(position);
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }

  @ParameterizedTest
  @EnumSource
  void plates(Constraint constraint) {
    String type = constraint.typeName();
    String each = "for k in 1..m { " + factor(constraint, "k, ") + " }";
    ModelChecks.Compiled binder = compiled("x[k in 1..m] : " + type + "[n] ~ Flat(); " + each);
    ModelChecks.Compiled whole = compiled("x : " + type + "[1..m, n] ~ Flat(); " + each);
    ModelChecks.Compiled loop =
        compiled(
            "for k in 1..m { x[k] : " + type + "[n] ~ Flat(); " + factor(constraint, "k, ") + " }");
    for (int n : sizes(constraint)) {
      for (int plate = 0; plate <= 3; plate += 3) {
        plate(constraint, n, plate, binder, whole, loop);
      }
    }
  }

  /** All ways to write a plate are the same, each of its values from its own coordinates. */
  private static void plate(
      Constraint constraint, int n, int plate, ModelChecks.Compiled... models) {
    Support support = RuntimeSupports.of(constraint, n);
    double[] first = {};
    for (ModelChecks.Compiled model : models) {
      ModelChecks checks = model.bind(sizes(n, plate));
      double[] position = checks.position(7);
      assertEquals(plate * support.unconstrainedSize(), position.length);
      double[] all = checks.values(position).all("x");
      for (int k = 0; k < plate; k++) {
        int from = k * support.unconstrainedSize();
        double[] u = Arrays.copyOfRange(position, from, from + support.unconstrainedSize());
        double[] value = new double[support.constrainedSize()];
        support.constrain(u, value);
        int at = k * value.length;
        assertArrayEquals(value, Arrays.copyOfRange(all, at, at + value.length), 1e-14);
      }
      double[] both = {checks.logDensity(position), checks.logDensityWithoutJacobian(position)};
      if (first.length == 0) first = both;
      assertArrayEquals(first, both, 1e-12);
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }

  /** A draw by a user's distribution is mapped to coordinates that give it back. */
  @ParameterizedTest
  @EnumSource
  void drawsGoToCoordinatesAndBack(Constraint constraint) {
    Model model =
        Model.compile(
            ("dist Given(v: %1$s[S]) : %1$s[S] { log_density(x) = 0.0; sample { return v; } }"
                    + " data n : int; data v : %1$s[n]; x ~ Given(v); ")
                .formatted(constraint.typeName()));
    for (int n : sizes(constraint)) {
      Support support = RuntimeSupports.of(constraint, n);
      double[] u = new Random(3).doubles(support.unconstrainedSize(), -1, 1).toArray();
      double[] value = new double[support.constrainedSize()];
      support.constrain(u, value);
      Object v = constraint.isMatrix() ? rows(value, n) : value;
      BoundModel bound = model.bind(Data.builder().put("n", n).put("v", v).build());
      double[] position = new double[bound.dimension()];
      bound.newPriorSampler().orElseThrow().sample(new Random(1), position);
      double[] back = new double[value.length];
      support.constrain(position, back);
      assertArrayEquals(value, back, 1e-13);
    }
  }

  private static double[][] rows(double[] matrix, int n) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) rows[i] = Arrays.copyOfRange(matrix, i * n, i * n + n);
    return rows;
  }

  /**
   * A parameter of a constrained type: what is computed is checked when data are bound, and rejects
   * a proposal if it depends on latents.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ordered | 1 2 | 2 1 | must rise from element to element, but 2.0 is followed by 1.0",
        "positive_ordered | 0.5 2 | -1 2 | must not be negative, but an element is -1.0",
        "positive_ordered | 0.5 2 | 2 2 | must rise from element to element, but 2.0 is followed by"
            + " 2.0",
        "unit_vector | 0.6 -0.8 | 0.5 0.5 | must have length 1, but the sum of its squares is 0.5",
        "sum_to_zero | 1 -1 | 1 1 | must sum to 0, but the sum is 2.0",
        "cholesky_cov | 1 0 2 3 | 1 2 0 3 | must be lower triangular, but an element above the"
            + " diagonal is 2.0",
        "cholesky_cov | 1 0 2 3 | 1 0 2 -3 | must have a positive diagonal, but an element of it is"
            + " -3.0",
        "cholesky_corr | 1 0 0.6 0.8 | 1 0 0.5 0.5 | must have rows of length 1, but the sum of a"
            + " row's squares is 0.5",
        "corr | 1 0.5 0.5 1 | 2 0.5 0.5 1 | must have a diagonal of ones, but an element of it is"
            + " 2.0",
        "corr | 1 0.5 0.5 1 | 1 0.5 0.25 1 | must be symmetric, but 0.25 stands opposite to 0.5",
        "cov | 2 1 1 2 | 1 2 2 1 | must be positive definite"
      })
  void parametersAreChecked(String type, String right, String wrong, String message) {
    String dist = "dist On(v: " + type + "[S]) : real { log_density(x) = -x ^ 2 * sum(v); } ";
    boolean isMatrix = Constraint.named(type).orElseThrow().isMatrix();
    String data = "data v : real[" + (isMatrix ? "2, 2" : "2") + "]; ";
    Model ofData = Model.compile(dist + data + "m ~ Normal(0, 1); let w = 1.0 * v; m2 ~ On(w);");
    Model ofLatents =
        Model.compile(dist + data + "m ~ Normal(0, 1); m2 ~ On(exp(0 * m) * v); factor m;");
    assertEquals(List.of(), ofData.tryBind(values(right, isMatrix)).diagnostics());
    List<Diagnostic> problems = ofData.tryBind(values(wrong, isMatrix)).diagnostics();
    assertEquals("D0310 `v` of `On` " + message, text(problems));
    double[] position = {0.25, 0.5};
    for (String value : new String[] {right, wrong}) {
      LogDensity density = ofLatents.bind(values(value, isMatrix)).newLogDensity();
      double[] gradient = new double[2];
      double logDensity = density.logDensityAndGradient(position, gradient);
      assertEquals(value.equals(right), Double.isFinite(logDensity), value);
    }
  }

  private static String text(List<Diagnostic> problems) {
    return problems.get(0).code() + " " + problems.get(0).message();
  }

  private static Data values(String numbers, boolean isMatrix) {
    double[] all = Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return Data.builder().put("v", isMatrix ? rows(all, 2) : all).build();
  }

  @Test
  void saboteurWithoutJacobian() {
    ModelChecks checks = compiled("x : corr[n] ~ Flat();").bind(sizes(3, 1));
    double[] position = checks.position(1);
    Support support = RuntimeSupports.of(Constraint.CORR, 3);
    assertNotEquals(
        support.logAbsJacobian(position), checks.logDensityWithoutJacobian(position), 1e-3);
    Support factor = RuntimeSupports.of(Constraint.CHOLESKY_CORR, 3);
    assertNotEquals(support.logAbsJacobian(position), factor.logAbsJacobian(position), 1e-3);
  }
}
