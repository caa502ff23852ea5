package bayes.compiler;

import bayes.compiler.bind.Binder;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.DataEvaluator;
import bayes.compiler.bind.LongTables;
import bayes.compiler.bind.ProgramEvaluator;
import bayes.compiler.bind.SavedVocabularies;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.lint.Lint;
import bayes.compiler.lower.Lowering;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.parse.Parser;
import bayes.compiler.plan.ExactPlan;
import bayes.compiler.plan.Explanation;
import bayes.compiler.plan.GeneratedProbabilities;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Simulation;
import bayes.compiler.plan.Waiting;
import bayes.compiler.plan.conjugate.HeldTables;
import bayes.compiler.plan.reparameterise.Forms;
import bayes.compiler.program.Program;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.Calibrator;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A compiled model. It is immutable, may be shared by threads, and is bound to as many data sets as
 * you like:
 *
 * <pre>{@code
 * Model model = Model.compile("""
 *     set School;
 *     data y : real[School];
 *     mu ~ Normal(0, 5);
 *     observe y[s in School] ~ Normal(mu, 10);
 *     """);
 * BoundModel bound = model.bind(Data.builder().put("y", 28.0, 8.0, -3.0).build());
 * Fit fit = bound.sample(NutsSettings.of(RunSettings.defaults(1)));
 * }</pre>
 */
public final class Model {
  private final Plan plan;
  private final ModelPrograms programs;
  private final Executables executables;
  private final Replanning replanning;
  private final List<String> leftOut;
  private final Optional<Waiting> waiting;
  private final @Nullable Model whole;
  private @Nullable Model ofDraws;
  private @Nullable ExactModels exact;
  private final Map<Boolean, Checked<GeneratingModel>> generating = new ConcurrentHashMap<>();
  private final Map<Set<Symbol>, Model> forms = new ConcurrentHashMap<>();
  private final Map<List<Symbol>, Checked<Model>> withoutWaiting = new ConcurrentHashMap<>();

  /** Compiles a checked model once more, with another plan. */
  interface Replanning {
    Checked<Model> of(TypedModel model, PlanOptions options);

    Checked<Model> of(Plan plan);

    /** The model by a plan that recovers means; empty if it has none, or does not know them. */
    Optional<Model> atMeans(Plan plan);

    /**
     * The model that also generates the probabilities of what it draws.
     *
     * @param replicates whether it draws what it observes, too
     */
    Checked<GeneratingModel> generating(TypedModel model, boolean replicates);

    /** The library that its plans are made with. */
    StandardLibrary library();

    /** The model that is given the counts of tables which a plan integrates out. */
    Optional<HeldTables> heldTables(TypedModel model, Plan explored, Set<String> latents);

    /** A model that is not explored, but read from draws. */
    Checked<Model> asWritten(TypedModel model);
  }

  /**
   * A model with probabilities beside what it generates; for replications alone.
   *
   * @param generates those that have finitely many values
   */
  record GeneratingModel(Model model, List<GeneratedProbabilities.Generate> generates) {
    GeneratingModel {
      generates = List.copyOf(generates);
    }
  }

  private static final Replanning NEVER =
      new Replanning() {
        @Override
        public Checked<Model> of(TypedModel model, PlanOptions options) {
          return Checked.failed(List.of());
        }

        @Override
        public Checked<Model> of(Plan plan) {
          return Checked.failed(List.of());
        }

        @Override
        public Optional<Model> atMeans(Plan plan) {
          return Optional.empty();
        }

        @Override
        public Checked<GeneratingModel> generating(TypedModel model, boolean replicates) {
          throw new IllegalStateException("a model without a pipeline");
        }

        @Override
        public StandardLibrary library() {
          throw new IllegalStateException("this model is not planned again");
        }

        @Override
        public Optional<HeldTables> heldTables(
            TypedModel model, Plan explored, Set<String> latents) {
          return Optional.empty();
        }

        @Override
        public Checked<Model> asWritten(TypedModel model) {
          return Checked.failed(List.of());
        }
      };

  /** A model that is explored in one way only. */
  Model(Plan plan, ModelPrograms programs, Executables executables) {
    this(plan, programs, executables, NEVER);
  }

  Model(Plan plan, ModelPrograms programs, Executables executables, Replanning replanning) {
    this(plan, programs, executables, replanning, List.of(), Optional.empty(), null);
  }

