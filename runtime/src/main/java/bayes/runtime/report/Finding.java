package bayes.runtime.report;

import java.util.Locale;

/** Something about a run that its reader has to know: facts, put into words with the next step. */
public sealed interface Finding {
  /** Whether the numbers cannot be relied on because of it. */
  boolean isSerious();

  /** What was found, as a sentence without a full stop. */
  String message();

  /** What to do about it, as a sentence without a full stop. */
  String nextStep();

  /** A word for programs, stable across versions. */
  String code();

  /** R-hat over {@link Verdict#R_HAT_LIMIT}. */
  record ChainsDisagree(String worst, double rHat, int quantities) implements Finding {
    /**
     * Up to this limit, a few effective draws per chain explain R-hat as well as a disagreement.
     */
    private static final double SERIOUS = 1.05;

    @Override
    public boolean isSerious() {
      return rHat > SERIOUS;
    }

    @Override
    public String code() {
      return "r_hat";
    }

    @Override
    public String message() {
      return "the chains disagree on "
          + plural(quantities, "quantity", "quantities")
          + ": R-hat is "
          + number("%.3f", rHat)
          + " for "
          + worst
          + ", and should be at most "
          + Verdict.R_HAT_LIMIT;
    }

    @Override
    public String nextStep() {
      return "run longer (twice the warmup and draws); if R-hat stays high, the posterior has"
          + " several modes or parameters that the data do not tell apart: look at "
          + worst
          + " first, and give it a more informative prior or another parameterisation";
    }
  }

  /** An effective sample size below 100 per chain. */
  record FewEffectiveDraws(String worst, double ess, int needed, int quantities, boolean isTail)
      implements Finding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return isTail ? "ess_tail" : "ess_bulk";
    }

    @Override
    public String message() {
      return "there are few effective draws for "
          + (isTail ? "the 5% and 95% quantiles" : "the mean and median")
          + " of "
          + plural(quantities, "quantity", "quantities")
          + ": "
          + number("%.0f", ess)
          + " for "
          + worst
          + ", and at least "
          + needed
          + " are needed";
    }

    @Override
    public String nextStep() {
      double factor = Math.max(2, Math.ceil(needed / Math.max(ess, 1)));
      return factor <= 20
          ? "run " + number("%.0f", factor) + " times as many draws"
          : "another parameterisation will do more than more draws: " + worst + " mixes slowly";
    }
  }

  /** Trajectories that left the path of the dynamics. */
  record Divergences(int count, int total) implements Finding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "divergences";
    }

    @Override
    public String message() {
      return plural(count, "draw", "draws")
          + " of "
          + total
          + " ended in a divergence: a part of the posterior is too sharply curved to be explored,"
          + " and estimates may be biased";
    }

    @Override
    public String nextStep() {
      return "write hierarchical latents non-centred (a standard normal times the scale), or give"
          + " the scales priors that keep them from zero; a few divergences also go away with a"
          + " higher target acceptance";
    }
  }

  /** Trajectories that were cut off at the greatest tree depth. */
  record TreeDepthReached(int count, int total, int depth) implements Finding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "tree_depth";
    }

    @Override
    public String message() {
      return plural(count, "trajectory was", "trajectories were")
          + " cut off at the maximum tree depth of "
          + depth
          + " ("
          + total
          + " draws in all): sampling is slow, not wrong";
    }

    @Override
    public String nextStep() {
      return "bring the latents to a similar scale, or let correlated ones be independent of each"
          + " other; else raise the maximum tree depth";
    }
  }

  /** E-BFMI of a chain below {@link Verdict#E_BFMI_LIMIT}. */
  record LowEnergyFraction(int chain, double eBfmi) implements Finding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "e_bfmi";
    }

    @Override
    public String message() {
      return "E-BFMI of chain "
          + chain
          + " is "
          + number("%.2f", eBfmi)
          + ", and should be at least "
          + Verdict.E_BFMI_LIMIT
          + ": the tails of the posterior are hardly explored";
    }

    @Override
    public String nextStep() {
      return "give heavy-tailed latents tighter priors, or write them non-centred; a longer warmup"
          + " may help";
    }
  }

  /** A chain that never moved. */
  record StuckChain(int chain) implements Finding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "stuck";
    }

    @Override
    public String message() {
      return "chain " + chain + " never moved";
    }

    @Override
    public String nextStep() {
      return "run again with another seed and a longer warmup; if a chain sticks again, look for a"
          + " latent whose density is not finite or jumps";
    }
  }

  /** A quantity that is NaN or infinite in some draws. */
  record NotFinite(String first, int quantities) implements Finding {
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
      return plural(quantities, "quantity has", "quantities have")
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

  /** Too short to be judged. */
  record TooShort(int draws) implements Finding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "too_short";
    }

    @Override
    public String message() {
      return "with " + plural(draws, "draw", "draws") + " per chain, convergence cannot be judged";
    }

    @Override
    public String nextStep() {
      return "run at least 100 draws per chain";
    }
  }

  /** A single chain, which cannot disagree with others. */
  record SingleChain() implements Finding {
    @Override
    public boolean isSerious() {
      return false;
    }

    @Override
    public String code() {
      return "single_chain";
    }

    @Override
    public String message() {
      return "there is only one chain: R-hat compares its halves, and a mode that it missed does"
          + " not show";
    }

    @Override
    public String nextStep() {
      return "run four chains";
    }
  }

  /** Chains that ended with an error. */
  record FailedChains(int count, String reason) implements Finding {
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
      return plural(count, "chain", "chains") + " failed and is not in the result: " + reason;
    }

    @Override
    public String nextStep() {
      return "find out why before you use the other chains: they may be the lucky ones";
    }
  }

  /** The run was stopped early. */
  record Interrupted(int draws) implements Finding {
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
          + plural(draws, "draw", "draws")
          + " per chain";
    }

    @Override
    public String nextStep() {
      return "run again to the end for the final numbers";
    }
  }

  /** Importance weights with a tail too heavy for their estimates. */
  record HeavyWeights(double k, double limit) implements Finding {
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
          + number("%.2f", k)
          + ", and should be at most "
          + number("%.2f", limit);
    }

    @Override
    public String nextStep() {
      return "the proposal is too far from the posterior: propose from the Laplace approximation"
          + " instead of the prior or the other way round, or sample with --method nuts";
    }
  }

  /** Too few effective draws behind the weights. */
  record FewEffectiveWeights(double ess, int needed) implements Finding {
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
          + number("%.0f", ess)
          + " independent ones, and at least "
          + needed
          + " are needed";
    }

    @Override
    public String nextStep() {
      double factor = Math.max(2, Math.ceil(needed / Math.max(ess, 1)));
      return "draw " + number("%.0f", factor) + " times as many, or use a closer proposal";
    }
  }

  /** The climb to the mode ended elsewhere. */
  record ModeNotReached(String reason) implements Finding {
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

  private static String plural(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
