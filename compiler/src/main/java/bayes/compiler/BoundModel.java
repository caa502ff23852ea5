package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.SavedVocabularies;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.lower.DataExpression;
import bayes.compiler.lower.DataRows;
import bayes.compiler.lower.ListedTerms;
import bayes.compiler.lower.LocalPrograms;
import bayes.compiler.lower.Lowering;
import bayes.compiler.lower.ObservedEvents;
import bayes.compiler.lower.TracedTerms;
import bayes.compiler.model.Constraint;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Explanation;
import bayes.compiler.plan.Method;
import bayes.compiler.plan.Methods;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Simulation;
import bayes.compiler.plan.Waiting;
import bayes.compiler.plan.reparameterise.Forms;
import bayes.compiler.plan.statistics.Choices;
import bayes.compiler.program.Array;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.simplify.Simplify;
import bayes.runtime.convergence.PointwiseLogLikelihood;
import bayes.runtime.data.Data;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.TermChange;
import bayes.runtime.inference.ApproximationOutcome;
import bayes.runtime.inference.ApproximationSettings;
import bayes.runtime.inference.ApproximationSettings.Kind;
import bayes.runtime.inference.Cancellation;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.inference.Target;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveTables;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model with its data: a posterior to explore. Immutable; may be shared by threads. */
public final class BoundModel implements Target {
  /** The likelihoods of a run are always the same, also where draws are given what they lack. */
  static final long SEED_OF_LATENTS = 1;

  static final RandomGenerator NO_RANDOMNESS =
      () -> {
        throw new IllegalStateException("this program draws no random numbers");
      };

  private final Model model;
  private final Data entries;
  private final BoundData data;
  private final Axes axes;
  private final CarriedValues carried;
  private final List<Integer> coordinates;
  private final int dimension;
  private final DiscreteSites sites;
  private final List<RecordedVariable> variables;
  private final Map<Executable, ProgramInstance> prototypes = new EnumMap<>(Executable.class);
  private @Nullable LocalDensities localDensities;
  private @Nullable Optional<ExactInference> exact;
  private @Nullable Optional<CollapsedSites> collapsed;
  private @Nullable TermChanges changes;
  private @Nullable Explored explored;

  BoundModel(Model model, Data entries, BoundData data, Axes axes, CarriedValues carried) {
    this.model = model;
    this.entries = entries;
    this.data = data;
    this.axes = axes;
    this.carried = carried;
    this.coordinates =
        model.plan().latents().stream().map(latent -> coordinates(latent, axes)).toList();
    this.dimension = coordinates.stream().mapToInt(Integer::intValue).sum();
    this.sites = DiscreteSupports.of(model.plan(), axes, dimension);
    this.variables =
        model.typed().variables().stream()
            .filter(VariableDeclaration::recorded)
            .map(axes::recorded)
            .toList();
  }

  /**
   * The model in the form in which it is explored, with its inputs.
   *
   * @param choices why, for each plate whose form the data have chosen
   */
  private record Explored(Model model, InputValues inputs, List<Forms.Choice> choices) {
    static Explored of(Model model, BoundData data, List<Forms.Choice> choices) {
      return new Explored(model, new InputValues(model.programs().inputs(), data), choices);
    }
  }

  /** Chosen when it is first needed, as it takes some hundred gradients. */
  private Explored explored() {
    synchronized (prototypes) {
      Explored known = explored;
      if (known == null) explored = known = choose();
      return known;
    }
  }

  private Explored choose() {
    List<Forms.Open> open = Forms.of(model.plan());
    if (open.isEmpty() || !model.hasForms() || !FormChoice.isAffordable(dimension, sites)) {
      return Explored.of(model, data, List.of());
    }
    Set<Symbol> all = open.stream().map(Forms.Open::symbol).collect(Collectors.toSet());
    BoundModel nonCentred = new BoundModel(model.inForm(all), entries, data, axes, carried);
    List<Forms.Choice> choices = FormChoice.of(nonCentred, open);
    Set<Symbol> chosen = FormChoice.nonCentred(choices);
    return Explored.of(chosen.isEmpty() ? model : model.inForm(chosen), data, choices);
  }

  /** The plan, with the forms that the data have chosen. */
  public Plan plan() {
    return Forms.told(model.plan(), explored().choices());
  }