  private Model(
      Plan plan,
      ModelPrograms programs,
      Executables executables,
      Replanning replanning,
      List<String> leftOut,
      Optional<Waiting> waiting,
      @Nullable Model whole) {
    this.waiting = waiting;
    this.whole = whole;
    this.leftOut = List.copyOf(leftOut);
    this.replanning = replanning;
    this.plan = plan;
    this.programs = programs;
    this.executables = executables;
  }

  /**
   * Compiles a model.
   *
   * @throws ModelException if it is wrong, with everything that is wrong with it
   */
  public static Model compile(String text) {
    return compile(SourceText.of("model.bayes", text));
  }

  /**
   * Compiles a model from a text that has a name, which messages use.
   *
   * @throws ModelException if it is wrong, with everything that is wrong with it
   */
  public static Model compile(SourceText source) {
    return compile(source, Imports.NONE);
  }

  /**
   * Compiles a model that imports functions and distributions of other texts.
   *
   * @throws ModelException if it is wrong, with everything that is wrong with it
   */
  public static Model compile(SourceText source, Imports imports) {
    return compile(source, imports, PlanOptions.defaults());
  }

  /**
   * Compiles a model with a plan that may do no more than is said.
   *
   * @throws ModelException if it is wrong, with everything that is wrong with it
   */
  public static Model compile(SourceText source, Imports imports, PlanOptions options) {
    Checked<Model> model = new Pipeline(imports, options).compile(source);
    return model.value().orElseThrow(() -> new ModelException(model.diagnostics()));
  }

  /** The posterior in closed form, if it has one. */
  synchronized Optional<ExactModels> exact() {
    if (exact == null && plan.exact().isPresent()) {
      exact = ExactModels.of(plan.exact().get());
    }
    return Optional.ofNullable(exact);
  }

  /** The same model with its posterior in closed form computed in another way. */
  Model with(ExactPlan other) {
    return new Model(plan.with(other), programs, executables, replanning, leftOut, waiting, whole);
  }

  /** Another plan of the same model, with the same left out. */
  private Model like(Model other) {
    return new Model(plan, programs, executables, replanning, leftOut, other.waiting, other.whole);
  }

  /** The name of the model: the file's without its extension. */
  public String name() {
    return typed().name();
  }

  /**
   * The same model with another plan.
   *
   * @throws ModelException if what its annotations ask for cannot be done then
   */
  public Model with(PlanOptions options) {
    if (options.equals(plan.options())) return this;
    Checked<Model> other = replanning.of(typed(), options);
    return other.value().orElseThrow(() -> new ModelException(other.diagnostics()));
  }

  /**
   * The model as draws are read by: nothing that they have is integrated out, and discrete latents
   * that they may not have are summed.
   */
  synchronized Model ofDraws() {
    Model known = ofDraws;
    if (known != null) return known;
    boolean isSame = !plan.refusals().isEmpty() || plan.isOfDraws();
    Model made =
        isSame ? this : replanning.of(typed(), plan.options().ofDraws()).value().orElse(this);
    ofDraws = made;
    return made;
  }

  /** Why its observations cannot be replicated from draws; none if they can. */
  public List<Diagnostic> whyNotFromDraws() {
    return Simulation.of(typed()).whyNotFromDraws(this::isRecovered);
  }

  /** Why its observations cannot be weighed by draws; none if they can. */
  public List<Diagnostic> whyNoLogLikelihood() {
    return Simulation.of(typed()).whyNoLogLikelihood(this::isRecovered);
  }

  /** Whether a latent can be drawn given what a run explores, be it summed or integrated out. */
  private boolean isRecovered(Symbol latent) {
    return !closed().isExplored(latent) || !ofDraws().plan.isExplored(latent);
  }

  /** The plan that leaves the least to be explored. */
  private Plan closed() {
    return plan.exact().map(ExactPlan::posterior).orElse(plan);
  }

  /** Sets, variables and statements. */
  public TypedModel typed() {
    return plan.written();
  }

  /** What happens to each latent, and which methods can be used. */
  public Plan plan() {
    return plan;
  }

  /** What happens to each latent, why, at what cost, and what stands in the way of better. */
  public Explanation explanation() {
    return explained(plan);
  }

