package bayes.runtime.inference;

/** The settings of a Markov chain method. */
public sealed interface ChainSettings
    permits NutsSettings, MetropolisSettings, TemperingSettings, GibbsSettings, ExactSettings {
  /**
   * The name of the method, {@code exact}, {@code nuts}, {@code mh}, {@code tempering} or {@code
   * gibbs}.
   */
  String method();

  /** Chains, iterations, seed and threads. */
  RunSettings run();
}
