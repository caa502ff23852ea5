package bayes.runtime.inference;

/** The settings of a Markov chain method. */
public sealed interface ChainSettings permits NutsSettings, MetropolisSettings, TemperingSettings {
  /** The name of the method, {@code nuts}, {@code mh} or {@code tempering}. */
  String method();

  /** Chains, iterations, seed and threads. */
  RunSettings run();
}
