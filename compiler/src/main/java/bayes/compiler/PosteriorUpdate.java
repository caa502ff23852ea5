package bayes.compiler;

import bayes.compiler.bind.AppendedData;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Method;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Simulation;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.density.DensitySum;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Progress;
import bayes.runtime.inference.SmcFit;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.random.Streams;
import bayes.runtime.report.Verdict;
import bayes.runtime.sampler.importance.ImportanceWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The posterior of a run as the prior of new data. The run's draws, of which each chain becomes an
 * island, are weighted by the likelihood of what is new, in as many steps as their weights need,
 * resampled, and moved on the density of all data. Latents of new members are first drawn from
 * their distributions given the others. Immutable.
 */
public final class PosteriorUpdate {
  /** The number of the purpose "new latents" among the streams of a seed. */
  private static final int NEW_LATENTS = 12;

  /** A population of fewer of the run's draws does not stand for its posterior. */
  private static final int FEWEST_ANCESTORS = 20;

  /** Each temperature keeps half of the draws by weight: after so many, next to none is left. */
  private static final int MOST_TEMPERATURES = 8;

  /** So many draws are held against both transforms. */
  private static final int CHECKED = 20;

  private static final double TOLERANCE = 1e-6;
  private static final double MOST_LOST = 0.01;

  private final Model model;
  private final BoundModel before;
  private final BoundModel after;
  private final Draws run;

  /** {@code before} and {@code after} are of the model as draws are read by. */
  private PosteriorUpdate(Model model, BoundModel before, BoundModel after, Draws run) {
    this.model = model;
    this.before = before;
    this.after = after;
    this.run = run;
  }

  static Checked<PosteriorUpdate> of(BoundModel before, Data added, Draws run) {
    List<Diagnostic> reasons = before.model().whyNotFromDraws();
    if (!reasons.isEmpty()) return Checked.failed(reasons);
    Optional<VariableDeclaration> unkept = before.firstUnkept(run.layout());
    if (unkept.isPresent() && before.exact().isEmpty()) {
      return Checked.failed(List.of(Simulation.notKept(unkept.get())));
    }
    Model ofDraws = before.model().ofDraws();
    return AppendedData.of(ofDraws.typed(), before.entries(), added)
        .then(
            all ->
                ofDraws
                    .tryBind(before.entries())
                    .then(
                        old ->
                            ofDraws
                                .tryBind(all)
                                .then(
                                    after ->
                                        Checked.of(
                                            new PosteriorUpdate(
                                                before.model(), old, after.inFormsOf(old), run)))));
  }

  /** The posterior of all data. */
  public BoundModel posterior() {
    return model == after.model() ? after : model.bind(after.entries());
  }

  /** Whether there are no new data. */
  public boolean isSame() {
    return before.entries().equals(after.entries());
  }

  /** The elements of latents that the run does not have. */
  public List<String> newLatents() {
    return after.held(run.layout()).value().stream()
        .flatMap(held -> held.latents().stream())
        .flatMap(latent -> latent.drawn().stream())
        .toList();
  }

