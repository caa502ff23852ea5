// A hidden chain of two states with normal emissions of unit scale, summed out by the forward algorithm.
data {
  int<lower=1> N;
  real y[N];
}
parameters {
  simplex[2] theta1;
  simplex[2] theta2;
  positive_ordered[2] mu;
}
model {
  vector[2] from_1 = log(theta1);
  vector[2] from_2 = log(theta2);
  vector[2] forward;
  mu[1] ~ normal(3, 1);
  mu[2] ~ normal(10, 1);
  for (k in 1:2) forward[k] = -log(2) + normal_lpdf(y[1] | mu[k], 1);
  for (t in 2:N) {
    vector[2] next;
    for (k in 1:2)
      next[k] = log_sum_exp(forward[1] + from_1[k], forward[2] + from_2[k]) + normal_lpdf(y[t] | mu[k], 1);
    forward = next;
  }
  target += log_sum_exp(forward);
}
