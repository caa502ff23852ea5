# Writes the reference values of bayes.runtime.convergence to standard output: draws, and what R's
# posterior and loo say of them. Run with: Rscript convergence_reference.R > ../resources/bayes/runtime/convergence/reference.txt
suppressMessages({
  library(posterior)
  library(loo)
})
set.seed(20240)
numbers <- function(x) paste(ifelse(is.na(x), "NaN", sprintf("%.17g", x)), collapse = " ")
emit <- function(...) cat(..., "\n", sep = "")
emit("# posterior ", as.character(packageVersion("posterior")), ", loo ",
     as.character(packageVersion("loo")), ", ", R.version.string)

ar <- function(n, rho) as.numeric(stats::filter(rnorm(n), rho, "recursive"))
chains <- function(n, count, f) sapply(seq_len(count), function(i) f(n))
describe <- function(name, x) {
  emit("case ", name)
  for (c in seq_len(ncol(x))) emit("chain ", numbers(x[, c]))
  values <- suppressWarnings(list(
    rHat = rhat(x), rHatBasic = rhat_basic(x), essBulk = ess_bulk(x), essTail = ess_tail(x),
    essMean = ess_mean(x), essSd = ess_sd(x), essQuantile25 = ess_quantile(x, 0.25, names = FALSE),
    mcseMean = mcse_mean(x), mcseSd = mcse_sd(x), mcseQuantile5 = mcse_quantile(x, 0.05, names = FALSE),
    mcseQuantile50 = mcse_quantile(x, 0.5, names = FALSE)))
  for (key in names(values)) emit("value ", key, " ", numbers(values[[key]]))
}

describe("independent", chains(200, 4, rnorm))
describe("autocorrelated", chains(250, 4, function(n) ar(n, 0.9)))
describe("long memory", chains(700, 2, function(n) ar(n, 0.99)))
describe("antithetic", chains(200, 4, function(n) ar(n, -0.7)))
describe("different locations", chains(100, 4, rnorm) + rep(c(0, 0, 0, 1), each = 100))
describe("different scales", chains(100, 4, rnorm) * rep(c(1, 1, 1, 4), each = 100))
stuck <- chains(200, 4, rnorm)
stuck[, 3] <- 0.3
describe("a stuck chain", stuck)
describe("constant", matrix(1.7, 100, 4))
missing <- chains(100, 4, rnorm)
missing[17, 2] <- NaN
describe("NaN", missing)
infinite <- chains(100, 4, rnorm)
infinite[23, 1] <- Inf
describe("infinite", infinite)
describe("odd length", chains(201, 4, function(n) ar(n, 0.5)))
describe("discrete", matrix(as.numeric(rpois(600, 2)), 150, 4))
describe("heavy tails", chains(200, 4, rcauchy))
describe("one chain", chains(300, 1, function(n) ar(n, 0.3)))
describe("short", chains(8, 4, rnorm))
describe("four draws", chains(4, 4, rnorm))

weigh <- function(name, logw) {
  p <- suppressWarnings(psis(logw, r_eff = 1))
  emit("weights ", name)
  emit("given ", numbers(logw))
  emit("smoothed ", numbers(as.numeric(weights(p, log = TRUE, normalize = TRUE))))
  emit("k ", numbers(pareto_k_values(p)))
  emit("ess ", numbers(psis_n_eff_values(p)))
}
weigh("wide proposal", {x <- rnorm(1000, 0, 1.5); dnorm(x, log = TRUE) - dnorm(x, 0, 1.5, log = TRUE)})
weigh("narrow proposal", {x <- rnorm(1000, 0, 0.8); dnorm(x, log = TRUE) - dnorm(x, 0, 0.8, log = TRUE)})
weigh("hopeless proposal", {x <- rnorm(500); dcauchy(x, log = TRUE) - dnorm(x, log = TRUE) + 700})
weigh("shortest tail", rexp(25))
weigh("too short", rexp(20))
weigh("equal", rep(-3, 100))