  /** The same in words, latent by latent. */
  public Explanation explanation() {
    return model.explained(Choices.told(plan(), symbol -> valuesOfData(symbol)[0]));
  }

  @Override
  public BoundModel asWritten() {
    BoundModel same = new BoundModel(model, entries, data, axes, carried);
    synchronized (same.prototypes) {
      same.explored = Explored.of(model, data, List.of());
    }
    return same;
  }

  /** Explores the plates that are open in the forms that others of its data have chosen. */
  BoundModel inFormsOf(BoundModel other) {
    BoundModel same = new BoundModel(model, entries, data, axes, carried);
    Explored as = other.explored();
    Set<Symbol> chosen = FormChoice.nonCentred(as.choices());
    Model form = chosen.isEmpty() ? model : model.inForm(chosen);
    synchronized (same.prototypes) {
      same.explored = Explored.of(form, data, as.choices());
    }
    return same;
  }

  int firstCoordinate(Symbol latent) {
    int first = 0;
    for (int i = 0; i < coordinates.size(); i++) {
      if (model.plan().latents().get(i).variable().symbol().equals(latent)) return first;
      first += coordinates.get(i);
    }
    throw new IllegalArgumentException(latent + " is not explored");
  }

  int coordinateCount(Symbol latent) {
    for (int i = 0; i < coordinates.size(); i++) {
      if (model.plan().latents().get(i).variable().symbol().equals(latent)) {
        return coordinates.get(i);
      }
    }
    throw new IllegalArgumentException(latent + " is not explored");
  }

  private static int coordinates(Plan.PlannedLatent latent, Axes axes) {
    List<Axis> of = axes.of(latent.variable().symbol());
    Optional<Constraint> constraint = latent.transform().constraint();
    int plate = of.size() - constraint.map(Constraint::rank).orElse(0);
    int count = constraint.map(c -> c.coordinates(of.get(plate).size())).orElse(1);
    for (Axis axis : of.subList(0, plate)) count *= axis.size();
    return count;
  }

  public Model model() {
    return model;
  }

  /**
   * The data that were given, by the names of the model, with tables in long format as arrays by
   * label: bound again, they mean the same without their files.
   */
  public Data entries() {
    return SavedVocabularies.in(entries, data);
  }

  /** What is known of earlier data. */
  CarriedValues carried() {
    return carried;
  }

  /** The data as the programs see them. */
  public BoundData data() {
    return data;
  }

  /** Another form of the model with the same data, which fit it. */
  BoundModel as(Model other) {
    return other
        .bindAgain(entries, data, carried)
        .value()
        .orElseThrow(() -> new CompilerBug("bind", "the closed form of " + other.name()));
  }

  /** The posterior in closed form, if it has one. */
  public Optional<ExactInference> exact() {
    synchronized (prototypes) {
      Optional<ExactInference> known = exact;
      if (known == null) exact = known = model.exact().flatMap(models -> models.bind(this));
      return known;
    }
  }

  /** How a variable is recorded where it is. */
  RecordedVariable recorded(VariableDeclaration variable) {
    return axes.recorded(variable);
  }

  /** Runs Markov chains: with {@code NutsSettings} or {@code MetropolisSettings}. */
  public Fit sample(ChainSettings settings) {
    return Inference.sample(this, settings);
  }

  /** Weights independent draws; also gives the evidence. */
  public ImportanceOutcome importance(ImportanceSettings settings) {
    return Inference.importance(this, settings);
  }

  /** Cools populations of particles from the prior to the posterior; also gives the evidence. */
  public SmcOutcome smc(SmcSettings settings) {
    return Inference.smc(this, settings);
  }

  /** The Laplace approximation: normal on the unconstrained scale, around the mode. */
  public ApproximationOutcome laplace(long seed) {
    return approximation(ApproximationSettings.of(Kind.LAPLACE, seed));
  }

  /** The approximation that several paths of ascent pass. */
  public ApproximationOutcome pathfinder(long seed) {
    return approximation(ApproximationSettings.of(Kind.PATHFINDER, seed));
  }

  /** Whichever of the two is closer, by its Pareto k. */
  public ApproximationOutcome quick(long seed) {
    return approximation(ApproximationSettings.of(Kind.QUICK, seed));
  }

  /** An approximation, with another number of draws, say. */
  public ApproximationOutcome approximation(ApproximationSettings settings) {
    return Inference.approximation(this, settings, new Cancellation());
  }

