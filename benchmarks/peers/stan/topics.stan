// Topics of documents, the topic of each token summed out. Beside it what does not depend on how the
// topics are numbered: the log likelihood, and whether two tokens have the same topic.
data {
  int<lower=1> K;
  int<lower=1> V;
  int<lower=1> M;
  int<lower=1> N;
  int<lower=1, upper=V> w[N];
  int<lower=1, upper=M> doc[N];
  int<lower=0> P;
  int<lower=1, upper=N> first[P];
  int<lower=1, upper=N> second[P];
}
parameters {
  simplex[K] theta[M];
  simplex[V] phi[K];
}
model {
  // The priors of theta and phi are uniform.
  for (n in 1:N) {
    vector[K] joint;
    for (k in 1:K) joint[k] = log(theta[doc[n], k]) + log(phi[k, w[n]]);
    target += log_sum_exp(joint);
  }
}
generated quantities {
  real log_likelihood = 0;
  int together[P];
  for (n in 1:N) {
    vector[K] joint;
    for (k in 1:K) joint[k] = log(theta[doc[n], k]) + log(phi[k, w[n]]);
    log_likelihood += log_sum_exp(joint);
  }
  for (p in 1:P) {
    int a;
    int b;
    vector[K] joint;
    for (k in 1:K) joint[k] = log(theta[doc[first[p]], k]) + log(phi[k, w[first[p]]]);
    a = categorical_logit_rng(joint);
    for (k in 1:K) joint[k] = log(theta[doc[second[p]], k]) + log(phi[k, w[second[p]]]);
    b = categorical_logit_rng(joint);
    together[p] = a == b;
  }
}