  /** The explanation of a plan of this model, which says more once data are bound. */
  Explanation explained(Plan told) {
    Plan answered = told.exact().map(ExactPlan::posterior).orElse(told);
    return Explanation.of(answered, replanning.library());
  }

  /**
   * Binds data.
   *
   * @throws BindingException if they do not fit, with everything that is wrong with them
   */
  public BoundModel bind(Data data) {
    Checked<BoundModel> bound = tryBind(data);
    return bound.value().orElseThrow(() -> new BindingException(bound.diagnostics()));
  }

  /** Binds data, or says what is wrong with them. */
  public Checked<BoundModel> tryBind(Data data) {
    return tryBind(data, CarriedValues.NONE);
  }

  /** Binds data behind the statistics of earlier ones. */
  Checked<BoundModel> tryBind(Data data, CarriedValues carried) {
    if (!plan.refusals().isEmpty()) return Checked.failed(plan.refusals());
    return LongTables.resolve(typed(), data).then(arrays -> tryBindArrays(arrays, carried));
  }

  /**
   * Binds data that another form of this model has read and checked. What that form does not know
   * is bound anew.
   *
   * @param read those data, with those carried
   */
  Checked<BoundModel> bindAgain(Data data, BoundData read, CarriedValues carried) {
    boolean isKnown =
        typed().variables().stream()
                .filter(v -> v.symbol().role() == Symbol.Role.DATA)
                .allMatch(v -> read.values().containsKey(v.symbol()))
            && read.sets().keySet().containsAll(typed().sets());
    if (!isKnown) return tryBind(data, carried);
    return bound(data, read, new ProgramEvaluator(plan, programs.inputs(), data), carried);
  }

  private Checked<BoundModel> tryBindArrays(Data data, CarriedValues carried) {
    return withoutWaiting(data).then(model -> model.tryBindAll(data, carried));
  }

  private Checked<BoundModel> tryBindAll(Data data, CarriedValues carried) {
    DataEvaluator evaluator = new ProgramEvaluator(plan, programs.inputs(), data);
    return Binder.bind(typed(), data, evaluator)
        .then(values -> carried.in(values, evaluator))
        .then(
            values ->
                new Validation(programs, data)
                    .check(values)
                    .then(valid -> bound(data, valid, evaluator, carried)));
  }

  /**
   * This model as it goes on from the statistics of earlier data, or why it cannot.
   *
   * @param isExact whether its posterior is wanted in closed form, rather than explored
   */
  public CarriedModel.Answer carried(boolean isExact) {
    return CarriedModel.of(this, replanning, isExact);
  }

  /** The same without the generated values that need data which are missing. */
  public CarriedModel.Answer carried(boolean isExact, Data data) {
    return withoutWaiting(data).value().orElse(this).carried(isExact);
  }

  /** This model by other programs, which begin at statistics of data. */
  Checked<Model> carrying(Plan other) {
    return replanning.of(other).then(model -> Checked.of(model.like(this)));
  }

  /**
   * A simulator of this model.
   *
   * @param data everything but what {@code observe} writes; of that, elements that statements read
   *     before they write them
   * @throws ModelException if the model cannot be simulated
   * @throws BindingException if the data do not fit
   */
  public Simulator simulator(Data data) {
    List<Diagnostic> reasons = whyNotSimulated(data, false);
    if (!reasons.isEmpty()) throw new ModelException(reasons);
    Checked<Simulator> simulator = trySimulator(data, false);
    return simulator.value().orElseThrow(() -> new BindingException(simulator.diagnostics()));
  }

  /**
   * A simulator of this model, or why there is none.
   *
   * @param ignoreFactors whether a {@code factor} has no effect, rather than being a mistake
   */
  public Checked<Simulator> trySimulator(Data data, boolean ignoreFactors) {
    List<Diagnostic> reasons = whyNotSimulated(data, ignoreFactors);
    if (!reasons.isEmpty()) return Checked.failed(reasons);
    return withoutWaiting(data)
        .then(model -> model.simulated(data))
        .then(row -> Checked.of(new Simulator(row)));
  }

  private Checked<GeneratedRow> simulated(Data data) {
    return programs
        .simulation()
        .then(program -> generated(data, Simulation.of(typed()).written(), program));
  }

