package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how to infer: those of {@code bayes sample} and of {@code :run}. */
public final class MethodOptions {
  /** Where a drawn seed is shown, it should be short enough to type again. */
  private static final long LARGEST_DRAWN_SEED = 1_000_000_000;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "nuts (default), mh, importance or map.")
  private Method method = Method.NUTS;

  @Option(
      names = "--chains",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "The number of Markov chains (default 4).")
  private @Nullable Integer chains;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      converter = AtLeastZero.class,
      description = "Iterations per chain that adapt and are not kept (default 1000).")
  private @Nullable Integer warmup;

  @Option(
      names = "--draws",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Draws per chain (default 1000); of importance sampling in all (10000).")
  private @Nullable Integer draws;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = "Determines every random number; drawn, and told, if not given.")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "The most chains at the same time (default: one per processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--target-accept",
      paramLabel = "P",
      converter = Share.class,
      description = "nuts: raise it towards 1 against divergences (default 0.8).")
  private @Nullable Double targetAccept;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "nuts: the most doublings of a trajectory (default 10).")
  private @Nullable Integer maxDepth;

  @Option(
      names = "--proposal",
      paramLabel = "FROM",
      description = "importance: prior, laplace, or auto (default).")
  private @Nullable Proposal proposal;

  /** Which method. */
  public Method method() {
    return method;
  }

  /** The seed that was given. */
  public OptionalLong givenSeed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  /** Another seed each time. */
  public static long drawSeed() {
    return ThreadLocalRandom.current().nextLong(1, LARGEST_DRAWN_SEED);
  }

  /**
   * Checks that the options given are those of the method, and can be fulfilled.
   *
   * @throws Failure if not
   */
  public void validate() {
    if (!method.hasChains()) {
      refuse("--chains", chains);
      refuse("--warmup", warmup);
      refuse("--threads", threads);
    }
    if (method == Method.MAP) refuse("--draws", draws);
    if (method != Method.NUTS) {
      refuse("--target-accept", targetAccept);
      refuse("--max-depth", maxDepth);
    }
    if (method != Method.IMPORTANCE) refuse("--proposal", proposal);
    try {
      if (method.hasChains()) chainSettings(0);
      if (method == Method.IMPORTANCE) importanceSettings(0);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void refuse(String option, @Nullable Object value) {
    if (value != null) {
      throw new Failure(ExitCode.USAGE, option + " does not apply to --method " + method);
    }
  }

  ChainSettings chainSettings(long usedSeed) {
    RunSettings run = RunSettings.defaults(usedSeed);
    if (chains != null) run = run.withChains(chains);
    if (warmup != null) run = run.withWarmup(warmup);
    if (draws != null) run = run.withDraws(draws);
    if (threads != null) run = run.withThreads(threads);
    if (method == Method.MH) return MetropolisSettings.of(run);
    NutsSettings defaults = NutsSettings.of(run);
    return new NutsSettings(
        run,
        targetAccept == null ? defaults.targetAccept() : targetAccept,
        maxDepth == null ? defaults.maxTreeDepth() : maxDepth);
  }

  ImportanceSettings importanceSettings(long usedSeed) {
    ImportanceSettings settings = ImportanceSettings.of(usedSeed);
    if (draws != null) settings = settings.withDraws(draws);
    return proposal == null ? settings : settings.withProposal(proposal);
  }

  MapSettings mapSettings(long usedSeed) {
    return MapSettings.of(usedSeed);
  }

  /** A number of things of which there must be one. */
  static final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return count(value, 1);
    }
  }

  /** A number of things. */
  static final class AtLeastZero implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return count(value, 0);
    }
  }

  private static int count(String value, int least) {
    try {
      int count = Integer.parseInt(value);
      if (count >= least) return count;
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too small.
    }
    throw new TypeConversionException(
        "expected a whole number from " + least + " on, but found '" + value + "'");
  }

  /** Any whole number. */
  static final class WholeNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      try {
        return Long.valueOf(value);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("expected a whole number, but found '" + value + "'");
      }
    }
  }

  /** A number between 0 and 1. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      try {
        double share = Double.parseDouble(value);
        if (share > 0 && share < 1) return share;
      } catch (NumberFormatException e) {
        // Said below, as for a number out of bounds.
      }
      throw new TypeConversionException(
          "expected a number between 0 and 1, but found '" + value + "'");
    }
  }
}
