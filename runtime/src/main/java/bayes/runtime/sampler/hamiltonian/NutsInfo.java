package bayes.runtime.sampler.hamiltonian;

/** What one transition of {@link NoUTurn} reports; written in place, one object per chain. */
public final class NutsInfo {
  double acceptStat;
  double stepSize;
  int treeDepth;
  int nLeapfrog;
  boolean divergent;
  double energy;

  /** An object to write to. */
  public NutsInfo() {}

  /** The average Metropolis acceptance probability over the trajectory's new points. */
  public double acceptStat() {
    return acceptStat;
  }

  /** The step size that was used. */
  public double stepSize() {
    return stepSize;
  }

  /** The number of completed doublings. */
  public int treeDepth() {
    return treeDepth;
  }

  /** The number of leapfrog steps, hence of gradient evaluations. */
  public int nLeapfrog() {
    return nLeapfrog;
  }

  /** Whether the trajectory ended because the energy error became too large. */
  public boolean divergent() {
    return divergent;
  }

  /** The energy of the chosen point, with its momentum. */
  public double energy() {
    return energy;
  }
}