  /** Looks for the mode of the posterior density of the constrained values. */
  public MapOutcome mode(MapSettings settings) {
    return Inference.mode(this, settings, new Cancellation());
  }

  /**
   * The position of a point that is given by the latents' values: the inverse of what {@link
   * #newRecorder()} makes of a position. NaN or infinite coordinates are values outside the
   * support, or at its edge.
   *
   * @param values by the latents' names, the elements with the last index fastest
   * @return the unconstrained coordinates, {@link #dimension()} of them
   * @throws IllegalArgumentException if a latent is missing, unknown, or of another size
   */
  public double[] unconstrain(Map<String, double[]> values) {
    double[] all = new LatentValues(model.plan(), axes).inOrder(values);
    double[] position = new double[dimension];
    newInstance(Executable.UNCONSTRAIN).evaluate(all, position, NO_RANDOMNESS);
    return position;
  }

  /**
   * A simulator of the model with these data, but for what {@code observe} writes before it is
   * read.
   *
   * @throws ModelException if the model cannot be simulated
   */
  public Simulator simulator() {
    return model.simulator(entries);
  }

  /**
   * Replicates what the model observes from draws of its posterior.
   *
   * @throws ModelException if that cannot be
   */
  public Predictor predictor(Draws draws) {
    Checked<Predictor> predictor = model.tryPredictor(entries, draws, entries);
    return predictor.value().orElseThrow(() -> new ModelException(predictor.diagnostics()));
  }

  /**
   * The posterior predictive distributions of what the model generates.
   *
   * @param draws of the posterior
   * @param more data beside those of the posterior, such as what is asked; they take the place of
   *     entries of the same names
   * @throws ModelException if they cannot be computed from draws
   */
  public PosteriorPredictive predictive(Draws draws, Data more) {
    Checked<PosteriorPredictive> made =
        model.whole().tryPosteriorPredictive(entries.overriddenBy(more), draws, entries, false);
    return made.value().orElseThrow(() -> new ModelException(made.diagnostics()));
  }

  /** The same posterior as draws are read by. */
  private BoundModel ofDraws() {
    return model.ofDraws() == model ? this : model.ofDraws().bind(entries);
  }

