// How many surveys were sent out? The unknown number of trials is summed out.
data {
  int<lower=0> nmax;
  int<lower=0> m;
  int<lower=0, upper=nmax> k[m];
}
transformed data {
  int least = max(k);
}
parameters {
  real<lower=0, upper=1> theta;
}
transformed parameters {
  vector[nmax - least + 1] by_n;
  for (n in least:nmax) by_n[n - least + 1] = -log(nmax) + binomial_lpmf(k | n, theta);
}
model {
  target += log_sum_exp(by_n);
}
generated quantities {
  int n = least - 1 + categorical_logit_rng(by_n);
}