  /**
   * Brings the draws to the posterior of all data.
   *
   * @param settings of the moves; each chain of the run is an island, of at most so many particles
   */
  public UpdateOutcome run(
      SmcSettings settings, Progress.Listener listener, Cancellation cancellation) {
    if (isSame()) return new UpdateOutcome.Exact();
    Optional<Obstacle> still = after.model().plan().methods().whyNot(Method.SMC);
    if (still.isPresent()) {
      return new UpdateOutcome.RefitNeeded("draws cannot be moved, as " + still.get().reason());
    }
    Checked<List<List<double[]>>> positions = positions(settings.seed());
    if (positions.value().isEmpty()) {
      return new UpdateOutcome.RefitNeeded(positions.diagnostics().get(0).message());
    }
    CoordinateMap map = CoordinateMap.of(before.coordinateLabels(), after.coordinateLabels());
    Optional<String> obstacle = obstacle(map, positions.value().get());
    if (obstacle.isPresent()) return new UpdateOutcome.RefitNeeded(obstacle.get());
    List<double[][]> islands = islands(positions.value().get(), settings.particles());
    SmcSettings used = settings.withIslands(islands.size()).withParticles(islands.get(0).length);
    Supplier<LogDensity> start = start(map);
    double[][] ratios = ratios(start.get(), islands);
    Optional<ImportanceWeights> weights =
        ImportanceWeights.of(Arrays.stream(ratios).flatMapToDouble(Arrays::stream).toArray());
    if (weights.isEmpty()) {
      return new UpdateOutcome.RefitNeeded("the new data are impossible in every draw of the run");
    }
    SmcOutcome outcome = Inference.rejuvenate(after, start, islands, used, listener, cancellation);
    if (outcome instanceof SmcOutcome.Failed failed) {
      return new UpdateOutcome.RefitNeeded(failed.reason());
    }
    SmcFit fit = ((SmcOutcome.Sampled) outcome).fit();
    double disagreement = fit.disagreement() / inflation(ratios);
    Optional<String> doubt = doubt(fit, disagreement);
    return doubt.isPresent()
        ? new UpdateOutcome.RefitNeeded(doubt.get())
        : new UpdateOutcome.Rejuvenated(fit, weights.get().paretoK(), disagreement);
  }

  /** The draws as positions of the posterior of all data, chain by chain. */
  private Checked<List<List<double[]>>> positions(long seed) {
    Checked<HeldLatents> held = after.held(run.layout());
    if (held.value().isEmpty()) return Checked.failed(held.diagnostics());
    if (held.value().get().firstAbsent().isEmpty()) {
      return Checked.of(positions(held.value().get()));
    }
    return after.model().replicated(after.entries()).then(row -> completed(row, seed));
  }

  private List<List<double[]>> positions(HeldLatents held) {
    List<List<double[]>> all = new ArrayList<>();
    double[] values = new double[held.size()];
    for (int chain = 0; chain < run.chains(); chain++) {
      List<double[]> positions = new ArrayList<>();
      for (int draw = 0; draw < run.draws(); draw++) {
        held.copy(run, chain, draw, values);
        positions.add(after.coordinates(values));
      }
      all.add(positions);
    }
    return all;
  }

  /** The same, with what the run does not have drawn from its distribution given the others. */
  private Checked<List<List<double[]>>> completed(GeneratedRow row, long seed) {
    Checked<HeldLatents> held = row.held(after.model().plan().asWritten(), run.layout());
    if (held.value().isEmpty()) return Checked.failed(held.diagnostics());
    List<List<double[]>> all = new ArrayList<>();
    double[] values = new double[held.value().get().size()];
    double[] one = new double[row.layout().width()];
    for (int chain = 0; chain < run.chains(); chain++) {
      RandomGenerator random = Streams.of(seed).purpose(NEW_LATENTS).chain(chain);
      List<double[]> positions = new ArrayList<>();
      for (int draw = 0; draw < run.draws(); draw++) {
        held.value().get().copy(run, chain, draw, values);
        Optional<Diagnostic> problem = row.write(values, random, one);
        if (problem.isPresent()) return Checked.failed(List.of(problem.get()));
        Draws drawn =
            Draws.of(row.layout(), List.of(), 1, List.of(one.clone()), List.of(new double[0]));
        positions.add(after.unconstrain(row.latents(drawn, 0)));
      }
      all.add(positions);
    }
    return Checked.of(all);
  }

  /** What makes the draws useless, if anything does. */
  private Optional<String> obstacle(CoordinateMap map, List<List<double[]>> positions) {
    if (!map.isWhole()) {
      return Optional.of("the new data change the size of a latent that is drawn as a whole");
    }
    int lost = 0;
    int total = 0;
    for (List<double[]> chain : positions) {
      total += chain.size();
      chain.removeIf(p -> !Arrays.stream(p).allMatch(Double::isFinite));
      lost -= chain.size();
    }
    lost += total;
    if (lost > MOST_LOST * total || positions.stream().anyMatch(List::isEmpty)) {
      return Optional.of("many draws of the run are at the edge of what latents can be");
    }
    return changesTransform(map) ? Optional.of(TRANSFORM) : Optional.empty();
  }

