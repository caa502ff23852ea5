package bayes.runtime.report;

import java.util.List;

/** Chains that explore different regions, which makes the numbers a mixture of no meaning. */
public sealed interface ModeFinding extends Finding {
  @Override
  default boolean isSerious() {
    return true;
  }

  /**
   * How a region differs from that of most chains.
   *
   * @param chains the chains in it, from 1
   * @param of the number of all chains
   * @param quantity the quantity that differs most
   * @param here its mean in these chains
   * @param elsewhere its mean in most chains
   * @param levelBelow how far the log density lies below that of most chains; negative if above
   * @param levelError the Monte Carlo standard error of that
   */
  record Region(
      List<Integer> chains,
      int of,
      String quantity,
      double here,
      double elsewhere,
      double levelBelow,
      double levelError) {
    public Region {
      chains = List.copyOf(chains);
    }

    String subject() {
      return Words.chains(chains);
    }

    boolean isOne() {
      return chains.size() == 1;
    }

    String place() {
      return quantity
          + " is about "
          + NumberText.significant(here, 2)
          + " instead of "
          + NumberText.significant(elsewhere, 2);
    }

    String level() {
      double size = Math.abs(levelBelow);
      return NumberText.withError(size, levelError)
          + (levelBelow > 0 ? " lower" : " higher")
          + " than the others'";
    }
  }

  /** A chain that hardly moves, away from the others. */
  record Stuck(Region region) implements ModeFinding {
    @Override
    public String code() {
      return "stuck";
    }

    @Override
    public String message() {
      return region.subject()
          + (region.isOne() ? " is" : " are")
          + " stuck: hardly moving, where "
          + region.place()
          + ", and with a log density that is "
          + region.level();
    }

    @Override
    public String nextStep() {
      return "run again with another seed and a longer warmup (--seed, --warmup 2000); if a chain"
          + " sticks again, the posterior has a region that chains cannot leave: run --method"
          + " tempering, or give "
          + region.quantity()
          + " a prior that excludes it";
    }
  }

  /** A region with another log density: a mode of much smaller, or much greater, weight. */
  record MinorMode(Region region) implements ModeFinding {
    @Override
    public String code() {
      return "minor_mode";
    }

    @Override
    public String message() {
      boolean isBelow = region.levelBelow() > 0;
      return region.subject()
          + (region.isOne() ? " explores" : " explore")
          + (isBelow ? " a minor mode" : " another mode than most chains")
          + ": "
          + region.place()
          + ", and the log density is "
          + region.level();
    }

    @Override
    public String nextStep() {
      return "the draws do not tell how much each mode weighs: run --method tempering, or smc,"
          + " which do; more chains (--chains 8) show whether there are further modes; if one of"
          + " them makes no sense, give "
          + region.quantity()
          + " a prior that excludes it";
    }
  }

  /** Regions of about the same log density. */
  record EqualModes(Region region) implements ModeFinding {
    @Override
    public String code() {
      return "modes";
    }

    @Override
    public String message() {
      return "the posterior has several modes of about the same log density, and chains do not go"
          + " from one to another: in "
          + region.subject()
          + ", "
          + region.place();
    }

    @Override
    public String nextStep() {
      return "run --method tempering, which goes from mode to mode; if they say the same in another"
          + " way (a sign, or names that can be swapped), make the model choose one, with a"
          + " bound or with an `ordered` type";
    }
  }

  /** Modes that are the same but for the names of the elements of some variables. */
  record LabelSwitching(Region region, String variable) implements ModeFinding {
    @Override
    public String code() {
      return "label_switching";
    }

    @Override
    public String message() {
      return "the labels are switched: in "
          + region.subject()
          + " the elements of "
          + variable
          + " have the same values as in the others, in another order ("
          + region.place()
          + ")";
    }

    @Override
    public String nextStep() {
      return "the model does not tell these elements apart: declare `"
          + variable
          + "` as an `ordered` latent; what does not depend on the order can be used as it is";
    }
  }
}
