package bayes.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values by mpmath with 60 digits, made by {@code special_function_values.py}. */
class SpecialFunctionsReferenceTest {
  private interface Function {
    double at(double[] arguments);
  }

  /** A function, and how far it may be from the value: relative to it, or absolutely if smaller. */
  private record Claim(Function function, double relative, double absolute) {
    double error(double[] line) {
      int last = line.length - 1;
      double expected = line[last];
      double actual = function.at(Arrays.copyOf(line, last));
      if (expected == actual) {
        return 0;
      }
      // Below the normal numbers the spacing of doubles is the limit.
      double allowed = Math.max(absolute, relative * Math.abs(expected));
      return Math.abs(actual - expected) / Math.max(allowed, Double.MIN_VALUE);
    }
  }

  private static final Map<String, Claim> CLAIMS = claims();

  private static Map<String, Claim> claims() {
    Map<String, Claim> all = new LinkedHashMap<>();
    double ulp = 0x1p-52;
    all.put("exp", of(Elementary::exp, ulp, 0));
    all.put("expm1", of(Elementary::expm1, 2 * ulp, 0));
    all.put("log", of(Elementary::log, ulp, 0));
    all.put("log1p", of(Elementary::log1p, 1.5 * ulp, 0));
    all.put("tanh", of(Elementary::tanh, 4 * ulp, 0));
    all.put("lgamma", of(GammaFunctions::lgamma, 1e-14, 1e-15));
    all.put("digamma", of(GammaFunctions::digamma, 1e-14, 1e-15));
    all.put("trigamma", of(GammaFunctions::trigamma, 1e-14, 0));
    all.put("lbeta", of(GammaFunctions::lbeta, 1e-14, 2e-15));
    all.put("lchoose", of(GammaFunctions::lchoose, 1e-14, 2e-15));
    all.put("erf", of(ErrorFunctions::erf, 1e-15, 0));
    all.put("erfc", of(ErrorFunctions::erfc, 2e-15, 0));
    all.put("invProbit", of(ErrorFunctions::invProbit, 2e-15, 0));
    all.put("logInvProbit", of(ErrorFunctions::logInvProbit, 2e-15, 0));
    all.put("probit", of(ErrorFunctions::probit, 2e-15, 0));
    all.put("logit", of(Links::logit, 1e-15, 0));
    all.put("invLogit", of(Links::invLogit, 1e-15, 0));
    all.put("logInvLogit", of(Links::logInvLogit, 1e-15, 0));
    all.put("log1mInvLogit", of(Links::log1mInvLogit, 1e-15, 0));
    all.put("log1pExp", of(Links::log1pExp, 1e-15, 0));
    all.put("log1mExp", of(Links::log1mExp, 1e-15, 0));
    all.put("logSumExp", of(Links::logSumExp, 1e-15, 1e-15));
    all.put("logDiffExp", of(Links::logDiffExp, 1e-15, 1e-15));
    all.put("cloglog", of(Links::cloglog, 1e-15, 1e-15));
    all.put("invCloglog", of(Links::invCloglog, 1e-15, 0));
    all.put("xlogy", of(Arithmetic::xlogy, 1e-15, 0));
    all.put("xlog1py", of(Arithmetic::xlog1py, 1e-15, 0));
    all.put("gammaP", of(IncompleteFunctions::regularizedGammaP, 1e-13, 0));
    all.put("gammaQ", of(IncompleteFunctions::regularizedGammaQ, 1e-13, 0));
    all.put(
        "beta", new Claim(x -> IncompleteFunctions.regularizedBeta(x[0], x[1], x[2]), 1e-13, 0));
    all.put("logScaledI", of(BesselFunctions::logScaledI, 1e-14, 1e-14));
    all.put("logScaledISlope", of(BesselFunctions::logScaledISlope, 1e-13, 1e-14));
    all.put("logScaledIOrderSlope", of(BesselFunctions::logScaledIOrderSlope, 1e-13, 1e-14));
    all.put("logScaledK", of(BesselFunctions::logScaledK, 1e-14, 1e-14));
    all.put("logScaledKSlope", of(BesselFunctions::logScaledKSlope, 1e-12, 1e-14));
    all.put("logScaledKOrderSlope", of(BesselFunctions::logScaledKOrderSlope, 1e-13, 1e-14));
    all.put("owensT", of(OwensT::of, 1e-13, 0));
    all.put("lambertUpper", of(LambertW::upper, 1e-15, 0));
    all.put("lambertLower", of(LambertW::lower, 1e-15, 0));
    all.put("zeta", of(RiemannZeta::zeta, 1e-14, 0));
    all.put("zetaSlope", of(RiemannZeta::slope, 1e-13, 0));
    all.put("gammaPSlope", of(IncompleteSlopes::gammaP, 1e-12, 0));
    all.put("betaSlopeByA", new Claim(x -> IncompleteSlopes.betaByA(x[0], x[1], x[2]), 1e-12, 0));
    all.put("betaSlopeByB", new Claim(x -> IncompleteSlopes.betaByB(x[0], x[1], x[2]), 1e-12, 0));
    return all;
  }

  private static Claim of(DoubleUnaryOperator function, double relative, double absolute) {
    return new Claim(x -> function.applyAsDouble(x[0]), relative, absolute);
  }

  private static Claim of(DoubleBinaryOperator function, double relative, double absolute) {
    return new Claim(x -> function.applyAsDouble(x[0], x[1]), relative, absolute);
  }

  @TestFactory
  Stream<DynamicTest> errorsAreAsClaimed() {
    Map<String, List<double[]>> values = values();
    assertEquals(CLAIMS.keySet(), values.keySet());
    return CLAIMS.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        check(
                            entry.getValue(), Objects.requireNonNull(values.get(entry.getKey())))));
  }

  private static void check(Claim claim, List<double[]> lines) {
    double worst = 0;
    String where = "";
    for (double[] line : lines) {
      double error = claim.error(line);
      if (!(error <= worst)) {
        worst = error;
        where = Arrays.toString(line);
      }
    }
    assertTrue(worst <= 1, worst + " times the error allowed at " + where);
  }

  /** Doubles near the right ones are told from them. */
  @Test
  void saboteurIsOffInTheLastDigits() {
    values()
        .forEach(
            (name, lines) -> {
              Claim right = Objects.requireNonNull(CLAIMS.get(name));
              double fault = 1 + 3 * Math.max(right.relative, 3e-15);
              Claim wrong =
                  new Claim(x -> right.function.at(x) * fault, right.relative, right.absolute);
              assertTrue(lines.stream().anyMatch(line -> wrong.error(line) > 1), name);
            });
  }

  private static Map<String, List<double[]>> values() {
    Map<String, List<double[]>> values = new LinkedHashMap<>();
    try (InputStream in = SpecialFunctionsReferenceTest.class.getResourceAsStream("values.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(
              words ->
                  values
                      .computeIfAbsent(words[0], name -> new ArrayList<>())
                      .add(
                          Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }
}
