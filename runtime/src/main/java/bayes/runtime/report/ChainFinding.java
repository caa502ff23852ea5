package bayes.runtime.report;

import java.util.List;
import java.util.Optional;

/** Something about Markov chains that their reader has to know. */
public sealed interface ChainFinding extends Finding {
  /**
   * A chain without which the others agree.
   *
   * @param rHat of the others
   */
  record OneChain(int chain, double rHat) {}

  /** R-hat over {@link Verdict#R_HAT_LIMIT}. */
  record ChainsDisagree(String worst, double rHat, int quantities, Optional<OneChain> exception)
      implements ChainFinding {
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
          + Words.plural(quantities, "quantity", "quantities")
          + ": R-hat is "
          + Words.number("%.3f", rHat)
          + " for "
          + worst
          + ", and should be at most "
          + Verdict.R_HAT_LIMIT
          + exception
              .map(
                  e ->
                      "; without chain %d, it is %s"
                          .formatted(e.chain(), Words.number("%.3f", e.rHat())))
              .orElse("");
    }

    @Override
    public String nextStep() {
      return "run longer (twice the warmup and draws); if R-hat stays high, the posterior has"
          + " several modes or parameters that the data do not tell apart: look at "
          + worst
          + " first, and give it a more informative prior or another parameterisation";
    }
  }

  /** Nested R-hat over its limit. */
  record SuperchainsDisagree(String worst, double rHat, double limit, int quantities)
      implements ChainFinding {
    @Override
    public boolean isSerious() {
      return true;
    }

    @Override
    public String code() {
      return "nested_r_hat";
    }

    @Override
    public String message() {
      return "the superchains disagree on "
          + Words.plural(quantities, "quantity", "quantities")
          + ": nested R-hat is "
          + Words.number("%.3f", rHat)
          + " for "
          + worst
          + ", and should be at most "
          + Words.number("%.3f", limit)
          + ", so that chains have not forgotten where they started";
    }

    @Override
    public String nextStep() {
      return "lengthen the warmup, which many short chains need as much as few long ones (twice"
          + " --warmup); if nested R-hat stays high, look at "
          + worst
          + ": the posterior has several modes, or mixes slowly";
    }
  }

  /** An effective sample size below 100 per chain. */
  record FewEffectiveDraws(String worst, double ess, int needed, int quantities, boolean isTail)
      implements ChainFinding {
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
          + Words.plural(quantities, "quantity", "quantities")
          + ": "
          + Words.number("%.0f", ess)
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
          ? "run " + Words.number("%.0f", factor) + " times as many draws"
          : "another parameterisation will do more than more draws: " + worst + " mixes slowly";
    }
  }

  /** Trajectories that left the path of the dynamics. */
  record Divergences(int count, int total, Optional<DivergenceBlame> blame)
      implements ChainFinding {
    /**
     * One in a thousand happens where nothing is wrong, too: the step size is adapted to a long-run
     * acceptance, not to the worst place.
     */
    private static final double OCCASIONAL = 1e-3;

    @Override
    public boolean isSerious() {
      return count > OCCASIONAL * total;
    }

    @Override
    public String code() {
      return "divergences";
    }

    @Override
    public String message() {
      return Words.plural(count, "draw", "draws")
          + " of "
          + total
          + " ended in a divergence: a part of the posterior may be too sharply curved to be"
          + " explored, which would bias estimates"
          + blame.map(b -> "; " + b.message()).orElse("");
    }

    @Override
    public Optional<Blamed> blamed() {
      return blame.map(b -> new Blamed(b.term(), b.count() + " of " + b.of() + " diverging steps"));
    }

    @Override
    public String nextStep() {
      if (blame.isPresent()) return blame.get().term().nextStep();
      return "write hierarchical latents non-centred (a standard normal times the scale), or give"
          + " the scales priors that keep them from zero; a few divergences also go away with a"
          + " higher target acceptance (--target-accept 0.95)";
    }
  }

  /** Trajectories that were cut off at the greatest tree depth. */
  record TreeDepthReached(int count, int total, int depth) implements ChainFinding {
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
      return Words.plural(count, "trajectory was", "trajectories were")
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

  /**
   * E-BFMI of chains below {@link Verdict#E_BFMI_LIMIT}.
   *
   * @param eBfmi the least of them
   */
  record LowEnergyFraction(List<Integer> chains, double eBfmi) implements ChainFinding {
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
      return "E-BFMI of "
          + Words.chains(chains)
          + (chains.size() == 1 ? " is " : " goes down to ")
          + NumberText.significant(eBfmi, 2)
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
  record StuckChain(int chain) implements ChainFinding {
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

  /** A single chain, which cannot disagree with others. */
  record SingleChain() implements ChainFinding {
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

  /** Too short to be judged. */
  record TooShort(int draws) implements ChainFinding {
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
      return "with "
          + Words.plural(draws, "draw", "draws")
          + " per chain, convergence cannot be judged";
    }

    @Override
    public String nextStep() {
      return "run at least 100 draws per chain";
    }
  }
}
