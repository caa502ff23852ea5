package bayes.runtime.report;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.List;

/**
 * Whether the numbers of a summary can be relied on, why, and what to do next.
 *
 * @param outcome the answer in one word
 * @param headline the answer in a sentence
 * @param findings what speaks against the run, the serious first
 */
public record Verdict(Outcome outcome, String headline, List<Finding> findings) {
  /** The greatest R-hat of chains that agree (Vehtari et al. 2021). */
  public static final double R_HAT_LIMIT = 1.01;

  /** The smallest E-BFMI of a chain that explores its tails (Betancourt 2016). */
  public static final double E_BFMI_LIMIT = 0.3;

  /** The effective draws that a chain has to contribute (Vehtari et al. 2021). */
  public static final int ESS_PER_CHAIN = 100;

  /** The effective draws that many short chains need together: those of four long ones. */
  public static final int ESS_OF_SHORT_CHAINS = 400;

  /** How many times as far apart as expected the evidences of islands may be. */
  public static final double DISAGREEMENT_LIMIT = 4;

  /** The initial particles that a population must at least descend from. */
  public static final int FEWEST_ANCESTORS = 5;

  /** How far the mean of an approximation may be off, in standard deviations. */
  public static final double SHIFT_LIMIT = 0.2;

  /** The answer in one word. */
  public enum Outcome {
    /** Nothing speaks against the numbers. */
    GOOD,
    /** The numbers are rough, or slow to come by, but not known to be wrong. */
    DOUBTFUL,
    /** The numbers cannot be relied on. */
    BAD
  }

  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Judges a run. */
  public static Verdict of(Run run, Summary summary) {
    return new Judgement(run.record(), run.draws(), run.divergences(), summary).verdict();
  }

  /**
   * Judges a run.
   *
   * <p>Of the record these are read: the method; {@code max_tree_depth} among the settings; and
   * among the results {@code failed_chains} (a count) with {@code failure} (why), {@code
   * interrupted}; for weighted draws {@code pareto_k} with {@code pareto_k_limit} (else 0.7),
   * {@code ess} and {@code failed_draws}; for a mode {@code converged} with {@code reason}; for
   * populations {@code unmoved_temperatures}, {@code island_disagreement} and {@code
   * ancestor_share}; for ladders {@code fewest_round_trips}. What is not there is not judged.
   */
  public static Verdict of(RunRecord record, Draws draws, Summary summary) {
    return new Judgement(record, draws, List.of(), summary).verdict();
  }
}
