# Topics of three_men1 by Stan: effective draws per second of what does not depend on the numbers of the topics, beside
# bayes.benchmarks.topics.TopicMixing, which has the same quantities.
#
#   Rscript benchmarks/peers/stan/topics.R TOPICS WARMUP DRAWS [SEED]      from the project's folder
#
# Four chains in turn on one core. The figure is the smallest bulk ESS of the log likelihood and of 50 pairs of tokens
# having one topic (those that are not constant), by the seconds of warmup and sampling of all chains.

suppressPackageStartupMessages({
  library(rstan)
  library(posterior)
  library(jsonlite)
})
if (file.exists("/usr/include/boost")) rstan_options(boost_lib = "/usr/include")
if (file.exists("/usr/include/eigen3")) rstan_options(eigen_lib = "/usr/include/eigen3")
arguments <- as.integer(commandArgs(trailingOnly = TRUE))
seed <- if (length(arguments) > 3) arguments[4] else 1
given <- fromJSON("examples/posteriordb/data/three_men1.json")
pair <- 0:49
data <- c(given[c("V", "M", "N", "w", "doc")], list(
  K = arguments[1], P = 50, first = 97 * pair %% given$N + 1, second = (1009 * pair + 500) %% given$N + 1))
model <- stan_model("benchmarks/peers/stan/topics.stan")
fit <- sampling(
  model, data = data, seed = seed, chains = 4, iter = arguments[2] + arguments[3], warmup = arguments[2], cores = 1,
  refresh = 0, pars = c("log_likelihood", "together"))
values <- as.array(fit)
quantities <- setdiff(dimnames(values)[[3]], "lp__")
ess <- vapply(quantities, function(q) ess_bulk(values[, , q]), 0)
r <- vapply(quantities, function(q) rhat(values[, , q]), 0)
seconds <- sum(get_elapsed_time(fit))
gradients <- sum(vapply(get_sampler_params(fit, inc_warmup = TRUE), function(s) sum(s[, "n_leapfrog__"]), 0))
worst <- min(ess, na.rm = TRUE)
cat(sprintf(
  "| %d | %d + %d | %.1f | %.0f (%s) | %.0f | %.4f | %.3g | %.0f |\n", data$K, arguments[2], arguments[3], seconds, worst,
  names(which.min(ess)), ess[["log_likelihood"]], max(r, na.rm = TRUE), worst / seconds, 1e6 * seconds / gradients))
