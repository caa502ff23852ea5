package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.ChainMethod;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.StartPoints;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The options of all methods that run Markov chains. */
record ChainOptions(
    Optional<Integer> chains,
    Optional<Integer> warmup,
    Optional<Integer> draws,
    Optional<Integer> threads,
    Optional<Integer> superchains,
    Optional<StartPoints> start) {
  private static final int MANY_CHAINS = 16;
  private static final int SHORT_CHAIN = 100;
  private static final int FEWEST_GROUPS = 4;

  static ChainOptions of(Arguments arguments) {
    return new ChainOptions(
        arguments.count("--chains", 1),
        arguments.count("--warmup", 0),
        arguments.count("--draws", 1),
        arguments.count("--threads", 1),
        arguments.count("--superchains", 2),
        arguments.word("--init", List.of("pathfinder", "random"), ChainOptions::start));
  }

  private static Optional<StartPoints> start(String word) {
    return switch (word) {
      case "pathfinder" -> Optional.of(new StartPoints.Pathfinder());
      case "random" -> Optional.of(new StartPoints.Random());
      default -> Optional.empty();
    };
  }

  /** The settings of the runtime; what is not given is as it has it. */
  RunSettings settings(long seed) {
    RunSettings run = RunSettings.defaults(seed);
    if (chains.isPresent()) run = run.withChains(chains.get());
    if (warmup.isPresent()) run = run.withWarmup(warmup.get());
    if (draws.isPresent()) run = run.withDraws(draws.get());
    if (threads.isPresent()) run = run.withThreads(threads.get());
    if (start.isPresent()) run = run.withStart(start.get());
    int groups = superchains.orElse(superchainsOf(run));
    return groups == 0 ? run : run.withStart(new StartPoints.Superchains(groups, run.start()));
  }

  /** Many short chains form groups of one size, at most as many as chains in each; 0 for none. */
  private static int superchainsOf(RunSettings run) {
    if (run.chains() < MANY_CHAINS || run.draws() >= SHORT_CHAIN) return 0;
    int groups = (int) Math.sqrt(run.chains());
    while (run.chains() % groups != 0) groups--;
    return groups < FEWEST_GROUPS ? 0 : groups;
  }

  /** The method under test: one chain, if it is not said how many. */
  CalibratedMethod calibrated(Function<RunSettings, ChainSettings> method) {
    return new ChainMethod(settings(0).withChains(chains.orElse(1)), method);
  }
}
