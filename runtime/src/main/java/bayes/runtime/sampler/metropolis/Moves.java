package bayes.runtime.sampler.metropolis;

/** Which random walks an iteration of Metropolis-Hastings makes. */
public enum Moves {
  /** One step of every single component. */
  COMPONENTS(true, false),
  /** As many steps of every block as it has coordinates. */
  BLOCKS(false, true),
  /** Both in turn. */
  BOTH(true, true);

  private final boolean components;
  private final boolean blocks;

  Moves(boolean components, boolean blocks) {
    this.components = components;
    this.blocks = blocks;
  }

  /** Whether single components move. */
  public boolean components() {
    return components;
  }

  /** Whether blocks move. */
  public boolean blocks() {
    return blocks;
  }
}
