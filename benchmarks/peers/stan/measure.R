# Effective draws per gradient of Stan's default sampler: four chains, 1000 iterations of warmup and 1000 of sampling
# each, one seed.
#
#   Rscript benchmarks/peers/stan/measure.R [POSTERIOR ...]      from the project's folder; all posteriors by default
#
# First the program's log density is held against examples/posteriordb/logp_check (differences between points, without
# Jacobian); a wrong program stops the run. A row of results.csv is written per posterior: the smallest bulk ESS and
# the largest R-hat (rank-normalised and split, Vehtari and others 2021, as the package posterior computes them) over
# the parameters that examples/posteriordb/reference lists, and the leapfrog steps of all chains, warmup included.
# Evaluations in the search for a first step size are not counted, in Stan's favour.

suppressPackageStartupMessages({
  library(rstan)
  library(posterior)
  library(jsonlite)
})
# Debian keeps the headers of Boost and Eigen outside R.
if (file.exists("/usr/include/boost")) rstan_options(boost_lib = "/usr/include")
if (file.exists("/usr/include/eigen3")) rstan_options(eigen_lib = "/usr/include/eigen3")
folder <- "benchmarks/peers/stan"
database <- "examples/posteriordb"
source(file.path(folder, "programs.R"))
seed <- 20261123
limit_seconds <- 1800

read <- function(kind, file) {
  path <- file.path(database, kind, file)
  fromJSON(if (grepl("gz$", path)) gzfile(path) else path)
}

compiled <- new.env()
program <- function(name) {
  if (is.null(compiled[[name]])) {
    compiled[[name]] <- stan_model(file.path(folder, paste0(name, ".stan")), model_name = name)
  }
  compiled[[name]]
}

# Largest disagreement of log density differences, relative to 1 + the log density's size.
disagreement <- function(name, task, fit) {
  points <- read("logp_check", paste0(name, ".json"))
  expected <- points$log_density_minus_first
  points$log_density_minus_first <- NULL
  value <- function(p) {
    point <- lapply(points, function(all) if (is.matrix(all)) all[p, ] else all[p])
    if (!is.null(task$names)) point <- list(beta = unlist(point, use.names = FALSE))
    if (task$program == "logit_regression") point$beta <- array(point$beta)
    log_prob(fit, unconstrain_pars(fit, point), adjust_transform = FALSE)
  }
  found <- vapply(seq_along(expected), value, 0)
  max(abs(found - found[1] - expected) / (1 + abs(found)))
}

# Draws by iteration, chain and parameter, under the names of the reference.
draws <- function(task, fit) {
  all <- as.array(fit)
  if (!is.null(task$names)) dimnames(all)[[3]][seq_along(task$names)] <- task$names
  all
}

measure <- function(name) {
  catalog <- read.csv(file.path(database, "posteriors.csv"))
  task <- posteriors[[name]](read("data", catalog$data[catalog$posterior == name]))
  model <- program(task$program)
  check <- suppressWarnings(sampling(model, data = task$data, chains = 0))
  gap <- disagreement(name, task, check)
  tolerance <- if (task$program == "sir") 1e-4 else 1e-8
  if (!(gap < tolerance)) stop(name, ": the log density differs by ", gap)
  setTimeLimit(elapsed = limit_seconds, transient = TRUE)
  fit <- suppressWarnings(sampling(model, data = task$data, seed = seed, chains = 4, iter = 2000, cores = 1, refresh = 0))
  setTimeLimit(elapsed = Inf)
  reference <- read.csv(file.path(database, "reference", paste0(name, ".csv")))$parameter
  values <- draws(task, fit)
  one <- function(f) vapply(reference, function(p) f(values[, , p]), 0)
  gradients <- sum(vapply(get_sampler_params(fit, inc_warmup = TRUE), function(s) sum(s[, "n_leapfrog__"]), 0))
  ess <- min(one(ess_bulk))
  data.frame(
    posterior = name, program = task$program, rstan = as.character(packageVersion("rstan")), stan = stan_version(),
    seed = seed, min_ess_bulk = round(ess), max_rhat = round(max(one(rhat)), 4), divergences = get_num_divergent(fit),
    gradients = gradients, ess_per_1000_gradients = signif(1000 * ess / gradients, 3))
}

names <- commandArgs(trailingOnly = TRUE)
if (length(names) == 0) names <- base::names(posteriors)
results <- file.path(folder, "results.csv")
for (name in names) {
  row <- tryCatch(measure(name), error = function(e) {
    message(name, ": ", conditionMessage(e))
    NULL
  })
  if (is.null(row)) next
  rows <- if (file.exists(results)) read.csv(results) else row[0, ]
  rows <- rbind(rows[rows$posterior != name, ], row)
  write.csv(rows[order(rows$posterior), ], results, row.names = FALSE, quote = FALSE)
  message(name, ": ", row$min_ess_bulk, " effective draws, ", row$ess_per_1000_gradients, " per 1000 gradients")
}
