package bayes.compiler;

import bayes.compiler.bytecode.BytecodeListing;
import bayes.compiler.bytecode.ClassEmitter;
import bayes.compiler.catalog.Catalog;
import bayes.compiler.check.Checker;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.differentiate.Differentiate;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.lower.Lowering;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.model.ModelListing;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.TypedModel;
import bayes.compiler.parse.ImportedFiles;
import bayes.compiler.parse.LargeStack;
import bayes.compiler.parse.Parser;
import bayes.compiler.plan.GeneratedProbabilities;
import bayes.compiler.plan.MeanRecovery;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.PlanListing;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Planner;
import bayes.compiler.plan.conjugate.HeldTables;
import bayes.compiler.program.Listing;
import bayes.compiler.program.Program;
import bayes.compiler.simplify.Simplify;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.SyntaxListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * From text to a model that can be bound: the phases in order. Whoever wants to see what a phase
 * made, or how long it took, observes this one list of phases.
 */
public final class Pipeline {
  private final Checker checker = new Checker(new Catalog(Parser::parse));
  private final Imports imports;
  private final PlanOptions options;
  private final Set<String> recorded;

  /** Sees each stage when it has been reached. */
  public interface Observer {
    /**
     * A phase has made its representation.
     *
     * @param nanoseconds that the phase took
     * @param listing prints what it made
     */
    void reached(Stage stage, long nanoseconds, Supplier<String> listing);
  }

  /** A pipeline for models that import nothing. */
  public Pipeline() {
    this(Imports.NONE);
  }

  /**
   * A pipeline. It keeps the library's definitions once they are checked; safe for threads.
   *
   * @param imports finds what models import
   */
  public Pipeline(Imports imports) {
    this(imports, PlanOptions.defaults());
  }

  /**
   * A pipeline that plans in another way.
   *
   * @param options what plans may do
   */
  public Pipeline(Imports imports, PlanOptions options) {
    this(imports, options, Set.of());
  }

  /**
   * A pipeline whose models record more than they say.
   *
   * @param options what plans may do
   * @param recorded names of variables that are recorded, whatever the model says
   */
  public Pipeline(Imports imports, PlanOptions options, Set<String> recorded) {
    this.imports = imports;
    this.options = options;
    this.recorded = Set.copyOf(recorded);
  }

  /** Compiles a model. */
  public Checked<Model> compile(SourceText source) {
    return compile(source, (stage, nanoseconds, listing) -> {});
  }

  /** Compiles a model, observed; on a stack that is large enough for any tree that is admitted. */
  public Checked<Model> compile(SourceText source, Observer observer) {
    return LargeStack.call(() -> phases(source, observer));
  }

  private Checked<Model> phases(SourceText source, Observer observer) {
    Phases phases = new Phases(observer);
    return explored(plan(source, phases), phases);
  }

  /** A model to be explored; only to be simulated, where no method can. */
  private Checked<Model> explored(Checked<Plan> planned, Phases phases) {
    boolean isRefused = planned.value().filter(plan -> !plan.refusals().isEmpty()).isPresent();
    return isRefused
        ? planned.then(plan -> simulated(plan, replanning()))
        : density(planned, phases);
  }

  /** The same model with another plan. */
  private Checked<Model> replanned(TypedModel model, PlanOptions other) {
    Phases phases = new Phases((stage, nanoseconds, listing) -> {});
    return LargeStack.call(() -> explored(Planner.plan(model, other, checker.library()), phases));
  }

  private Checked<Plan> plan(SourceText source, Phases phases) {
    return Checked.of(source)
        .then(phases.of(Stage.TOKENS, Checked::of, Parser::tokens))
        .then(phases.of(Stage.SYNTAX, Parser::parse, SyntaxListing::of))
        .then(file -> ImportedFiles.resolve(file, imports))
        .then(phases.of(Stage.MODEL, this::check, ModelListing::of))
        .then(
            phases.of(
                Stage.PLAN,
                model -> Planner.plan(model, options, checker.library()),
                PlanListing::of));
  }

  private Checked<TypedModel> check(ModelFile file) {
    Checked<TypedModel> model = checker.check(file);
    return recorded.isEmpty() ? model : model.then(m -> Checked.of(m.recording(recorded)));
  }

