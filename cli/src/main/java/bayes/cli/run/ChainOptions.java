package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.ChainMethod;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.RunSettings;
import java.util.Optional;
import java.util.function.Function;

/** The options of all methods that run Markov chains. */
record ChainOptions(
    Optional<Integer> chains,
    Optional<Integer> warmup,
    Optional<Integer> draws,
    Optional<Integer> threads) {
  static ChainOptions of(Arguments arguments) {
    return new ChainOptions(
        arguments.count("--chains", 1),
        arguments.count("--warmup", 0),
        arguments.count("--draws", 1),
        arguments.count("--threads", 1));
  }

  /** The settings of the runtime; what is not given is as it has it. */
  RunSettings settings(long seed) {
    RunSettings run = RunSettings.defaults(seed);
    if (chains.isPresent()) run = run.withChains(chains.get());
    if (warmup.isPresent()) run = run.withWarmup(warmup.get());
    if (draws.isPresent()) run = run.withDraws(draws.get());
    if (threads.isPresent()) run = run.withThreads(threads.get());
    return run;
  }

  /** The method under test: one chain, if it is not said how many. */
  CalibratedMethod calibrated(Function<RunSettings, ChainSettings> method) {
    return new ChainMethod(settings(0).withChains(chains.orElse(1)), method);
  }
}
