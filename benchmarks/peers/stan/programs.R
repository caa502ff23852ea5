# Which Stan program a posterior runs, on which data, and how the points of examples/posteriordb/logp_check map to its
# parameters. One regression program serves many posteriors: a list's X has their columns.

square <- function(x) x^2
scaled <- function(x, by) (x - mean(x)) / by
columns <- function(...) unname(cbind(...))

linear <- function(y, X, sigma_scale = 0)
  list(program = "linear_regression", data = list(N = nrow(X), K = ncol(X), X = X, y = y, sigma_scale = sigma_scale))

logit <- function(y, X, trials = rep(1L, nrow(X)), beta_sd = 0, names = NULL)
  list(program = "logit_regression", names = names,
       data = list(N = nrow(X), K = ncol(X), X = X, y = as.integer(y), trials = trials, beta_sd = beta_sd))

nes <- function(d) with(d, linear(partyid7, columns(
  1, real_ideo, race_adj, age_discrete == 2, age_discrete == 3, age_discrete == 4, educ1, gender, income)))

own <- function(program) function(d) list(program = program, data = d)

# The intercept of the wells has a name of its own.
wells_names <- function(k) c("alpha", sprintf("beta[%d]", seq_len(k)))

dogs <- function(d) {
  before <- function(row) cumsum(row) - row
  shock <- t(apply(d$y, 1, before))
  avoid <- t(apply(1 - d$y, 1, before))
  logit(c(d$y), columns(1, c(avoid), c(shock)), beta_sd = 100)
}

posteriors <- list(
  "kidiq-kidscore_interaction" = function(d) with(d,
    linear(kid_score, columns(1, mom_hs, mom_iq, mom_hs * mom_iq), sigma_scale = 2.5)),
  "kidiq-kidscore_momiq" = function(d) with(d, linear(kid_score, columns(1, mom_iq), sigma_scale = 2.5)),
  "kidiq_with_mom_work-kidscore_mom_work" = function(d) with(d,
    linear(kid_score, columns(1, mom_work == 2, mom_work == 3, mom_work == 4))),
  "kidiq_with_mom_work-kidscore_interaction_z" = function(d) {
    h <- scaled(d$mom_hs, 2 * sd(d$mom_hs))
    q <- scaled(d$mom_iq, 2 * sd(d$mom_iq))
    linear(d$kid_score, columns(1, h, q, h * q))
  },
  "kidiq_with_mom_work-kidscore_interaction_c2" = function(d) {
    h <- d$mom_hs - 0.5
    q <- d$mom_iq - 100
    linear(d$kid_score, columns(1, h, q, h * q))
  },
  "earnings-earn_height" = function(d) with(d, linear(earn, columns(1, height))),
  "earnings-log10earn_height" = function(d) with(d, linear(log10(earn), columns(1, height))),
  "earnings-logearn_interaction" = function(d) with(d,
    linear(log(earn), columns(1, height, male, height * male))),
  "earnings-logearn_logheight_male" = function(d) with(d, linear(log(earn), columns(1, log(height), male))),
  "mesquite-mesquite" = function(d) with(d,
    linear(weight, columns(1, diam1, diam2, canopy_height, total_height, density, group))),
  "mesquite-logmesquite" = function(d) with(d, linear(log(weight),
    columns(1, log(diam1), log(diam2), log(canopy_height), log(total_height), log(density), group))),
  "mesquite-logmesquite_logva" = function(d) with(d, linear(log(weight),
    columns(1, log(diam1 * diam2 * canopy_height), log(diam1 * diam2), group))),
  "mesquite-logmesquite_logvolume" = function(d) with(d,
    linear(log(weight), columns(1, log(diam1 * diam2 * canopy_height)))),
  "nes1972-nes" = nes,
  "nes1980-nes" = nes,
  "nes1992-nes" = nes,
  "nes2000-nes" = nes,
  "sesame_data-sesame_one_pred_a" = function(d) with(d, linear(watched, columns(1, encouraged))),
  "GLM_Binomial_data-GLM_Binomial_model" = function(d) with(d,
    logit(C, columns(1, year, square(year)), as.integer(N), 100, c("alpha", "beta1", "beta2"))),
  "dogs-dogs" = dogs,
  "nes_logit_data-nes_logit_model" = function(d) with(d,
    logit(vote, columns(1, income), names = wells_names(1))),
  "wells_data-wells_dist" = function(d) with(d, logit(switched, columns(1, dist))),
  "wells_data-wells_dist100ars_model" = function(d) with(d,
    logit(switched, columns(1, dist / 100, arsenic), names = wells_names(2))),
  "wells_data-wells_interaction_c_model" = function(d) {
    far <- scaled(d$dist, 100)
    a <- scaled(d$arsenic, 1)
    logit(d$switched, columns(1, far, a, far * a), names = wells_names(3))
  },
  "wells_data-wells_dae_inter_model" = function(d) {
    far <- scaled(d$dist, 100)
    a <- scaled(d$arsenic, 1)
    e <- scaled(d$educ, 4)
    logit(d$switched, columns(1, far, a, e, far * a, far * e, a * e), names = wells_names(6))
  },
  "radon_mn-radon_pooled" = own("radon_pooled"),
  "hmm_example-hmm_example" = own("hmm_example"),
  "bball_drive_event_1-hmm_drive_1" = own("hmm_drive_1"),
  "gp_pois_regr-gp_regr" = own("gp_regr"),
  "Mt_data-Mt_model" = own("Mt_model"),
  "Rate_1_data-Rate_1_model" = own("Rate_1_model"),
  "Rate_2_data-Rate_2_model" = own("Rate_2_model"),
  "Rate_4_data-Rate_4_model" = own("Rate_4_model"),
  "Survey_data-Survey_model" = own("Survey_model"),
  "dugongs_data-dugongs_model" = own("dugongs_model"),
  "sir-sir" = own("sir")
)
