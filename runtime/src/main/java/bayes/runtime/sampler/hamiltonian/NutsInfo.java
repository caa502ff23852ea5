package bayes.runtime.sampler.hamiltonian;

/** What one transition of {@link NoUTurn} reports; written in place, one object per chain. */
public final class NutsInfo {
  double acceptStat;
  double stepSize;
  int treeDepth;
  int nLeapfrog;
  boolean divergent;
  double energy;
  private double[] from = {};
  private double[] to = {};

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

  /** The step from one position to another diverged. */
  void divergeAlong(double[] before, double[] after) {
    divergent = true;
    if (from.length != before.length) {
      from = new double[before.length];
      to = new double[before.length];
    }
    System.arraycopy(before, 0, from, 0, from.length);
    System.arraycopy(after, 0, to, 0, to.length);
  }

  /** The position before the step that diverged, if one did; to be read only. */
  public double[] divergedFrom() {
    return from;
  }

  /** The position after the step that diverged, if one did; to be read only. */
  public double[] divergedTo() {
    return to;
  }

  /** The energy of the chosen point, with its momentum. */
  public double energy() {
    return energy;
  }
}