  /** Why this model cannot be simulated with these data, before they are looked at closely. */
  public List<Diagnostic> whyNotSimulated(Data data, boolean ignoreFactors) {
    return Simulation.of(typed())
        .whyNotFromPrior(ignoreFactors, name -> data.find(name).isPresent());
  }

  /**
   * Calibrates a method on this model: whether it finds the latents that simulated data were drawn
   * with as often as it says.
   *
   * @param design everything but what {@code observe} writes, as for a simulation
   * @throws ModelException if the model cannot be simulated
   * @throws BindingException if the data do not fit
   */
  public Calibration calibrate(Data design, CalibratedMethod method, CalibrationSettings settings) {
    return Calibrator.calibrate(simulatedPosteriors(design), method, settings);
  }

  /**
   * Simulated data of this model with their posteriors.
   *
   * @param design everything but what {@code observe} writes, as for a simulation
   * @throws ModelException if the model cannot be simulated
   * @throws BindingException if the data do not fit
   */
  public SimulatedPosteriors simulatedPosteriors(Data design) {
    List<Diagnostic> reasons = whyNotCalibrated();
    if (!reasons.isEmpty()) throw new ModelException(reasons);
    Checked<SimulatedPosteriors> posteriors = trySimulatedPosteriors(design);
    return posteriors.value().orElseThrow(() -> new BindingException(posteriors.diagnostics()));
  }

  /** Simulated data of this model with their posteriors, or why there are none. */
  public Checked<SimulatedPosteriors> trySimulatedPosteriors(Data design) {
    List<Diagnostic> reasons = whyNotCalibrated();
    if (!reasons.isEmpty()) return Checked.failed(reasons);
    return trySimulator(design, false)
        .then(simulator -> Checked.of(new SimulatedPosteriors(simulator, this)));
  }

  /** Why no method can be calibrated on this model, before data are looked at. */
  public List<Diagnostic> whyNotCalibrated() {
    return plan.refusals().isEmpty() ? Simulation.of(typed()).whyNotCalibrated() : plan.refusals();
  }

  /**
   * Replicates what the model observes from the draws of a run, or says why that cannot be.
   *
   * @param data those of the run, or others; what {@code observe} writes may be left out
   * @param run draws of this model's latents
   */
  public Checked<Predictor> tryPredictor(Data data, Draws run) {
    return tryPredictor(data, run, Optional.empty());
  }

  /**
   * The same of a run that does not have all latents: those that were summed out are drawn from
   * their distribution given the run's draws and its data.
   *
   * @param ofRun the data of the run
   */
  public Checked<Predictor> tryPredictor(Data data, Draws run, Data ofRun) {
    Data read = SavedVocabularies.of(typed(), ofRun, data);
    return recovery(ofRun, run.layout()).then(recovery -> tryPredictor(read, run, recovery));
  }

  /** What gives a run its latents; empty if it has them. */
  Checked<Optional<Recovery>> recovery(Data ofRun, Layout run) {
    return tryBind(ofRun)
        .then(bound -> bound.recoveryOfUnkept(run))
        .then(unkept -> unkept.isPresent() ? Checked.of(unkept) : recoveryOfSummed(ofRun, run));
  }

  private Checked<Optional<Recovery>> recoveryOfSummed(Data ofRun, Layout run) {
    if (Recovery.isNeedless(ofDraws().plan, run)) return Checked.of(Optional.empty());
    return ofDraws()
        .tryBind(ofRun)
        .then(bound -> bound.recovery(run))
        .then(recovery -> Checked.of(Optional.of(recovery)));
  }

  private Checked<Predictor> tryPredictor(Data data, Draws run, Optional<Recovery> recovery) {
    List<Diagnostic> reasons = whyNotFromDraws();
    if (!reasons.isEmpty()) return Checked.failed(reasons);
    return withoutWaiting(data).then(model -> model.predictor(data, run, recovery));
  }

  private Checked<Predictor> predictor(Data data, Draws run, Optional<Recovery> recovery) {
    Layout layout = recovery.map(Recovery::layout).orElse(run.layout());
    return replication(data)
        .then(
            row ->
                row.held(plan.asWritten(), layout)
                    .then(held -> Checked.of(new Predictor(row, held, run, recovery))));
  }

