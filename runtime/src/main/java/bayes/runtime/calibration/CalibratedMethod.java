package bayes.runtime.calibration;

import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Target;
import java.util.Optional;

/** A method under test: from a posterior to draws of it. May be shared by threads. */
public interface CalibratedMethod {
  /** Its name on the command line. */
  String name();

  /**
   * Infers a posterior on the calling thread.
   *
   * @param seed determines every random number
   * @param effort how many times the usual number of draws is wanted, as fewer were too few
   */
  Outcome fit(Target posterior, long seed, int effort, Cancellation cancellation);

  /** Whether its draws would be those of the posterior, if only there were enough of them. */
  default boolean isExact() {
    return true;
  }

  /** Whether more effort gives more independent draws. */
  default boolean gainsByEffort() {
    return true;
  }

  /** What came of one posterior. */
  sealed interface Outcome {
    /**
     * There are draws.
     *
     * @param doubt what is wrong with them, if the method says so itself
     */
    record Drawn(Draws draws, Optional<String> doubt) implements Outcome {}

    /** There are none, for this reason. */
    record Failed(String reason) implements Outcome {}
  }
}
