package bayes.runtime.inference;

/** The settings of a Markov chain method. */
public sealed interface ChainSettings permits NutsSettings, MetropolisSettings {
  /** The name of the method, {@code nuts} or {@code mh}. */
  String method();

  /** Chains, iterations, seed and threads. */
  RunSettings run();
}