  /**
   * The posterior predictive distributions of what the model generates.
   *
   * @param data those of the run, or others; with those that the run did without
   * @param run draws of this model's latents, which count equally
   * @param ofRun the data of the run
   * @param replicates whether what the model observes is drawn anew, too, and read by what it
   *     generates; else that reads the data
   */
  public Checked<PosteriorPredictive> tryPosteriorPredictive(
      Data data, Draws run, Data ofRun, boolean replicates) {
    List<Diagnostic> reasons = whyNotFromDraws();
    if (!reasons.isEmpty()) return Checked.failed(reasons);
    return tryBind(ofRun)
        .then(
            bound -> {
              // What is asked must not change the vocabulary that the run had.
              Data read = SavedVocabularies.of(typed(), bound.entries(), data);
              return withoutWaiting(read)
                  .then(model -> model.generating(replicates))
                  .then(with -> predictive(with, read, run, bound));
            });
  }

  private Checked<PosteriorPredictive> predictive(
      GeneratingModel with, Data data, Draws run, BoundModel ofRun) {
    Optional<Checked<RunTables>> tables = runTables(with.model().typed(), ofRun);
    if (tables.isPresent()) {
      return tables
          .get()
          .then(
              t ->
                  t.model()
                      .predictive(
                          with,
                          data.overriddenBy(t.counts()),
                          RunTables.repeated(run),
                          Optional.empty(),
                          ofRun));
    }
    return recovery(ofRun.entries(), run.layout())
        .then(recovery -> with.model().predictive(with, data, run, recovery, ofRun));
  }

  /**
   * What a posterior knows of its large tables, and the model that reads them; empty if it has none
   * that draws do not keep, or if they are read as a whole.
   *
   * @param written the model, or one with more to generate
   */
  Optional<Checked<RunTables>> runTables(TypedModel written, BoundModel posterior) {
    Set<String> leftOut = Set.copyOf(posterior.leftOut());
    if (leftOut.isEmpty()) return Optional.empty();
    return replanning
        .heldTables(written, posterior.model().plan, leftOut)
        .map(
            held ->
                replanning
                    .asWritten(held.model())
                    .then(m -> Checked.of(RunTables.of(m, held.tables(), posterior))));
  }

  private Checked<PosteriorPredictive> predictive(
      GeneratingModel with, Data data, Draws run, Optional<Recovery> recovery, BoundModel ofRun) {
    Layout layout = recovery.map(Recovery::layout).orElse(run.layout());
    return replication(data)
        .then(
            row ->
                row.held(plan.asWritten(), layout)
                    .then(
                        held ->
                            Checked.of(
                                PosteriorPredictive.of(
                                    with.generates(),
                                    v -> new Predictor(row, held, run, recovery, v),
                                    ofRun.data()))));
  }

  private Checked<GeneratingModel> generating(boolean replicates) {
    if (replanning == NEVER) return Checked.of(new GeneratingModel(this, List.of()));
    return generating.computeIfAbsent(replicates, r -> replanning.generating(typed(), r));
  }

  /** What draws latents that a run does not have, given those that it has. */
  Checked<GeneratedRow> replicated(Data data) {
    List<Diagnostic> reasons = whyNotFromDraws();
    return reasons.isEmpty() ? replication(data) : Checked.failed(reasons);
  }

  private Checked<GeneratedRow> replication(Data data) {
    return programs
        .replication()
        .then(program -> generated(data, Simulation.of(typed()).replaceable(), program));
  }

  private Checked<GeneratedRow> generated(Data given, Set<Symbol> replaced, Program program) {
    return LongTables.resolve(typed(), given)
        .then(data -> generatedOfArrays(data, replaced, program));
  }

  private Checked<GeneratedRow> generatedOfArrays(
      Data data, Set<Symbol> replaced, Program program) {
    DataEvaluator evaluator = new ProgramEvaluator(plan, programs.inputs(), data);
    return Binder.bind(typed(), data, evaluator, replaced)
        .then(values -> new Validation(programs, data).checkCoverage(values))
        .then(
            values ->
                Axes.of(plan, values, evaluator)
                    .then(axes -> GeneratedRow.of(this, data, values, axes, program)));
  }

  private Checked<BoundModel> bound(
      Data data, BoundData values, DataEvaluator evaluator, CarriedValues carried) {
    return Axes.of(plan, values, evaluator)
        .then(
            axes ->
                withoutRecording(LargeRows.of(plan, axes))
                    .then(model -> Checked.of(new BoundModel(model, data, values, axes, carried))));
  }

