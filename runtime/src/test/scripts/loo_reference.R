# Reference values of PSIS-LOO and WAIC, by R's loo 2.5.1:
#   Rscript loo_reference.R > ../resources/bayes/runtime/convergence/loo.csv
# The log likelihoods are made by a formula, the same in PredictiveAccuracyTest: normal ones of
# points at y, given draws of a mean that are uniform fractions of multiples of the golden ratio,
# made correlated within a chain and heavy-tailed.
suppressPackageStartupMessages(library(loo))
stopifnot(packageVersion("loo") == "2.5.1")
chains <- 4
draws <- 250
mean_of <- function(c, s) {
  u <- ((s + 1) * 0.6180339887498949 + c * 0.41421356237309515) %% 1
  v <- (s * 0.6180339887498949 + c * 0.41421356237309515) %% 1
  x <- 0.7 * log(u / (1 - u)) + 0.5 * log(v / (1 - v))
  0.25 * x
}
log_lik <- function(y, scale) {
  a <- array(0, c(draws, chains, length(y)))
  for (i in seq_along(y)) for (c in 1:chains) for (s in 1:draws)
    a[s, c, i] <- dnorm(y[i], mean_of(c, s), scale, log = TRUE)
  a
}
y <- c(-0.4, 0, 0.3, 1, 2.5, -3, 6, -8, 0.1, 0.2)
cat("model,quantity,value\n")
say <- function(model, name, value) cat(sprintf("%s,%s,%.17g\n", model, name, value))
fits <- list()
for (model in c("narrow", "wide")) {
  scale <- if (model == "narrow") 0.6 else 1.5
  ll <- log_lik(y, scale)
  fit <- suppressWarnings(loo(ll, r_eff = relative_eff(exp(ll))))
  w <- suppressWarnings(waic(ll))
  fits[[model]] <- fit
  for (i in seq_along(y)) {
    say(model, paste0("elpd_", i), fit$pointwise[i, "elpd_loo"])
    say(model, paste0("mcse_", i), fit$pointwise[i, "mcse_elpd_loo"])
    say(model, paste0("p_", i), fit$pointwise[i, "p_loo"])
    say(model, paste0("k_", i), fit$diagnostics$pareto_k[i])
    say(model, paste0("ess_", i), fit$diagnostics$n_eff[i])
    say(model, paste0("waic_", i), w$pointwise[i, "elpd_waic"])
    say(model, paste0("pwaic_", i), w$pointwise[i, "p_waic"])
  }
  for (name in c("elpd_loo", "p_loo")) for (what in c("Estimate", "SE"))
    say(model, paste(name, what), fit$estimates[name, what])
  for (name in c("elpd_waic", "p_waic")) for (what in c("Estimate", "SE"))
    say(model, paste(name, what), w$estimates[name, what])
}
compared <- loo_compare(fits)
say("both", "elpd_diff", compared[2, "elpd_diff"])
say("both", "se_diff", compared[2, "se_diff"])