  /**
   * What the model observes, one label per event: {@code y["Choate"]}. Events that share a latent
   * that is summed out are one.
   */
  public List<String> observations() {
    BoundModel ofDraws = ofDraws();
    if (ofDraws != this) return ofDraws.observations();
    ObservedEvents events = ObservedEvents.ofExplored(model.typed(), model.plan().model());
    double[] none = {};
    int count = (int) newInstance(Executable.COUNT_POINTS).evaluate(none, none, NO_RANDOMNESS);
    int width = 1 + events.width();
    double[] list = new double[Math.multiplyExact(count, width)];
    newInstance(Executable.LIST_POINTS).evaluate(none, list, NO_RANDOMNESS);
    PointLabels labels = new PointLabels(events, data, axes);
    List<String> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<Integer> keys = new ArrayList<>();
      for (int k = 1; k < width; k++) keys.add((int) list[i * width + k]);
      all.add(labels.of((int) list[i * width], keys));
    }
    return all;
  }

  /** Whether several of the events that the model observes count as one, by a latent they share. */
  public boolean sharesLatents() {
    if (!model.plan().isRewritten() && !ofDraws().model().plan().isRewritten()) return false;
    double[] none = {};
    double events = newInstance(Executable.COUNT_EVENTS).evaluate(none, none, NO_RANDOMNESS);
    return observations().size() < events;
  }

  /**
   * Whether the model observes what these data have no element of: an empty set, or missing values
   * only. Not known, and so false, where latents decide what is observed.
   */
  public boolean observesNothing() {
    if (ObservedEvents.of(model.typed()).statements().isEmpty()) return false;
    if (!Simulation.of(model.typed()).whyNoLogLikelihood().isEmpty()) return false;
    double[] none = {};
    return newInstance(Executable.COUNT_EVENTS).evaluate(none, none, NO_RANDOMNESS) == 0;
  }

  /**
   * The sets whose members neither the model nor its data tell apart, such as topics, by name; of
   * each, the columns of the variables that are members of it.
   */
  public Map<String, List<String>> interchangeable() {
    return Interchangeable.of(model.typed(), data, axes);
  }

  /**
   * The log likelihood of each event that the model observes, in each draw of a run on these data:
   * what {@link bayes.runtime.convergence.PredictiveAccuracy} needs. A {@code factor} is no
   * observation.
   *
   * @throws ModelException if a latent is not among what the run recorded
   * @throws IllegalArgumentException if the draws are not of this model and these data
   */
  public PointwiseLogLikelihood logLikelihood(Draws draws) {
    List<Diagnostic> reasons = model.whyNoLogLikelihood();
    if (!reasons.isEmpty()) throw new ModelException(reasons);
    Checked<Optional<Recovery>> recovery = recoveryOfUnkept(draws.layout());
    return ofDraws()
        .logLikelihood(
            draws, recovery.value().orElseThrow(() -> new ModelException(recovery.diagnostics())));
  }

  private PointwiseLogLikelihood logLikelihood(Draws draws, Optional<Recovery> recovery) {
    HeldLatents held = heldBy(recovery.map(Recovery::layout).orElse(draws.layout()));
    if (held.firstAbsent().isPresent()) {
      throw new IllegalArgumentException("the draws have no " + held.firstAbsent().get());
    }
    List<String> labels = observations();
    int total = draws.chains() * draws.draws();
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) values.add(new double[total]);
    eachLogLikelihood(
        draws,
        recovery,
        labels.size(),
        (draw, row) -> {
          for (int i = 0; i < row.length; i++) values.get(i)[draw] = row[i];
        });
    return new PointwiseLogLikelihood(labels, draws.chains(), draws.draws(), values);
  }

  /** Why the observations cannot be weighed by draws with these variables; none if they can. */
  public List<Diagnostic> whyNoLogLikelihood(Layout run) {
    List<Diagnostic> reasons = model.whyNoLogLikelihood();
    return reasons.isEmpty() ? recoveryOfUnkept(run).diagnostics() : reasons;
  }

  /** Takes the log likelihoods of all observations in one draw, counted over the chains. */
  @FunctionalInterface
  interface LogLikelihoods {
    void take(int draw, double[] row);
  }

  private void eachOfDraws(
      Draws draws, Optional<Recovery> recovery, int width, LogLikelihoods taker) {
    HeldLatents held = heldBy(recovery.map(Recovery::layout).orElse(draws.layout()));
    HeldLatents.Source latents = held.in(draws, recovery, SEED_OF_LATENTS);
    ProgramInstance program = newInstance(Executable.POINTWISE_LOG_LIKELIHOOD);
    double[] position = new double[held.size()];
    double[] row = new double[width];
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        latents.copy(chain, draw, position);
        program.evaluate(position, row, NO_RANDOMNESS);
        // What a check rejects has density 0, and what comes after it was not computed.
        if (program.rejection().isPresent()) Arrays.fill(row, Double.NEGATIVE_INFINITY);
        taker.take(chain * draws.draws() + draw, row);
      }
    }
  }

  /**
   * The latents that draws do not have, of the model as draws are read by; none if they have all.
   */
  List<String> absent(Layout draws) {
    BoundModel ofDraws = ofDraws();
    if (ofDraws != this) return ofDraws.absent(draws);
    return heldBy(draws).latents().stream().flatMap(l -> l.drawn().stream()).toList();
  }

  private HeldLatents heldBy(Layout draws) {
    return held(draws)
        .value()
        .orElseThrow(() -> new IllegalArgumentException("draws of other data"));
  }

  /**
   * The same, one draw after the other, of which none is kept.
   *
   * @param recovery gives the draws latents that they do not have
   */
  void eachLogLikelihood(
      Draws draws, Optional<Recovery> recovery, int width, LogLikelihoods taker) {
    ofDraws().eachOfDraws(draws, recovery, width, taker);
  }

  /** Whether draws have all latents. */
  boolean hasAll(Layout draws) {
    return absent(draws).isEmpty();
  }

  /** Whether draws have all latents. */
  boolean hasAll(Draws draws) {
    return absent(draws.layout()).isEmpty();
  }

  /**
   * Held-out data, and the posterior of these.
   *
   * @param given the held-out data; what they do not have is as in these, unless it ranges over
   *     something new
   * @param draws of this posterior that count equally
   * @return or what is wrong with the data
   */
  public Checked<HeldOut> heldOut(Data given, Draws draws) {
    return HeldOut.of(this, given, draws);
  }

  /**
   * A matrix among the data, by the labels of its rows and columns; empty if there is none of this
   * name.
   */
  public Optional<Map<String, Map<String, Double>>> table(String name) {
    for (VariableDeclaration variable : model.typed().variables()) {
      BoundArray values = data.values().get(variable.symbol());
      if (values == null || !variable.symbol().name().equals(name)) continue;
      List<Axis> of = axes.of(variable.symbol());
      if (of.size() != 2) return Optional.empty();
      Map<String, Map<String, Double>> table = new LinkedHashMap<>();
      for (int row = 0; row < of.get(0).size(); row++) {
        Map<String, Double> cells = new LinkedHashMap<>();
        for (int column = 0; column < of.get(1).size(); column++) {
          double value = values.get(row * of.get(1).size() + column);
          cells.put(of.get(1).labels().get(column), value);
        }
        table.put(of.get(0).labels().get(row), cells);
      }
      return Optional.of(table);
    }
    return Optional.empty();
  }

  /** The number of events that the model observes in these data. */
  public int observedEvents() {
    double[] none = {};
    return (int) newInstance(Executable.COUNT_EVENTS).evaluate(none, none, NO_RANDOMNESS);
  }

  /** What each coordinate belongs to: a latent, an element of its plate, a number. */
  List<String> coordinateLabels() {
    List<String> all = new ArrayList<>();
    for (Plan.PlannedLatent latent : model.plan().latents()) {
      List<Axis> of = axes.of(latent.variable().symbol());
      Optional<Constraint> constraint = latent.transform().constraint();
      int plate = of.size() - constraint.map(Constraint::rank).orElse(0);
      int count = constraint.map(c -> c.coordinates(of.get(plate).size())).orElse(1);
      List<String> elements = List.of(latent.variable().symbol().name());
      for (Axis axis : of.subList(0, plate)) {
        elements =
            elements.stream()
                .flatMap(element -> axis.labels().stream().map(label -> element + "," + label))
                .toList();
      }
      for (String element : elements) {
        for (int i = 0; i < count; i++) all.add(element + "#" + i + "/" + count);
      }
    }
    return all;
  }

  /** Where the rows of a run hold the latents; fails if they have a vector in part. */
  Checked<HeldLatents> held(Layout run) {
    return HeldLatents.of(model.plan(), axes, run);
  }

  /** The coordinates of all latents' values, one latent after the other. */
  double[] coordinates(double[] values) {
    double[] position = new double[dimension];
    newInstance(Executable.UNCONSTRAIN).evaluate(values, position, NO_RANDOMNESS);
    return position;
  }

  /**
   * The probabilities of the values of discrete latents that can be summed out, of every element:
   * the mean over a run's draws of their probabilities given the draw and the data, which is nearer
   * to the posterior's than the frequency of drawn values. None if no latent can be summed.
   *
   * @throws ModelException if a latent that they depend on is not among what the run recorded
   * @throws IllegalArgumentException if the draws are not of this model and these data
   */
  public List<MemberShares> marginals(Draws draws) {
    return marginals(draws, false);
  }

  /**
   * The same of those latents that are single numbers.
   *
   * @throws ModelException if a latent that they depend on is not among what the run recorded
   * @throws IllegalArgumentException if the draws are not of this model and these data
   */
  public List<MemberShares> scalarMarginals(Draws draws) {
    return marginals(draws, true);
  }

  /**
   * The probabilities of all discrete latents that are summed out, as tables.
   *
   * @param at draws whose mean is told
   * @param draws over which quantiles are told, if they have all latents
   * @param most how many values of each element have quantiles
   */
  List<PredictiveTable> marginalTables(Draws at, Draws draws, int most) {
    BoundModel ofDraws = ofDraws();
    if (ofDraws != this) return ofDraws.marginalTables(at, draws, most);
    if (model.plan().summed(false).isEmpty()) return List.of();
    Marginals means = marginalsBy(at.layout());
    ProgramInstance program = newInstance(Executable.MARGINALS);
    PredictiveTables tables = new PredictiveTables(means.questions());
    means.each(at, program, tables::addProbabilities);
    Optional<Marginals> all =
        hasAll(draws) ? Optional.of(marginalsBy(draws.layout())) : Optional.empty();
    all.ifPresent(m -> m.each(draws, program, tables::addEntropies));
    tables.beginIntervals(most);
    all.ifPresent(m -> m.each(draws, program, tables::addInterval));
    return tables.tables();
  }

  private Marginals marginalsBy(Layout draws) {
    return Marginals.of(model.plan(), axes, draws, false)
        .value()
        .orElseThrow(() -> new IllegalArgumentException("draws of other data"));
  }

  private List<MemberShares> marginals(Draws draws, boolean onlyScalars) {
    if (ofDraws().model.plan().summed(onlyScalars).isEmpty()) return List.of();
    List<Diagnostic> reasons = whyNoLogLikelihood(draws.layout());
    if (!reasons.isEmpty()) throw new ModelException(reasons);
    Optional<Recovery> recovery = recoveryOfUnkept(draws.layout()).value().orElseThrow();
    return ofDraws().marginals(draws, recovery, onlyScalars);
  }

  private List<MemberShares> marginals(
      Draws draws, Optional<Recovery> recovery, boolean onlyScalars) {
    Layout layout = recovery.map(Recovery::layout).orElse(draws.layout());
    Marginals marginals =
        Marginals.of(model.plan(), axes, layout, onlyScalars)
            .value()
            .orElseThrow(() -> new IllegalArgumentException("draws of other data"));
    return marginals
        .recovering(recovery)
        .of(draws, newInstance(onlyScalars ? Executable.SCALAR_MARGINALS : Executable.MARGINALS));
  }

  /** What gives a run on these data the latents that it does not have. */
  Checked<Recovery> recovery(Layout run) {
    return Recovery.of(model.plan(), axes, run, () -> newInstance(Executable.RECOVER));
  }

  /**
   * The same for latents that are integrated out and that the run does not keep; empty if it keeps
   * all, and fails if it does not have all that is explored either.
   */
  Checked<Optional<Recovery>> recoveryOfUnkept(Layout run) {
    Optional<VariableDeclaration> first = firstUnkept(run);
    if (first.isEmpty()) return Checked.of(Optional.empty());
    return closed()
        .recovery(run)
        .then(
            found ->
                found.isOfWholeRuns()
                    ? Checked.of(Optional.of(found))
                    : Checked.failed(List.of(Simulation.notKept(first.get()))));
  }

  /** A latent that is integrated out, has elements, and is not kept by the run. */
  Optional<VariableDeclaration> firstUnkept(Layout run) {
    Plan ofDraws = model.ofDraws().plan();
    Set<String> names =
        run.variables().stream().map(RecordedVariable::name).collect(Collectors.toSet());
    if (ofDraws.latents().stream().allMatch(l -> names.contains(l.variable().column()))) {
      return Optional.empty();
    }
    return closed().model().plan().recovered().stream()
        .filter(v -> !names.contains(v.column()) && ofDraws.isExplored(v.symbol()))
        .filter(v -> axes.recorded(v).size() > 0)
        .findFirst();
  }

  /** The same posterior with the least that is left to be explored. */
  private BoundModel closed() {
    return exact().map(ExactInference::posterior).orElse(this);
  }

  /**
   * What new data do to the draws of a run on these data.
   *
   * @param added members of sets and plain dimensions that are new, with their data
   * @return the update, or what is wrong with the new data
   */
  public Checked<PosteriorUpdate> update(Data added, Draws run) {
    return PosteriorUpdate.of(this, added, run);
  }

  /**
   * The number of members of each set that the model names, and of each dimension of its latents,
   * by their texts.
   */
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    data.sets().forEach((set, members) -> sizes.put(set.name(), members.labels().size()));
    for (VariableDeclaration variable : model.typed().variables()) {
      if (variable.symbol().role() != Symbol.Role.LATENT) continue;
      List<IndexSet> dimensions = variable.symbol().type().dimensions();
      List<Axis> of = axes.of(variable.symbol());
      if (of.size() != dimensions.size()) continue;
      for (int d = 0; d < of.size(); d++) {
        sizes.putIfAbsent(ExprText.of(dimensions.get(d)), of.get(d).size());
      }
    }
    return sizes;
  }

  /** What is recorded per draw, in order. */
  public List<RecordedVariable> variables() {
    return variables;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public DiscreteSites discreteSites() {
    return sites;
  }

  /**
   * The variables that draws do not keep, as each draw of them would be of very many numbers: rows
   * that are integrated out, unless {@code @record} asks for them.
   */
  public List<String> leftOut() {
    return model.leftOut();
  }

  /** What is left out, as the data that it needs are missing; they may come with a question. */
  public Optional<Waiting> waiting() {
    return model.waiting();
  }

  /** The answer to someone who asks for a method that does not apply; empty if it does. */
  public Optional<Diagnostic> refusal(Method method) {
    return methods().refusal(method);
  }

  /** The methods that apply: without a missing integer, data that may miss some are no latents. */
  public Methods methods() {
    Methods methods = sites.isEmpty() ? model.plan().continuousMethods() : model.plan().methods();
    return model.plan().exact().isPresent() && exact().isEmpty()
        ? methods.without(Method.EXACT, ExactModels.tooManyStates(model.plan()))
        : methods;
  }

  @Override
  public Optional<LocalDensity> newLocalDensity() {
    if (dimension == 0) return Optional.empty();
    synchronized (prototypes) {
      LocalDensities known = localDensities;
      if (known == null) {
        localDensities = known = localDensities(LinkedExecutable::newInstance);
      }
      return Optional.of(known.newInstance(newLogDensity()));
    }
  }

  @Override
  public Optional<Urns> urns() {
    return collapsed().map(CollapsedSites::urns);
  }

  @Override
  public Optional<LocalDensity> newUrnTerms() {
    return collapsed().flatMap(CollapsedSites::terms).flatMap(BoundModel::newLocalDensity);
  }

  private Optional<CollapsedSites> collapsed() {
    synchronized (prototypes) {
      Optional<CollapsedSites> known = collapsed;
      if (known == null) {
        collapsed = known = CollapsedSites.of(this, entries, axes, this::listed);
      }
      return known;
    }
  }

  /** The cells of rows that loops over the data list. */
  private double[] listed(DataRows rows) {
    Plan written = model.plan().asWritten();
    DataExpression programs = Lowering.ofRows(written, model.programs().inputs(), rows);
    double[] none = {};
    int count = (int) listing(programs.length()).evaluate(none, none, NO_RANDOMNESS);
    double[] cells = new double[Math.multiplyExact(count, rows.cells().size())];
    listing(programs.elements()).evaluate(none, cells, NO_RANDOMNESS);
    return cells;
  }

  /** The values of something that the plan computes from data alone. */
  double[] valuesOfData(Symbol symbol) {
    Expr value = new Expr.Variable(symbol, symbol.declared());
    DataExpression programs =
        Lowering.ofData(model.plan().ofDensities(), model.programs().inputs(), value)
            .value()
            .orElseThrow(() -> new IllegalStateException(symbol.name()));
    double[] none = {};
    int count = (int) listing(programs.length()).evaluate(none, none, NO_RANDOMNESS);
    double[] values = new double[count];
    listing(programs.elements()).evaluate(none, values, NO_RANDOMNESS);
    return values;
  }

  private ProgramInstance listing(Program program) {
    LinkedExecutable linked = LinkedExecutable.of(Simplify.simplify(program));
    InputValues inputs = new InputValues(model.programs().inputs(), data);
    return bind(inputs, linked.newInstance(), linked, Map.of());
  }

  /** Local densities by instances that {@code make} makes. */
  LocalDensities localDensities(Function<LinkedExecutable, ProgramInstance> make) {
    Explored of = explored();
    LocalExecutables executables =
        of.model()
            .executables()
            .local(() -> LocalPrograms.of(of.model().plan(), of.model().programs().inputs()));
    return new LocalDensities(
        model.plan(),
        axes,
        coordinates,
        executables,
        (linked, tables) -> bind(of.inputs(), make.apply(linked), linked, tables));
  }

  @Override
  public LogDensity newLogDensity() {
    return density(Executable.LOG_DENSITY, Executable.GRADIENT);
  }

  @Override
  public LogDensity newLogDensityWithoutJacobian() {
    return density(Executable.WITHOUT_JACOBIAN, Executable.GRADIENT_WITHOUT_JACOBIAN);
  }

  @Override
  public LogDensity newLogLikelihood() {
    return density(Executable.LOG_LIKELIHOOD, Executable.LIKELIHOOD_GRADIENT);
  }

  @Override
  public LogDensity newLogPrior() {
    return density(Executable.LOG_PRIOR, Executable.PRIOR_GRADIENT);
  }

  private LogDensity density(Executable value, Executable gradient) {
    return new ProgramDensity(dimension, () -> newInstance(value), () -> newInstance(gradient));
  }

  @Override
  public Recorder newRecorder() {
    return new ProgramRecorder(variables, newInstance(Executable.RECORD));
  }

  @Override
  public Optional<PriorSampler> newPriorSampler() {
    if (whyNoPrior().isPresent()) return Optional.empty();
    ProgramInstance prior = newInstance(Executable.PRIOR);
    double[] none = {};
    return Optional.of((random, positionOut) -> prior.evaluate(none, positionOut, random));
  }

  @Override
  public Optional<String> whyNoPrior() {
    return model.plan().whyNoPrior().map(Obstacle::reason);
  }

  /**
   * Why the log density, or its gradient, is not finite at a position: the statement and the
   * element to blame, with the values that went in. Empty where both are finite. The position is
   * evaluated once more, statement by statement, which takes its time.
   */
  public Optional<Diagnostic> postmortem(double[] position) {
    Optional<Diagnostic> term =
        new Postmortem(
                explored().model().executables().traced(),
                explored().inputs(),
                data,
                explored().model().plan().model())
            .of(position);
    return term.isPresent() ? term : badSlope(position);
  }

  /** The first latent by which the derivative is not finite, where the log density is. */
  private Optional<Diagnostic> badSlope(double[] position) {
    double[] gradient = new double[dimension];
    double value = newLogDensity().logDensityAndGradient(position, gradient);
    int first = 0;
    while (first < dimension && Double.isFinite(gradient[first])) first++;
    if (first == dimension && Double.isFinite(value)) return Optional.empty();
    int end = 0;
    for (int i = 0; i < model.plan().latents().size(); i++) {
      end += coordinates.get(i);
      if (first >= end && Double.isFinite(value)) continue;
      Symbol symbol = model.plan().latents().get(i).variable().symbol();
      String what =
          Double.isFinite(value)
              ? "the derivative of the log density by `%s` is %s"
                  .formatted(symbol.name(), Postmortem.number(gradient[first]))
              : "the log density is " + Postmortem.number(value) + ", though each term is finite";
      return Optional.of(
          Diagnostic.error(
              new Diagnostic.Code(TracedTerms.CODE), what, symbol.declared(), "declared here"));
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> whyNotFinite(double[] position) {
    return postmortem(position).map(d -> d.primary().span() + ": " + d.message());
  }

  @Override
  public List<TermChange> termChanges(double[] from, double[] to) {
    synchronized (prototypes) {
      TermChanges known = changes;
      if (known == null) changes = known = newTermChanges();
      return known.between(from, to);
    }
  }

  private TermChanges newTermChanges() {
    PointLabels labels = new PointLabels(ObservedEvents.of(model.typed()), data, axes);
    return new TermChanges(
        ListedTerms.of(explored().model().plan().model()).terms(),
        newInstance(Executable.COUNT_TERMS),
        newInstance(Executable.LIST_TERMS),
        new TermTexts(explored().model().plan().model()),
        (binder, member) -> labels.memberOf(binder.set(), member).text());
  }

  /** An instance of its own workspace; the prelude runs once for all of them. */
  private ProgramInstance newInstance(Executable executable) {
    synchronized (prototypes) {
      return prototypes.computeIfAbsent(executable, this::prototype).fork();
    }
  }

  private ProgramInstance prototype(Executable executable) {
    Explored of = executable.readsPositions() ? explored() : Explored.of(model, data, List.of());
    LinkedExecutable linked = of.model().executables().get(executable);
    return bind(of.inputs(), linked.newInstance(), linked, Map.of());
  }

  private static ProgramInstance bind(
      InputValues inputs,
      ProgramInstance instance,
      LinkedExecutable linked,
      Map<Integer, int[]> tables) {
    Program program = linked.program();
    inputs.setAll(program, instance);
    for (Array array : program.arrays()) {
      int[] table = tables.get(array.id());
      if (table != null) instance.set(array, table);
    }
    instance
        .prelude()
        .ifPresent(
            rejection -> {
              throw new IllegalStateException(rejection.message());
            });
    return instance;
  }
}
