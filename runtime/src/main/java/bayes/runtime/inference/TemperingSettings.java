package bayes.runtime.inference;

import bayes.runtime.sampler.smc.Move;
import java.util.OptionalInt;

/**
 * The settings of parallel tempering. Each chain is a ladder of replicas of its own.
 *
 * @param run chains, iterations, seed and threads
 * @param rungs of a ladder, at least 2; by default as many as swaps between them need
 * @param move how replicas move between swaps
 */
public record TemperingSettings(RunSettings run, OptionalInt rungs, Move.Kind move)
    implements ChainSettings {
  public TemperingSettings {
    if (rungs.isPresent() && (rungs.getAsInt() < 2 || rungs.getAsInt() > 1000)) {
      throw new IllegalArgumentException("the number of rungs must lie between 2 and 1000");
    }
  }

  /** As many rungs as are needed, and moves by NUTS. */
  public static TemperingSettings of(RunSettings run) {
    return new TemperingSettings(run, OptionalInt.empty(), Move.Kind.NUTS);
  }

  @Override
  public String method() {
    return "tempering";
  }
}
