package bayes.compiler.catalog;

import static bayes.compiler.program.Kind.INT;
import static bayes.compiler.program.Kind.REAL;

import bayes.compiler.program.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scalar operators and functions that the compiler knows by itself, the compositions of them
 * being written in the language (see {@code functions.bayes}). Several of one name differ in the
 * kinds of their parameters; integers come first.
 */
final class ScalarFunctions {
  private final Map<String, List<Function>> byName = new LinkedHashMap<>();

  ScalarFunctions() {
    operators();
    elementary();
    links();
    special();
  }

  Map<String, List<Function>> byName() {
    return byName;
  }

  private void operators() {
    for (String symbol : List.of("+", "-", "*", "%")) {
      add(symbol, INT, "of integers; overflow is an error", INT, INT);
      add(symbol, REAL, "of reals", REAL, REAL);
    }
    add("-", INT, "the negative of an integer", INT);
    add("-", REAL, "the negative of a real", REAL);
    add("/", REAL, "the quotient, a real", REAL, REAL);
    add("^", REAL, "the power, a real", REAL, REAL);
    add("div", INT, "the quotient of integers, rounded down", INT, INT);
    for (String symbol : List.of("==", "!=", "<", "<=", ">", ">=")) {
      add(symbol, INT, "compares integers, truth values or members", INT, INT);
      add(symbol, INT, "compares reals", REAL, REAL);
    }
    add("!", INT, "not", INT);
    add("&&", INT, "and, of arrays", INT, INT);
    add("||", INT, "or, of arrays", INT, INT);
  }

  private void elementary() {
    add("abs", INT, "the absolute value of an integer", INT);
    add("abs", REAL, "the absolute value", REAL);
    add("min", INT, "the smaller of two integers", INT, INT);
    add("min", REAL, "the smaller of two", REAL, REAL);
    add("max", INT, "the larger of two integers", INT, INT);
    add("max", REAL, "the larger of two", REAL, REAL);
    add("fma", REAL, List.of("x", "y", "z"), "x y + z, rounded once", REAL, REAL, REAL);
    real("sign", "-1, 0 or 1");
    real("sqrt", "the square root");
    real("cbrt", "the cube root");
    real("square", "x * x");
    real("exp", "e^x");
    real("expm1", "e^x - 1, exact for small x");
    real("log", "the natural logarithm");
    real("log1p", "log(1 + x), exact for small x");
    real("sin", "the sine of an angle in radians");
    real("cos", "the cosine of an angle in radians");
    real("tan", "the tangent of an angle in radians");
    real("asin", "the inverse sine, in radians");
    real("acos", "the inverse cosine, in radians");
    real("atan", "the inverse tangent, in radians");
    add("atan2", REAL, List.of("y", "x"), "the angle of the point (x, y)", REAL, REAL);
    real("sinh", "the hyperbolic sine");
    real("cosh", "the hyperbolic cosine");
    real("tanh", "the hyperbolic tangent");
    real("floor", "the largest whole number that is not larger");
    real("ceil", "the smallest whole number that is not smaller");
    real("round", "the nearest whole number, of two the one farther from zero");
    real("trunc", "the whole number next to it towards zero");
  }

  private void links() {
    real("logit", "log(p / (1 - p))");
    real("inv_logit", "1 / (1 + exp(-x))");
    real("probit", "the quantile of the standard normal distribution");
    real("inv_probit", "the distribution function of the standard normal distribution");
    real("log1p_exp", "log(1 + exp(x)) without overflow");
    real("log1m_exp", "log(1 - exp(x)) for x < 0");
    add("log_sum_exp", REAL, "log(exp(a) + exp(b)) without overflow", REAL, REAL);
    add("log_diff_exp", REAL, "log(exp(a) - exp(b)) for a > b", REAL, REAL);
  }

  private void special() {
    real("lgamma", "the logarithm of the gamma function");
    real("digamma", "the derivative of lgamma");
    real("trigamma", "the derivative of digamma");
    real("erf", "the error function");
    real("erfc", "1 - erf(x), exact for large x");
    add("lbeta", REAL, "lgamma(a) + lgamma(b) - lgamma(a + b)", REAL, REAL);
    add("lchoose", REAL, List.of("n", "k"), "the logarithm of n over k", REAL, REAL);
    add("xlogy", REAL, List.of("x", "y"), "x * log(y), and 0 if x = 0", REAL, REAL);
    add("xlog1py", REAL, List.of("x", "y"), "x * log(1 + y), and 0 if x = 0", REAL, REAL);
    add(
        "gamma_p",
        REAL,
        List.of("a", "x"),
        "the regularised lower incomplete gamma function P(a, x)",
        REAL,
        REAL);
    add(
        "gamma_q",
        REAL,
        List.of("a", "x"),
        "1 - gamma_p(a, x), exact where it is small",
        REAL,
        REAL);
    add(
        "beta_i",
        REAL,
        List.of("x", "a", "b"),
        "the regularised incomplete beta function I_x(a, b)",
        REAL,
        REAL,
        REAL);
    add("owens_t", REAL, List.of("h", "a"), "Owen's T function", REAL, REAL);
    List<String> bessel = List.of("order", "x");
    add("log_bessel_ie", REAL, bessel, "log_bessel_i(order, x) - x, without growth", REAL, REAL);
    add("log_bessel_ke", REAL, bessel, "log_bessel_k(order, x) + x, without decay", REAL, REAL);
    real("lambert_w", "the w from -1 up with w exp(w) = x, for x from -1/e on");
    real("lambert_wm1", "the w from -1 down with w exp(w) = x, for x from -1/e to 0");
    real("zeta", "Riemann's zeta function");
  }

  private void real(String name, String doc) {
    add(name, REAL, doc, REAL);
  }

  private void add(String name, Kind result, String doc, Kind... parameters) {
    add(name, result, List.of("x", "y").subList(0, parameters.length), doc, parameters);
  }

  private void add(
      String name, Kind result, List<String> parameterNames, String doc, Kind... parameters) {
    byName
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(new Function(name, List.of(parameters), result, parameterNames, doc));
  }
}
