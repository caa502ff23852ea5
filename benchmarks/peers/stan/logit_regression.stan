// Counts of successes in given numbers of trials (one each for binary outcomes), with the log odds linear in the
// coefficients; their prior is flat, or normal where beta_sd is positive.
data {
  int<lower=1> N;
  int<lower=1> K;
  matrix[N, K] X;
  int<lower=0> trials[N];
  int<lower=0> y[N];
  real<lower=0> beta_sd;
}
parameters {
  vector[K] beta;
}
model {
  if (beta_sd > 0) beta ~ normal(0, beta_sd);
  y ~ binomial_logit(trials, X * beta);
}
