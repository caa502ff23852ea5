package bayes.compiler.calibration;

import bayes.compiler.Model;
import bayes.compiler.SimulatedPosteriors;
import bayes.compiler.plan.Method;
import bayes.compiler.source.SourceText;
import bayes.runtime.calibration.ApproximationMethod;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.ChainMethod;
import bayes.runtime.calibration.ImportanceMethod;
import bayes.runtime.calibration.ModeMethod;
import bayes.runtime.calibration.SmcMethod;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.inference.ApproximationSettings;
import bayes.runtime.inference.ApproximationSettings.Kind;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.ExactSettings;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.inference.TemperingSettings;
import bayes.runtime.sampler.smc.Move;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A model on which methods are calibrated, of the folder {@code calibration}, with the design of
 * its data.
 */
record Calibrated(String name, String text, Data design) {
  private static final Path FOLDER = Path.of("src/test/resources/calibration");

  /** The methods that draw from the posterior itself. */
  enum Exact {
    EXACT(Method.EXACT, chain(400, ExactSettings::of)),
    GIBBS(Method.GIBBS, chain(500, run -> new GibbsSettings(run, 1))),
    NUTS(Method.NUTS, chain(400, NutsSettings::of)),
    MH(Method.METROPOLIS, chain(1000, MetropolisSettings::of)),
    TEMPERING(
        Method.TEMPERING,
        chain(300, run -> new TemperingSettings(run, OptionalInt.empty(), Move.Kind.MH))),
    IMPORTANCE(
        Method.IMPORTANCE,
        new ImportanceMethod(seed -> ImportanceSettings.of(seed).withDraws(4000))),
    IMPORTANCE_PRIOR(
        Method.IMPORTANCE_PRIOR,
        new ImportanceMethod(
            seed ->
                ImportanceSettings.of(seed)
                    .withDraws(4000)
                    .withProposal(ImportanceSettings.Proposal.PRIOR))),
    SMC(
        Method.SMC,
        new SmcMethod(
            seed -> SmcSettings.of(seed).withIslands(1).withParticles(500).withMove(Move.Kind.MH)));

    final Method planned;
    final CalibratedMethod method;

    Exact(Method planned, CalibratedMethod method) {
      this.planned = planned;
      this.method = method;
    }
  }

  /** The methods that do not. */
  enum Approximate {
    MAP(new ModeMethod()),
    LAPLACE(new ApproximationMethod(seed -> ApproximationSettings.of(Kind.LAPLACE, seed))),
    PATHFINDER(new ApproximationMethod(seed -> ApproximationSettings.of(Kind.PATHFINDER, seed)));

    final CalibratedMethod method;

    Approximate(CalibratedMethod method) {
      this.method = method;
    }
  }

  private static ChainMethod chain(int length, Function<RunSettings, ChainSettings> settings) {
    RunSettings run = RunSettings.defaults(0).withChains(1).withWarmup(length).withDraws(length);
    return new ChainMethod(run, settings);
  }

  /** All of them, by name. */
  static Stream<Calibrated> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".bayes"))
              .map(file -> file.replace(".bayes", ""))
              .sorted()
              .toList();
      return names.stream().map(Calibrated::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Calibrated of(String name) {
    Path design = FOLDER.resolve(name + ".json");
    try (InputStream json = Files.newInputStream(design)) {
      String text = Files.readString(FOLDER.resolve(name + ".bayes"));
      return new Calibrated(name, text, JsonData.read(design.toString(), json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  SimulatedPosteriors posteriors() {
    return model().simulatedPosteriors(design);
  }

  /** The posteriors as a method takes them. */
  SimulatedPosteriors posteriors(Exact exact) {
    return exact == Exact.EXACT ? posteriors().exactly() : posteriors();
  }

  /** Whether the plan of the model lets the method be used. */
  boolean admits(Exact exact) {
    return model().plan().methods().whyNot(exact.planned).isEmpty();
  }

  private Model model() {
    return Model.compile(SourceText.of(name + ".bayes", text));
  }

  /** The simulations of this model, inferred by one with another text: a mistake. */
  SimulatedPosteriors inferredWith(String right, String wrong) {
    if (!text.contains(right)) throw new IllegalArgumentException(right);
    return posteriors().inferredBy(Model.compile(text.replace(right, wrong)));
  }

  @Override
  public String toString() {
    return name;
  }
}
