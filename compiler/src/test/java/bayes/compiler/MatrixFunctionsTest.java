package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions of matrices in models: what defines their values, their gradients against differences,
 * and compiled code against the interpreter.
 */
final class MatrixFunctionsTest {
  private static final String A = "{\"a\": [[4, 1, 0.5], [1, 3, -0.2], [0.5, -0.2, 2]]}";

  /** In each, {@code is} must be {@code same} as far as 1e-12, and the factor have its slope. */
  static Stream<ModelExample> models() {
    return Stream.of(
            "let p = a + x @ x'; let l = cholesky(p);"
                + " generate is = l @ l'; generate same = p;"
                + " factor sum(l[i, j] * (index(i) + 2.0 * index(j)) for i in S, j in S);",
            "let l = cholesky(a); let b = x[:, 1]; let y = solve_triangular(l, b);"
                + " generate is = l @ y; generate same = b; factor sum(y * x[:, 2]);",
            "let u = [i <= j ? a[i, j] + x[i, j] : 9 for i in S, j in S];"
                + " let y = solve_triangular(u, x + a, upper: true);"
                + " generate is = [sum(i <= k ? u[i, k] * y[k, j] : 0 for k in S)"
                + "   for i in S, j in S];"
                + " generate same = x + a; factor sum(exp(y));",
            // In a loop, of rows, with what does not change computed before it.
            "let l = cholesky(a); for i in S {"
                + " let y = solve_triangular(l, x[i]); factor sum(y * y);"
                + " let z = solve_triangular(cholesky(a + x @ x'), a[i]); factor sum(exp(z)); }"
                + " generate is = 0; generate same = 0;")
        .map(
            body ->
                ModelExample.of(
                    "set S; data a : real[S, S]; x[i in S, j in S] ~ Normal(0, 1); " + body,
                    A,
                    v -> Double.NaN));
  }

  @ParameterizedTest
  @MethodSource("models")
  void holds(ModelExample example) {
    ModelChecks checks = ModelChecks.of(example);
    for (int seed = 1; seed <= 2; seed++) {
      double[] position = checks.position(seed);
      ModelValues values = checks.values(position);
      assertArrayEquals(values.all("same"), values.all("is"), 1e-12);
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }
}
