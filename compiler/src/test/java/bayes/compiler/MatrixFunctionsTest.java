package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.program.Parts;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
                + " generate is = 0; generate same = 0;",
            "let y = solve(a + x, x); generate is = (a + x) @ y; generate same = x;"
                + " let z = solve(a + x, a[1]); factor sum(exp(y) * a) + sum(z * x[2]);",
            "let y = inverse(a + x); generate is = y @ (a + x); generate same = eye(S);"
                + " factor sum(sin(y)); factor trace(inverse(a)) * x[1, 1];",
            "let d = det(x); generate is = [d, log_det(x), det(a)];"
                + " generate same = [x[1,1] * (x[2,2] * x[3,3] - x[2,3] * x[3,2])"
                + " - x[1,2] * (x[2,1] * x[3,3] - x[2,3] * x[3,1])"
                + " + x[1,3] * (x[2,1] * x[3,2] - x[2,2] * x[3,1]), log(abs(d)), 20.89];"
                + " factor d * d + log_det(x + a);",
            "let m = x + x'; let (w, v) = eigen_symmetric(m);"
                + " generate is = v @ diag(w) @ v'; generate same = m;"
                + " factor sum(sin(w)); factor sum(v[i, j] * a[i, j] for i in S, j in 1..3);",
            // Equal eigenvalues: what does not depend on the choice of vectors has a gradient.
            "let m = [i == j ? exp(x[1, 1]) : 0 for i in S, j in S];"
                + " let (w, v) = eigen_symmetric(m); let r = v @ diag(sqrt(w)) @ v';"
                + " generate is = r @ r; generate same = m; factor sum(r * x);",
            "let b = [x[i, j] + a[i, j] for i in S, j in 1..2]; let (q, r) = qr(b);"
                + " generate is = q @ r; generate same = b; factor sum(sin(q)) + sum(exp(r));",
            "let b = x[1..2, :]; let (u, s, v) = svd(b); generate is = u @ diag(s) @ v';"
                + " generate same = b; factor sum(sin(3 * u)) + sum(exp(s)) + sum(v[i, j] * x[i, 1]"
                + " for i in S, j in 1..2);",
            "let b = x[:, 1..2]; let (u, s, v) = svd(b); generate is = u @ diag(s) @ v';"
                + " generate same = b; factor sum(sin(3 * u)) + sum(exp(s)) + sum(sin(v));",
            "let (u, s, v) = svd(x + a); factor sum(s); generate is = u' @ u;"
                + " generate same = v' @ v;",
            "let e = matrix_exp(x + a); generate is = e @ matrix_exp(-(x + a));"
                + " generate same = eye(S); factor sum(log(abs(e)));",
            "let k = kronecker(a, x[1..2, :]); generate is = [k[i, j] for i in 3..4, j in 4..6];"
                + " generate same = [a[2, 2] * x[i, j] for i in 1..2, j in S]; factor sum(sin(k));",
            "let d = diag(diag(x)); generate is = [trace(x), quad_form(a, x[1])];"
                + " generate same = [sum(d), x[1] @ a @ x[1]];"
                + " factor sum(sin(d)) + sum(quad_form(a, x[:, 1..2])) + quad_form(x, a[1]);",
            // In a plate of matrices, and generated.
            "for i in S { let (q, r) = qr(a * exp(x[i, 1])); factor log(r[2, 2]) * x[i, 2];"
                + " let (w, v) = eigen_symmetric(a * exp(x[i, 1])); factor log(w[2]); }"
                + " generate (u, s, v) = svd(x); generate is = sum(s * s); generate same = sum(x * x);")
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
      assertArrayEquals(values.all("same"), values.all("is"), 1e-11);
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }

  /** A covariance that all rows of a plate share is decomposed once, before the plate. */
  @Test
  void whatDoesNotChangeInAPlateIsDecomposedOnce() {
    String plate =
        "set N; set S; data y : real[N, S]; s ~ HalfNormal(1); let c = diag([s for j in S]);";
    String shared = plate + "observe y[i in N] ~ MvNormal(0, c);";
    String own = plate + "observe y[i in N] ~ MvNormal(0, diag([s + index(i) for j in S]));";
    assertEquals(0, decompositionsInLoops(shared));
    assertEquals(1, decompositionsInLoops(own));
  }

  private static long decompositionsInLoops(String model) {
    List<Statement> found = new ArrayList<>();
    Program program = Executable.GRADIENT.of(Model.compile(model).programs());
    for (Statement statement : program.body().statements()) {
      if (statement.blocks().isEmpty()) continue;
      Parts.forEach(
          statement,
          s -> {
            if (s instanceof Statement.Call c && c.primitive() == Primitive.CHOLESKY) found.add(s);
          });
    }
    return found.size();
  }

  @Test
  void aProposalThatIsNoCovarianceIsRejected() {
    String model = "r ~ Normal(0, 1); factor log_density(MvNormal(0, [[1, r], [r, 1]]), [1, 2]);";
    ModelChecks checks = ModelChecks.of(ModelExample.of(model, "{}", v -> 0));
    assertTrue(Double.isFinite(checks.logDensityWithoutJacobian(new double[] {0.5})));
    assertEquals(Double.NEGATIVE_INFINITY, checks.logDensityWithoutJacobian(new double[] {1.5}));
    checks.requireInterpretedIsCompiled(new double[] {1.5});
  }

  /** By its mean and factor, and as a transformed standard normal vector: the same density. */
  @Test
  void nonCentredIsCentred() {
    String data = "{\"l\": [[2, 0], [-0.5, 1.5]], \"m\": [1, -1]}";
    String head = "set S; data l : real[S, S]; data m : real[S]; ";
    ModelChecks centred =
        ModelChecks.of(ModelExample.of(head + "x ~ MvNormal(m, cholesky: l);", data, v -> 0));
    ModelChecks free =
        ModelChecks.of(
            ModelExample.of(
                head + "z[s in S] ~ Normal(0, 1); generate x = m + l @ z;", data, v -> 0));
    double[] z = {0.25, -1.5};
    double[] x = free.values(z).all("x");
    assertEquals(
        free.logDensityWithoutJacobian(z) - Math.log(2 * 1.5),
        centred.logDensityWithoutJacobian(x),
        1e-12);
  }
}
