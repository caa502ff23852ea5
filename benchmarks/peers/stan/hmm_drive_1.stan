// A hidden chain of two states with two series of normal emissions of known scales.
data {
  int<lower=1> N;
  real u[N];
  real v[N];
  matrix<lower=0>[2, 2] alpha;
  real<lower=0> tau;
  real<lower=0> rho;
}
parameters {
  simplex[2] theta1;
  simplex[2] theta2;
  ordered[2] phi;
  ordered[2] lambda;
}
model {
  vector[2] from_1 = log(theta1);
  vector[2] from_2 = log(theta2);
  vector[2] forward;
  theta1 ~ dirichlet(alpha[1]');
  theta2 ~ dirichlet(alpha[2]');
  phi[1] ~ normal(0, 1);
  phi[2] ~ normal(3, 1);
  lambda[1] ~ normal(0, 1);
  lambda[2] ~ normal(3, 1);
  for (k in 1:2)
    forward[k] = -log(2) + normal_lpdf(u[1] | phi[k], tau) + normal_lpdf(v[1] | lambda[k], rho);
  for (t in 2:N) {
    vector[2] next;
    for (k in 1:2)
      next[k] = log_sum_exp(forward[1] + from_1[k], forward[2] + from_2[k])
                + normal_lpdf(u[t] | phi[k], tau) + normal_lpdf(v[t] | lambda[k], rho);
    forward = next;
  }
  target += log_sum_exp(forward);
}