  private static final String TRANSFORM =
      "the new data change the bounds of a latent, or how it is transformed";

  /** Whether the same values have other coordinates, as where bounds depend on the data. */
  private boolean changesTransform(CoordinateMap map) {
    Optional<HeldLatents> old = before.held(run.layout()).value();
    Optional<HeldLatents> all = after.held(run.layout()).value();
    if (old.isEmpty() || all.isEmpty() || all.get().firstAbsent().isPresent()) return false;
    double[] oldValues = new double[old.get().size()];
    double[] values = new double[all.get().size()];
    double[] mine = new double[before.dimension()];
    for (int draw = 0; draw < Math.min(CHECKED, run.draws()); draw++) {
      old.get().copy(run, 0, draw, oldValues);
      all.get().copy(run, 0, draw, values);
      map.take(after.coordinates(values), mine);
      double[] expected = before.coordinates(oldValues);
      for (int i = 0; i < mine.length; i++) {
        if (Math.abs(mine[i] - expected[i]) > TOLERANCE * (1 + Math.abs(expected[i]))) return true;
      }
    }
    return false;
  }

  /** Chains of equal length, of evenly spaced draws. */
  private static List<double[][]> islands(List<List<double[]>> chains, int most) {
    int shortest = chains.stream().mapToInt(List::size).min().orElseThrow();
    int n = Math.min(most, shortest);
    List<double[][]> islands = new ArrayList<>();
    for (List<double[]> chain : chains) {
      double[][] island = new double[n][];
      for (int i = 0; i < n; i++) island[i] = chain.get((int) ((long) i * chain.size() / n));
      islands.add(island);
    }
    return islands;
  }

  /** The density that the positions are from. */
  private Supplier<LogDensity> start(CoordinateMap map) {
    int dimension = after.dimension();
    return newLatents().isEmpty()
        ? () -> map.lift(before.newLogDensity(), dimension)
        : () -> new DensitySum(after.newLogPrior(), map.lift(before.newLogLikelihood(), dimension));
  }

  private double[][] ratios(LogDensity start, List<double[][]> islands) {
    LogDensity end = after.newLogDensity();
    double[][] ratios = new double[islands.size()][];
    for (int c = 0; c < ratios.length; c++) {
      double[][] island = islands.get(c);
      ratios[c] = new double[island.length];
      for (int i = 0; i < island.length; i++) {
        double ratio = end.logDensity(island[i]) - start.logDensity(island[i]);
        ratios[c][i] = Double.isFinite(ratio) ? ratio : Double.NEGATIVE_INFINITY;
      }
    }
    return ratios;
  }

  /** How much larger errors are for the autocorrelation of the run's draws. */
  private static double inflation(double[][] ratios) {
    double count = (double) ratios.length * ratios[0].length;
    double ess = Convergence.essMean(ratios);
    return ess > 0 ? Math.max(1, Math.sqrt(count / ess)) : 1;
  }

  private static Optional<String> doubt(SmcFit fit, double disagreement) {
    double ancestors = fit.ancestorShare() * fit.settings().particles();
    if (ancestors < FEWEST_ANCESTORS) {
      return Optional.of(
          "the new data agree with only %.0f of %d draws of a chain"
              .formatted(ancestors, fit.settings().particles()));
    }
    int temperatures =
        fit.finished().stream().mapToInt(island -> island.steps().size()).max().orElse(0);
    if (temperatures > MOST_TEMPERATURES) {
      return Optional.of(
          "the new data outweigh those of the run: by weight they keep fewer than one in "
              + (1 << MOST_TEMPERATURES)
              + " of its draws");
    }
    boolean isStill =
        fit.finished().stream()
            .flatMap(island -> island.steps().stream())
            .anyMatch(step -> !step.movedEnough());
    if (isStill) return Optional.of("the draws do not move enough on the density of all data");
    return disagreement > Verdict.DISAGREEMENT_LIMIT
        ? Optional.of("the chains disagree on the probability of the new data")
        : Optional.empty();
  }
}
