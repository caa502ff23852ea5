# Writes reference values of nested R-hat and E-BFMI to standard output, each computed from its
# definition by base R: posterior 1.4.0 has neither. Run with:
# Rscript superchains_reference.R > ../resources/bayes/runtime/convergence/superchains.txt
set.seed(20240)
numbers <- function(x) paste(sprintf("%.17g", x), collapse = " ")
emit <- function(...) cat(..., "\n", sep = "")
emit("# ", R.version.string)

# Margossian et al. (2024): B is the variance of the superchains' means; W the mean over the
# superchains of the variance between and the mean variance within their chains.
nested <- function(x, ids) {
  groups <- split(seq_len(ncol(x)), ids)
  means <- sapply(groups, function(g) mean(x[, g]))
  within <- sapply(groups, function(g) {
    between <- if (length(g) > 1) var(colMeans(x[, g, drop = FALSE])) else 0
    inside <- if (nrow(x) > 1) mean(apply(x[, g, drop = FALSE], 2, var)) else 0
    between + inside
  })
  sqrt(1 + var(means) / mean(within))
}
# Betancourt (2016): the mean square of the energy's steps over its variance.
bfmi <- function(e) (sum((e[-1] - e[-length(e)])^2) / length(e)) / var(e)

ar <- function(n, rho) as.numeric(stats::filter(rnorm(n), rho, "recursive"))
describe <- function(name, x, superchains) {
  emit("case ", name)
  emit("superchains ", superchains)
  for (c in seq_len(ncol(x))) emit("chain ", numbers(x[, c]))
  emit("nested ", numbers(nested(x, rep(seq_len(superchains), each = ncol(x) / superchains))))
  if (nrow(x) > 1) emit("ebfmi ", numbers(apply(x, 2, bfmi)))
}
describe("stationary", sapply(1:16, function(i) ar(25, 0.5)), 4)
starts <- rep(c(-2, 0, 1, 3), each = 4)
describe("not forgotten", sapply(1:16, function(i) starts[i] * 0.9^(1:25) + ar(25, 0.5)), 4)
describe("one chain each", sapply(1:6, function(i) rnorm(30)), 6)
describe("one draw each", matrix(rnorm(32), 1, 32), 8)
describe("two superchains", sapply(1:10, function(i) exp(ar(40, 0.8))), 2)
