// A normal linear regression with a flat prior on its coefficients; the residual scale is flat, or half-Cauchy
// where sigma_scale is positive. Serves every such posterior: see programs.R for the columns of X.
data {
  int<lower=1> N;
  int<lower=1> K;
  matrix[N, K] X;
  vector[N] y;
  real<lower=0> sigma_scale;
}
parameters {
  vector[K] beta;
  real<lower=0> sigma;
}
model {
  if (sigma_scale > 0) sigma ~ cauchy(0, sigma_scale);
  y ~ normal(X * beta, sigma);
}
