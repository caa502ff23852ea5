// Capture and recapture with a chance for each occasion; whether an undetected row is an animal is summed out.
data {
  int<lower=1> M;
  int<lower=1> T;
  int<lower=0, upper=1> y[M, T];
}
transformed data {
  int detections[M];
  int undetected = 0;
  int captured[T] = rep_array(0, T);
  for (i in 1:M) {
    detections[i] = sum(y[i]);
    if (detections[i] == 0) undetected += 1;
    for (t in 1:T) captured[t] += y[i, t];
  }
}
parameters {
  real<lower=0, upper=1> omega;
  vector<lower=0, upper=1>[T] p;
}
model {
  for (i in 1:M) {
    if (detections[i] > 0) target += bernoulli_lpmf(1 | omega) + bernoulli_lpmf(y[i] | p);
    else target += log_sum_exp(bernoulli_lpmf(1 | omega) + bernoulli_lpmf(y[i] | p), bernoulli_lpmf(0 | omega));
  }
}
generated quantities {
  real pr = prod(1 - p);
  real omega_nd = omega * pr / (omega * pr + 1 - omega);
  int N = M - undetected + binomial_rng(undetected, omega_nd);
}
