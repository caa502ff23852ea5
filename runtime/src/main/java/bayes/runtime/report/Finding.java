package bayes.runtime.report;

import bayes.runtime.draws.ModelTerm;
import java.util.Optional;

/** Something about a run that its reader has to know: facts, put into words with the next step. */
public sealed interface Finding
    permits ChainFinding, ModeFinding, PopulationFinding, ApproximationFinding, Finding.RunFinding {
  /** Whether the numbers cannot be relied on because of it. */
  boolean isSerious();

  /** What was found, as a sentence without a full stop. */
  String message();

  /** What to do about it, as a sentence without a full stop. */
  String nextStep();

  /** A word for programs, stable across versions. */
  String code();

  /** The statement of the model that is to blame, with what to write beside it; mostly none. */
  default Optional<Blamed> blamed() {
    return Optional.empty();
  }

  /** A statement of the model and why it is shown. */
  record Blamed(ModelTerm term, String label) {}

  /** What any method may run into. */
  sealed interface RunFinding extends Finding {}

  /** A quantity that is NaN or infinite in some draws. */
  record NotFinite(String first, int quantities) implements RunFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "not_finite";
    }

    @Override
    public String message() {
      return Words.plural(quantities, "quantity has", "quantities have")
          + " draws that are not finite, or too large to average, among them "
          + first;
    }

    @Override
    public String nextStep() {
      return "look for a division by zero, a logarithm of zero or an overflow in how "
          + first
          + " is computed";
    }
  }

  /** The data had no element of what the model observes. */
  record NothingObserved() implements RunFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "nothing_observed";
    }

    @Override
    public String message() {
      return "the data have no element of what the model observes: these numbers tell of the prior"
          + " alone";
    }

    @Override
    public String nextStep() {
      return "give data for what the model observes; if it is the prior that you want, `bayes"
          + " simulate` draws from it directly";
    }
  }

  /** Chains that ended with an error. */
  record FailedChains(int count, String reason) implements RunFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "failed";
    }

    @Override
    public String message() {
      return Words.plural(count, "chain", "chains") + " failed and is not in the result: " + reason;
    }

    @Override
    public String nextStep() {
      return "find out why before you use the other chains: they may be the lucky ones";
    }
  }

  /** The run was stopped early. */
  record Interrupted(int draws) implements RunFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "interrupted";
    }

    @Override
    public String message() {
      return "the run was interrupted: the summary is of the first "
          + Words.plural(draws, "draw", "draws")
          + " per chain";
    }

    @Override
    public String nextStep() {
      return "run again to the end for the final numbers";
    }
  }

  /** Importance weights with a tail too heavy for their estimates. */
  record HeavyWeights(double k, double limit) implements RunFinding {
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
      return "a few draws carry most of the weight: Pareto k is "
          + Words.number("%.2f", k)
          + ", and should be at most "
          + Words.number("%.2f", limit);
    }

    @Override
    public String nextStep() {
      return "the proposal is too far from the posterior: let it adapt (--proposal adaptive), or"
          + " sample with --method nuts";
    }
  }

  /** Weights that are in order, but not for all quantities. */
  record HeavyProducts(String worst, double k, double limit, int quantities) implements RunFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "pareto_k_of_quantity";
    }

    @Override
    public String message() {
      return Words.plural(quantities, "quantity has", "quantities have")
          + " weighted tails that are too heavy for a mean: Pareto k is "
          + Words.number("%.2f", k)
          + " for "
          + worst
          + ", and should be at most "
          + Words.number("%.2f", limit);
    }

    @Override
    public String nextStep() {
      return "the mean or variance of "
          + worst
          + " may not exist: report another quantity of it (its logarithm, a probability), or use"
          + " --proposal adaptive";
    }
  }

  /** Too few effective draws behind the weights. */
  record FewEffectiveWeights(double ess, int needed) implements RunFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "ess";
    }

    @Override
    public String message() {
      return "the weighted draws count for "
          + Words.number("%.0f", ess)
          + " independent ones, and at least "
          + needed
          + " are needed";
    }

    @Override
    public String nextStep() {
      double factor = Math.max(2, Math.ceil(needed / Math.max(ess, 1)));
      return "draw " + Words.number("%.0f", factor) + " times as many, or use a closer proposal";
    }
  }

  /** Draws from a proposal at which the density could not be evaluated. */
  record FailedDraws(int count, int total) implements RunFinding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "failed_draws";
    }

    @Override
    public String message() {
      return "the density could not be evaluated at "
          + Words.plural(count, "draw", "draws")
          + " of "
          + total
          + ", which count for nothing";
    }

    @Override
    public String nextStep() {
      return "if these are more than a few, look for overflows far from the data";
    }
  }

  /** The climb to the mode ended elsewhere. */
  record ModeNotReached(String reason) implements RunFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "mode";
    }

    @Override
    public String message() {
      return "the maximum was not reached" + (reason.isEmpty() ? "" : ": " + reason);
    }

    @Override
    public String nextStep() {
      return "the density may have no maximum (a scale that runs to zero has none): give such"
          + " latents priors that are zero at the boundary, or sample with --method nuts";
    }
  }
}
