package bayes.runtime.report;

/** Something about an approximation of the posterior that its reader has to know. */
public sealed interface ApproximationFinding extends Finding {
  /**
   * The approximation as a whole, or in one quantity, is far from the posterior.
   *
   * @param quantity the quantity whose tail is worst; empty if the approximation is bad as a whole
   */
  record FarFromPosterior(double k, double limit, String quantity) implements ApproximationFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "pareto_k";
    }

    @Override
    public String message() {
      return "draws from the approximation would need weights with a heavy tail"
          + (quantity.isEmpty() ? "" : " for " + quantity)
          + ": Pareto k is "
          + Words.number("%.2f", k)
          + ", and should be at most "
          + Words.number("%.2f", limit);
    }

    @Override
    public String nextStep() {
      return "sample with --method nuts";
    }
  }

  /** The weights of its draws show that the approximation is off, and by how much. */
  record Shifted(String quantity, double shift) implements ApproximationFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "shift";
    }

    @Override
    public String message() {
      return "the mean of "
          + quantity
          + " is "
          + Words.number("%.1f", Math.abs(shift))
          + " standard deviations too "
          + (shift > 0 ? "high" : "low")
          + ", by the weights of the draws";
    }

    @Override
    public String nextStep() {
      return "--method importance weights the draws and corrects it; or sample with --method nuts";
    }
  }

  /** Nothing is known of how coordinates depend on each other. */
  record IndependentCoordinates() implements ApproximationFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "curvature";
    }

    @Override
    public String message() {
      return "there are too many coordinates for their covariances: each has the width that it has"
          + " given all the others, so intervals are too narrow where latents depend on each other";
    }

    @Override
    public String nextStep() {
      return "sample with --method nuts for intervals";
    }
  }
}