  /** This model with draws that do not keep some variables. */
  Checked<Model> withoutRecording(List<Symbol> symbols) {
    if (symbols.isEmpty()) return Checked.of(this);
    Plan smaller = plan.withoutRecording(symbols);
    List<String> names = symbols.stream().map(Symbol::name).toList();
    return Lowering.lower(smaller)
        .then(
            lowered ->
                Checked.of(
                    new Model(
                        smaller,
                        lowered,
                        new Executables(lowered),
                        replanning,
                        names,
                        waiting,
                        whole)));
  }

  /** This model without the generated values whose data are missing. */
  private Checked<Model> withoutWaiting(Data data) {
    if (replanning == NEVER) return Checked.of(this);
    Waiting found = waiting(data);
    if (found.data().isEmpty()) return Checked.of(this);
    return withoutWaiting.computeIfAbsent(
        found.data(),
        missing ->
            replanning
                .of(found.model(), plan.options())
                .then(
                    m ->
                        Checked.of(
                            new Model(
                                m.plan,
                                m.programs,
                                m.executables,
                                m.replanning,
                                m.leftOut,
                                Optional.of(found),
                                this))));
  }

  /**
   * The latents of a run at their means given what it explored, where the plan integrates all
   * others out and knows their means: one draw if it explored nothing, else one for each of the
   * run's; empty otherwise.
   *
   * @param ofRun the data of the run
   */
  Checked<Optional<Draws>> means(Data ofRun, Draws run) {
    return withoutWaiting(ofRun).then(model -> model.meansOf(ofRun, run));
  }

  private Checked<Optional<Draws>> meansOf(Data ofRun, Draws run) {
    Plan closed = closed();
    Optional<Model> means = replanning.atMeans(closed);
    if (means.isEmpty()) return Checked.of(Optional.empty());
    return means.get().tryBind(ofRun).then(bound -> meansOf(bound, run));
  }

  /**
   * One draw where nothing is explored. The data tell: a latent of missing elements has none where
   * none are missing.
   */
  private static Checked<Optional<Draws>> meansOf(BoundModel bound, Draws run) {
    Draws nothing = Draws.ofNothing();
    return bound
        .recovery(nothing.layout())
        .then(
            recovery ->
                recovery.isOfWholeRuns()
                    ? Checked.of(Optional.of(recovery.of(nothing, 0)))
                    : bound
                        .recovery(run.layout())
                        .then(
                            each ->
                                Checked.of(
                                    each.isOfWholeRuns()
                                        ? Optional.of(each.of(run, 0))
                                        : Optional.empty())));
  }

  /** This model with all that was left out. */
  Model whole() {
    return whole == null ? this : whole;
  }

  /** What was left out of this model, as the data that it needs are missing. */
  Optional<Waiting> waiting() {
    return waiting;
  }

  /**
   * What is left out of this model with some data: generated values that need data which nothing
   * else reads, and which may come later, with a question to the posterior.
   */
  public Waiting waiting(Data data) {
    return Waiting.of(typed(), name -> data.find(name).isPresent());
  }

  /** The rows that draws do not keep, as they are large in the data, and nobody asks for them. */
  List<String> leftOut() {
    return leftOut;
  }

  /** What compiles but is likely wrong, without data. */
  public List<Diagnostic> lint() {
    return lint(Optional.empty());
  }

  /** What is likely wrong, with these data; a few things show only then. */
  public List<Diagnostic> lint(BoundModel bound) {
    return lint(Optional.of(bound.data()));
  }

  private List<Diagnostic> lint(Optional<BoundData> data) {
    ModelFile file = Parser.parse(typed().source()).value().orElseThrow();
    return Lint.of(file, typed(), data);
  }

  /** Whether it can be explored otherwise than as it is written: not if it is read from draws. */
  boolean hasForms() {
    return replanning != NEVER;
  }

  /** This model with some open plates explored non-centred, and the others as they are written. */
  Model inForm(Set<Symbol> nonCentred) {
    return forms.computeIfAbsent(
        nonCentred,
        symbols -> {
          Checked<Model> form = replanning.of(Forms.nonCentred(plan, symbols));
          return form.value().orElseThrow(() -> new ModelException(form.diagnostics()));
        });
  }

  ModelPrograms programs() {
    return programs;
  }

  Executables executables() {
    return executables;
  }
}
