package bayes.benchmarks.topics;

/** A topic model that is sampled, with symmetric alpha and beta. */
interface TopicSampler {
  /** Draws every token's topic this many times. */
  void run(int sweeps);

  /** The words of each topic: (n_kw + beta) / (n_k + V beta). */
  double[][] phi();
}
