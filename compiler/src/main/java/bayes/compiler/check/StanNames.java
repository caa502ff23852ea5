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
          Map.entry("flat", "Flat()"),
          Map.entry("skew_normal", "SkewNormal"),
          Map.entry("exp_mod_normal", "ExpModNormal"),
          Map.entry("skew_double_exponential", "AsymmetricLaplace"),
          Map.entry("logistic", "Logistic"),
          Map.entry("gumbel", "Gumbel"),
          Map.entry("weibull", "Weibull"),
          Map.entry("frechet", "Frechet"),
          Map.entry("rayleigh", "Rayleigh"),
          Map.entry("loglogistic", "LogLogistic"),
          Map.entry("pareto", "Pareto"),
          Map.entry("pareto_type_2", "ParetoType2"),
          Map.entry("chi_square", "ChiSquared"),
          Map.entry("inv_chi_square", "InverseChiSquared"),
          Map.entry("scaled_inv_chi_square", "ScaledInverseChiSquared"),
          Map.entry("von_mises", "VonMises"),
          Map.entry("beta_binomial", "BetaBinomial"),
          Map.entry("hypergeometric", "Hypergeometric(successes, failures, n)"),
          Map.entry("dhyper", "Hypergeometric(successes, failures, n)"),
          Map.entry("ordered_logistic", "OrderedLogistic"),
          Map.entry("ordered_probit", "OrderedProbit"),
          Map.entry("multinomial_logit", "Multinomial(n, logits: ...)"),
          Map.entry("neg_binomial_2_log", "NegativeBinomial(log_mean: ..., dispersion: ...)"),
          Map.entry("discrete_range", "DiscreteUniform"),
          Map.entry("dirichlet_multinomial", "DirichletMultinomial"),
          Map.entry("dunif", "Uniform"),
          Map.entry("dgamma", "Gamma"),
          Map.entry("dbeta", "Beta"),
          Map.entry("dexp", "Exponential"),
          Map.entry("dbern", "Bernoulli"),
          Map.entry("dbin", "Binomial(n, p)"),
          Map.entry("dpois", "Poisson"),
          Map.entry("dcat", "Categorical"),
          Map.entry("dmulti", "Multinomial(n, p)"),
          Map.entry("ddirch", "Dirichlet"),
          Map.entry("dlnorm", "LogNormal(mu, 1 / sqrt(precision))"),
          Map.entry("dweib", "Weibull"));

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("fabs", "`abs`"),
          Map.entry("Phi", "`inv_probit`"),
          Map.entry("inv_Phi", "`probit`"),
          Map.entry("pow", "`x ^ y`"),
          Map.entry("dot_product", "`a @ b`, or `dot(a, b)`"),
          Map.entry("rep_vector", "a scalar: it is repeated where an array is needed"),
          Map.entry("num_elements", "`size(S)`"),
          Map.entry("range", "a range is `1..n`"),
          Map.entry("ln", "`log`"),
          Map.entry("sort_asc", "`sort(x)`"),
          Map.entry("sort_desc", "`reverse(sort(x))`"),
          Map.entry("sort_indices_asc", "`order(x)`"),
          Map.entry("cumulative_sum", "`cumsum(x)`"),
          Map.entry("append_array", "`concat(x, y)`"),
          Map.entry("append_row", "`concat(x, y)`"),
          Map.entry("rep_array", "`rep(x, n)`"),
          Map.entry("linspaced_vector", "`linspace(lower, upper, n)`"),
          Map.entry("modified_bessel_second_kind", "`bessel_k`"),
          Map.entry("log_modified_bessel_first_kind", "`log_bessel_i`"),
          Map.entry("lambert_w0", "`lambert_w`"),
          Map.entry("gamma_q_inv", "`quantile(Gamma(a, 1), 1 - q)`"),
          Map.entry("lbinom", "`lchoose`"),
          Map.entry("binomial_coefficient_log", "`lchoose`"),
          Map.entry("inc_beta", "`beta_i(x, a, b)`"),
          Map.entry("squared_distance", "`square(distance(x, y))`"),
          Map.entry("dot_self", "`x @ x`"),
          Map.entry("inv", "`1 / x`"),
          Map.entry("inv_sqrt", "`1 / sqrt(x)`"),
          Map.entry("inv_square", "`1 / square(x)`"),
          Map.entry("argsort", "`order(x)`"),
          Map.entry("median", "`quantile(x, 0.5)`"),
          Map.entry("ifelse", "`where(c, a, b)`"),
          Map.entry("switch", "`where(c, a, b)`"));

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
