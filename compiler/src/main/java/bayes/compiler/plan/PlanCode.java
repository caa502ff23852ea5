package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic.Code;

/** The codes of this phase, each with what it is about: what a model cannot be used for. */
public enum PlanCode {
  M0111("integers that are drawn together"),
  M0121("a simulation of a model with `factor`"),
  M0122("a simulation of a latent without a normalised density"),
  M0123("a simulation of a distribution without a sampler"),
  M0124("a simulation that cannot write what the model observes"),
  M0125("a simulation that would change a size"),
  M0126("a replication from a latent that is not recorded"),
  M0127("a method that does not apply to the model"),
  M0128("a latent that cannot be summed or integrated out");

  private final String title;

  PlanCode(String title) {
    this.title = title;
  }

  /** What diagnostics of this code are about, for lists of codes. */
  public String title() {
    return title;
  }

  public Code code() {
    return new Code(name());
  }
}
