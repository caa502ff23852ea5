package bayes.runtime.report;

/** What populations of particles may run into on their way to the posterior. */
public sealed interface PopulationFinding extends Finding {
  /** Temperatures at which the particles were still remembering where they came from. */
  record NotMovedEnough(int temperatures, int sweeps) implements PopulationFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "moves";
    }

    @Override
    public String message() {
      return "at "
          + Words.plural(temperatures, "temperature", "temperatures")
          + " the particles had not moved far enough after "
          + Words.plural(sweeps, "move", "moves");
    }

    @Override
    public String nextStep() {
      return "allow more with --max-sweeps, or move by --local-moves nuts";
    }
  }

  /** Islands whose evidences are further apart than their weights account for. */
  record IslandsDisagree(double disagreement) implements PopulationFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "islands";
    }

    @Override
    public String message() {
      return "the islands' log evidences are "
          + Words.number("%.1f", disagreement)
          + " times as far apart as they should be";
    }

    @Override
    public String nextStep() {
      return "particles are lost, or do not move: take more of them with --draws, and allow more"
          + " moves with --max-sweeps";
    }
  }

  /** A ladder on which no replica went from the prior to the posterior and back. */
  record NoRoundTrips() implements PopulationFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "round_trips";
    }

    @Override
    public String message() {
      return "a chain has no replica that came from the prior to the posterior and went back:"
          + " modes may be missing, or have wrong weights";
    }

    @Override
    public String nextStep() {
      return "run longer, with more rungs (--rungs)";
    }
  }

  /** A population that descends from a handful of the particles that it began with. */
  record FewAncestors(double count, int particles) implements PopulationFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "ancestors";
    }

    @Override
    public String message() {
      return "all "
          + particles
          + " particles of an island descend from "
          + Words.number("%.0f", count)
          + " of those that it began with: modes that these did not reach are missing, and the"
          + " weights of modes are rough";
    }

    @Override
    public String nextStep() {
      return "take more particles with --draws";
    }
  }
}
