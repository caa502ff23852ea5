// Growth that levels off.
data {
  int<lower=1> N;
  vector[N] x;
  vector[N] Y;
}
parameters {
  real alpha;
  real beta;
  real<lower=0.5, upper=1> lambda;
  real<lower=0> tau;
}
transformed parameters {
  real sigma = 1 / sqrt(tau);
  real U3 = logit(lambda);
}
model {
  vector[N] mean_length;
  for (i in 1:N) mean_length[i] = alpha - beta * lambda ^ x[i];
  alpha ~ normal(0, 1000);
  beta ~ normal(0, 1000);
  tau ~ gamma(0.0001, 0.0001);
  Y ~ normal(mean_length, sigma);
}
