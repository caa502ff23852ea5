// Cholera: bacteria in the water infect, and the infected shed more of them.
functions {
  real[] change(real t, real[] y, real[] theta, real[] reals, int[] ints) {
    real infections = theta[1] * y[4] / (y[4] + 1e6) * y[1];
    return {-infections, infections - theta[2] * y[2], theta[2] * y[2], theta[3] * y[2] - theta[4] * y[4]};
  }
}
data {
  int<lower=1> N_t;
  real t[N_t];
  real y0[4];
  int<lower=0> stoi_hat[N_t];
  real<lower=0> B_hat[N_t];
}
transformed data {
  real no_reals[0];
  int no_ints[0];
}
parameters {
  real<lower=0> beta;
  real<lower=0> gamma;
  real<lower=0> xi;
  real<lower=0> delta;
}
model {
  real y[N_t, 4] = integrate_ode_rk45(change, y0, 0, t, {beta, gamma, xi, delta}, no_reals, no_ints);
  beta ~ cauchy(0, 2.5);
  gamma ~ cauchy(0, 1);
  xi ~ cauchy(0, 25);
  delta ~ cauchy(0, 1);
  stoi_hat[1] ~ poisson(y0[1] - y[1, 1]);
  for (n in 2:N_t) stoi_hat[n] ~ poisson(y[n - 1, 1] - y[n, 1]);
  B_hat ~ lognormal(log(y[, 4]), 0.15);
}
