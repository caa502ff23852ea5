package bayes.cli.run;

/** How to infer. */
public enum Method {
  /** The No-U-Turn sampler. */
  NUTS("nuts"),
  /** Adaptive random-walk Metropolis-Hastings. */
  MH("mh"),
  /** Importance sampling, which also estimates the evidence. */
  IMPORTANCE("importance"),
  /** The mode of the density of the constrained values. */
  MAP("map");

  private final String text;

  Method(String text) {
    this.text = text;
  }

  /** Whether it runs Markov chains. */
  boolean hasChains() {
    return this == NUTS || this == MH;
  }

  @Override
  public String toString() {
    return text;
  }
}