  private Model.Replanning replanning() {
    return new Model.Replanning() {
      @Override
      public Checked<Model> of(TypedModel model, PlanOptions options) {
        return replanned(model, options);
      }

      @Override
      public Checked<Model> of(Plan plan) {
        return planned(plan);
      }

      @Override
      public Optional<Model> atMeans(Plan plan) {
        return LargeStack.call(
            () ->
                MeanRecovery.of(plan, checker.library())
                    .flatMap(means -> simulated(means).value()));
      }

      @Override
      public Checked<Model.GeneratingModel> generating(TypedModel model, boolean replicates) {
        return LargeStack.call(() -> withProbabilities(model, replicates));
      }

      @Override
      public StandardLibrary library() {
        return checker.library();
      }

      @Override
      public Optional<HeldTables> heldTables(TypedModel model, Plan explored, Set<String> latents) {
        return LargeStack.call(() -> HeldTables.of(model, explored, latents, checker.library()));
      }

      @Override
      public Checked<Model> asWritten(TypedModel model) {
        return LargeStack.call(() -> simulated(Planner.asWritten(model)));
      }
    };
  }

  private Checked<Model> density(Checked<Plan> planned, Phases phases) {
    return planned
        .then(phases.of(Stage.PROGRAM, Pipeline::lower, lowered -> Listing.of(lowered.density())))
        .then(phases.of(Stage.GRADIENT, Pipeline::differentiate, d -> Listing.of(d.gradient())))
        .then(phases.of(Stage.BYTECODE, Pipeline::emit, Emitted::listing))
        .then(emitted -> Checked.of(emitted.link(replanning())));
  }

  /** Compiles another plan of a model that has been planned already. */
  private Checked<Model> planned(Plan plan) {
    Phases unobserved = new Phases((stage, time, listing) -> {});
    return LargeStack.call(() -> density(Checked.of(plan), unobserved));
  }

  /** A model with the probabilities of what it generates, to be replicated. */
  private Checked<Model.GeneratingModel> withProbabilities(TypedModel model, boolean replicates) {
    GeneratedProbabilities with = GeneratedProbabilities.of(model, checker.library(), replicates);
    return simulated(Planner.asWritten(with.model()))
        .then(made -> Checked.of(new Model.GeneratingModel(made, with.generates())));
  }

  /** A model that no method can explore, but that can be simulated. */
  private static Checked<Model> simulated(Plan plan) {
    return Lowering.lower(plan)
        .then(programs -> Checked.of(new Model(plan, programs, new Executables(programs))));
  }

  private static Checked<Model> simulated(Plan plan, Model.Replanning replanning) {
    return Lowering.lower(plan)
        .then(
            programs ->
                Checked.of(new Model(plan, programs, new Executables(programs), replanning)));
  }

  /** The listing of a stage; without one, the diagnostics that kept the model from reaching it. */
  public Checked<String> emit(SourceText source, Stage stage) {
    StringBuilder found = new StringBuilder();
    Checked<Model> model =
        compile(
            source,
            (reached, nanoseconds, listing) -> {
              if (reached == stage) found.append(listing.get());
            });
    if (found.length() > 0) return Checked.of(found.toString(), model.diagnostics());
    List<Diagnostic> missing = new ArrayList<>(model.diagnostics());
    model.value().ifPresent(refused -> missing.addAll(refused.plan().refusals()));
    return Checked.failed(missing);
  }

  private record Lowered(Plan plan, ModelPrograms programs, Program density) {}

  private record Differentiated(Lowered lowered, Program gradient) {}

  private record Emitted(Differentiated differentiated, byte[] bytes) {
    String listing() {
      return BytecodeListing.of(differentiated.gradient(), bytes);
    }

    Model link(Model.Replanning replanning) {
      Program program = differentiated.gradient();
      LinkedExecutable gradient = new LinkedExecutable(program, LinkedProgram.link(program, bytes));
      Lowered lowered = differentiated.lowered();
      Executables executables = new Executables(lowered.programs());
      return new Model(
          lowered.plan(),
          lowered.programs(),
          executables.with(Executable.GRADIENT, gradient),
          replanning);
    }
  }

  private static Checked<Lowered> lower(Plan plan) {
    return Lowering.lower(plan)
        .then(p -> Checked.of(new Lowered(plan, p, Simplify.simplify(p.logDensity()))));
  }

  private static Checked<Differentiated> differentiate(Lowered lowered) {
    Program gradient = Simplify.simplify(Differentiate.gradient(lowered.density()));
    return Checked.of(new Differentiated(lowered, gradient));
  }

  private static Checked<Emitted> emit(Differentiated differentiated) {
    return Checked.of(new Emitted(differentiated, ClassEmitter.emit(differentiated.gradient())));
  }

  /** Turns phases into observed ones. */
  private record Phases(Observer observer) {
    <A, B> Function<A, Checked<B>> of(
        Stage stage, Function<A, Checked<B>> phase, Function<? super B, String> listing) {
      return input -> {
        long start = System.nanoTime();
        Checked<B> result = phase.apply(input);
        long taken = System.nanoTime() - start;
        result
            .value()
            .ifPresent(value -> observer.reached(stage, taken, () -> listing.apply(value)));
        return result;
      };
    }
  }
}
