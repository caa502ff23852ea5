package bayes.compiler;

import static bayes.compiler.Formulas.logSumExp;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;
import static java.lang.Math.abs;
import static java.lang.Math.exp;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with each kind of expression. */
final class ExpressionModels {
  private ExpressionModels() {}

  static Stream<ModelExample> expressions() {
    String x =
        "set S = 1..3; x[s in S] ~ Normal(0, 1); data k : int; data i : int[S]; data A : real[S, 3]; data n : int = 7;";
    String d = "{\"k\": 2, \"i\": [3, 1, 3], \"A\": [[1, 2, 3], [4, 5, 6], [7, 8, 10]]}";
    double[][] a = {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}};
    Function<String, String> factor = e -> x + " factor " + e + ";";
    return Stream.of(
            new Object[][] {
              {"x[1] + x[2] * x[3] ^ 2", f(v -> v[0] + v[1] * v[2] * v[2])},
              {"-x[1] ^ 2", f(v -> -v[0] * v[0])},
              {"2 ^ -x[1]", f(v -> Math.pow(2, -v[0]))},
              {"2 ^ 3 ^ 0.5 * x[1]", f(v -> Math.pow(2, Math.pow(3, 0.5)) * v[0])},
              {"x[1] - x[2] - x[3]", f(v -> v[0] - v[1] - v[2])},
              {"x[1] / 2 / 4", f(v -> v[0] / 8)},
              {"k / 4 * x[1]", f(v -> 0.5 * v[0])},
              {"n div k * x[1] + n % 4 * x[2]", f(v -> 3 * v[0] + 3 * v[1])},
              {"-n div 2 * x[1]", f(v -> -4 * v[0])},
              {"(-n) % 4 * x[1]", f(v -> v[0])},
              {"x[1] % 0.75", f(v -> v[0] - 0.75 * Math.floor(v[0] / 0.75))},
              {"x[1] > 0 ? x[2] : x[3]", f(v -> v[0] > 0 ? v[1] : v[2])},
              {
                "x[1] > 0 && x[2] < 0.5 || x[3] >= 0 ? x[2] : x[3] * 2",
                f(v -> v[0] > 0 && v[1] < 0.5 || v[2] >= 0 ? v[1] : v[2] * 2)
              },
              {"!(x[1] > 0) ? x[2] : 1", f(v -> v[0] > 0 ? 1 : v[1])},
              {"(x[1] > 0) * x[2]", f(v -> v[0] > 0 ? v[1] : 0)},
              {"k == 2 ? x[1] : k != 3 ? x[2] : x[3]", f(v -> v[0])},
              {"x @ x", f(v -> v[0] * v[0] + v[1] * v[1] + v[2] * v[2])},
              {"x @ A @ x", f(v -> sum(3, p -> sum(3, q -> v[p] * a[p][q] * v[q])))},
              {"sum(A @ x)", f(v -> sum(3, p -> sum(3, q -> a[p][q] * v[q])))},
              {"(A' @ x)[1]", f(v -> sum(3, p -> a[p][0] * v[p]))},
              {"(A @ A')[1, 2] * x[1]", f(v -> (4 + 10 + 18) * v[0])},
              {"sum(A[2] * x)", f(v -> 4 * v[0] + 5 * v[1] + 6 * v[2])},
              {"sum(A[:, 2] * x)", f(v -> 2 * v[0] + 5 * v[1] + 8 * v[2])},
              {"sum(A[2..3, 1]) * x[1]", f(v -> 11 * v[0])},
              {"sum(A[1..2, 2..3]) * x[1]", f(v -> 16 * v[0])},
              {"sum(x[i])", f(v -> 2 * v[2] + v[0])},
              {"x[i[1]] * x[i[2]]", f(v -> v[2] * v[0])},
              {"sum(x[2..]) - sum(x[..2])", f(v -> v[2] - v[0])},
              {"x[k]", f(v -> v[1])},
              {"x[k + 1]", f(v -> v[2])},
              {"[x[1], 2, x[3]] @ [1.0, x[2], 3]", f(v -> v[0] + 2 * v[1] + 3 * v[2])},
              {"[s * x[s] for s in S][2]", f(v -> 2 * v[1])},
              {"sum([x[s] for s in S if s != 2])", f(v -> v[0] + v[2])},
              {"mean(x[s] for s in S if i[s] == 3)", f(v -> (v[0] + v[2]) / 2)},
              {
                "sum(x[s] * A[s, j] for s in S, j in 1..3 if j <= s)",
                f(v -> sum(3, p -> sum(p + 1, q -> v[p] * a[p][q])))
              },
              {"prod(x) + mean(x)", f(v -> v[0] * v[1] * v[2] + (v[0] + v[1] + v[2]) / 3)},
              {
                "max(x) * min(x)",
                f(v -> Arrays.stream(v).max().orElseThrow() * Arrays.stream(v).min().orElseThrow())
              },
              {"log_sum_exp(x)", f(v -> logSumExp(v))},
              {"log_sum_exp(x[s] * 2 for s in S)", f(v -> logSumExp(2 * v[0], 2 * v[1], 2 * v[2]))},
              {"variance(x) * sd(x)", f(v -> Math.pow(variance(v), 1.5))},
              {
                "any(x > 0.9) ? 1 : all(x < 0.9) ? x[1] : 0",
                f(v -> Arrays.stream(v).anyMatch(e -> e > 0.9) ? 1 : v[0])
              },
              {
                "count(x[s] > 0 for s in S) * x[1]",
                f(v -> Arrays.stream(v).filter(e -> e > 0).count() * v[0])
              },
              {"sum(exp(x)) + sum(abs(-x))", f(v -> sum(3, j -> exp(v[j]) + abs(v[j])))},
              {"sum(max(x, 0.1))", f(v -> sum(3, j -> Math.max(v[j], 0.1)))},
              {"sum((x > 0) * x)", f(v -> sum(3, j -> Math.max(v[j], 0)))},
              {"sum(x * x + 1 - x / 2)", f(v -> sum(3, j -> v[j] * v[j] + 1 - v[j] / 2))},
              {"size(S) * x[1]", f(v -> 3 * v[0])},
              {"sum(A * x[1])", f(v -> 46 * v[0])},
              {"sum(A[s] @ x for s in S)", f(v -> sum(3, p -> sum(3, q -> a[p][q] * v[q])))},
              {"argmax(x) == 2 ? x[1] : x[2]", f(v -> argMax(v) == 1 ? v[0] : v[1])},
              {"x[argmax(x)]", f(v -> v[argMax(v)])},
              {"1e-3 * x[1] + 2.5E2 * x[2]", f(v -> 1e-3 * v[0] + 250 * v[1])},
              {"sum(x[s] for s in S[2..])", f(v -> v[1] + v[2])},
              {"sum(x[s - 1] * x[s] for s in S[2..])", f(v -> v[0] * v[1] + v[1] * v[2])},
              {
                "inv_logit(x[1]) + log1p_exp(x[2]) + probit(inv_probit(x[3]))",
                f(v -> 1 / (1 + exp(-v[0])) + Math.log1p(exp(v[1])) + v[2])
              },
            })
        .map(
            row -> {
              @SuppressWarnings("unchecked")
              Function<double[], Double> value = (Function<double[], Double>) row[1];
              return of(
                  factor.apply((String) row[0]),
                  d,
                  v -> normals(v.all("x"), 0, 1) + value.apply(v.all("x")));
            });
  }

  private static int argMax(double[] x) {
    int best = 0;
    for (int i = 1; i < x.length; i++) if (x[i] > x[best]) best = i;
    return best;
  }

  private static Function<double[], Double> f(ToDoubleFunction<double[]> of) {
    return of::applyAsDouble;
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }
}
