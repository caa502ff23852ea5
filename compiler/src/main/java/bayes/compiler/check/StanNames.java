package bayes.compiler.check;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What users of Stan and JAGS write, and what it is called here. */
final class StanNames {
  private static final Map<String, String> DISTRIBUTIONS =
      Map.ofEntries(
          Map.entry("normal", "Normal"),
          Map.entry("dnorm", "Normal(mean, precision: ...)"),
          Map.entry("std_normal", "Normal(0, 1)"),
          Map.entry("student_t", "StudentT"),
          Map.entry("half_normal", "HalfNormal"),
          Map.entry("cauchy", "Cauchy"),
          Map.entry("half_cauchy", "HalfCauchy"),
          Map.entry("double_exponential", "Laplace"),
          Map.entry("lognormal", "LogNormal"),
          Map.entry("exponential", "Exponential"),
          Map.entry("gamma", "Gamma"),
          Map.entry("inv_gamma", "InverseGamma"),
          Map.entry("beta", "Beta"),
          Map.entry("beta_proportion", "Beta(mean: ..., concentration: ...)"),
          Map.entry("uniform", "Uniform"),
          Map.entry("bernoulli", "Bernoulli"),
          Map.entry("bernoulli_logit", "Bernoulli(logit: ...)"),
          Map.entry("binomial", "Binomial"),
          Map.entry("poisson", "Poisson"),
          Map.entry("poisson_log", "Poisson(log_rate: ...)"),
          Map.entry("neg_binomial", "NegativeBinomial(shape: ..., rate: ...)"),
          Map.entry("neg_binomial_2", "NegativeBinomial"),
          Map.entry("categorical", "Categorical"),
          Map.entry("categorical_logit", "Categorical(logits: ...)"),
          Map.entry("multinomial", "Multinomial"),
          Map.entry("dirichlet", "Dirichlet"),
          Map.entry("multi_normal", "MvNormal"),
          Map.entry("lkj_corr", "LKJ"),
          Map.entry("lkj_corr_cholesky", "LKJCholesky"),
          Map.entry("flat", "Flat()"));

  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "fabs", "`abs`",
          "Phi", "`inv_probit`",
          "inv_Phi", "`probit`",
          "pow", "`x ^ y`",
          "dot_product", "`a @ b`, or `dot(a, b)`",
          "rep_vector", "a scalar: it is repeated where an array is needed",
          "num_elements", "`size(S)`",
          "range", "a range is `1..n`",
          "ln", "`log`");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("vector", "a vector is `real[n]`"),
          Map.entry("row_vector", "a vector is `real[n]`"),
          Map.entry("matrix", "a matrix is `real[n, m]`"),
          Map.entry("array", "an array is `real[n]`, or `int[n, m]`"),
          Map.entry("float", "here it is `real`"),
          Map.entry("double", "here it is `real`"),
          Map.entry("number", "here it is `real`"),
          Map.entry("integer", "here it is `int`"),
          Map.entry("boolean", "here it is `bool`"),
          Map.entry("cov_matrix", "a covariance matrix is `cov[n]`"),
          Map.entry("corr_matrix", "a correlation matrix is `corr[n]`"),
          Map.entry("cholesky_factor_cov", "here it is `cholesky_cov[n]`"),
          Map.entry("cholesky_factor_corr", "here it is `cholesky_corr[n]`"),
          Map.entry("sum_to_zero_vector", "here it is `sum_to_zero[n]`"),
          Map.entry("string", "strings are the members of a set: `set S;`, and `x : S[n]`"));

  private StanNames() {}

  /** What to write instead of a type's name. */
  static Optional<String> typeInstead(String name) {
    return Optional.ofNullable(TYPES.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What to write instead of a distribution's name. */
  static Optional<String> distributionInstead(String name) {
    return Optional.ofNullable(DISTRIBUTIONS.get(name.toLowerCase(Locale.ROOT)))
        .filter(ours -> !ours.equals(name))
        .map(ours -> "here it is `" + ours + "`");
  }

  /** What to write instead of a function's name. */
  static Optional<String> functionInstead(String name) {
    for (String ending : new String[] {"_lpdf", "_lpmf", "_lupdf", "_lupmf"}) {
      if (name.endsWith(ending)) {
        String distribution = name.substring(0, name.length() - ending.length());
        String ours = DISTRIBUTIONS.getOrDefault(distribution, distribution);
        String call = ours.contains("(") ? ours : ours + "(...)";
        return Optional.of("write `log_density(" + call + ", x)`");
      }
    }
    if (name.endsWith("_rng")) {
      return Optional.of("write `generate x ~ D(...);`");
    }
    return Optional.ofNullable(FUNCTIONS.get(name)).map(ours -> "here it is " + ours);
  }
}
