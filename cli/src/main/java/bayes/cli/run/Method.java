package bayes.cli.run;

import java.util.Arrays;
import java.util.Optional;

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

  /** The method of a word on the command line. */
  static Optional<Method> of(String word) {
    return Arrays.stream(values()).filter(method -> method.text.equals(word)).findFirst();
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
