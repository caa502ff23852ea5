package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.PosteriorPredictive;
import bayes.compiler.Predictor;
import bayes.compiler.SimulatedPosteriors;
import bayes.compiler.Simulator;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import java.util.List;

/** From text and data to a posterior. Mistakes become failures, warnings are told. */
public final class Compilation {
  private final Console console;
  private final Pipeline pipeline = new Pipeline(new FileImports());

  public Compilation(Console console) {
    this.console = console;
  }

  /** Where warnings are told. */
  Console console() {
    return console;
  }

  /** The compiler. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** The compiler, with plans that may do what the options say. */
  public Pipeline pipeline(PlanningOptions options) {
    return new Pipeline(new FileImports(), options.plan(), options.recorded());
  }

  /**
   * Compiles a model.
   *
   * @throws Failure if the model is wrong
   */
  public Model compile(SourceText source) {
    return value(pipeline.compile(source), ExitCode.MODEL);
  }

  /**
   * Compiles a model with a plan that may do what the options say.
   *
   * @throws Failure if the model is wrong, or has no variable that is to be recorded
   */
  public Model compile(SourceText source, PlanningOptions options) {
    return compile(source, new FileImports(), options);
  }

  /**
   * The same of a model that imports other texts than files.
   *
   * @throws Failure if the model is wrong, or has no variable that is to be recorded
   */
  public Model compile(SourceText source, Imports imports, PlanningOptions options) {
    Pipeline other = new Pipeline(imports, options.plan(), options.recorded());
    Model model = value(other.compile(source), ExitCode.MODEL);
    options.check(model.typed());
    return model;
  }

  /**
   * Binds data to a model.
   *
   * @throws Failure if they do not fit, or if no method can explore the posterior
   */
  public BoundModel bind(Model model, Data data) {
    if (!model.plan().refusals().isEmpty()) {
      throw Failure.of(ExitCode.MODEL, model.plan().refusals());
    }
    return value(model.tryBind(data), ExitCode.DATA);
  }

  /**
   * A simulator of a model.
   *
   * @throws Failure if the model cannot be simulated, or the data do not fit
   */
  public Simulator simulator(Model model, Data data, boolean ignoreFactors) {
    List<Diagnostic> reasons = model.whyNotSimulated(data, ignoreFactors);
    if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
    return value(model.trySimulator(data, ignoreFactors), ExitCode.DATA);
  }

  /**
   * The posteriors of data that a model simulates.
   *
   * @throws Failure if the model cannot be simulated, or the data do not fit
   */
  public SimulatedPosteriors simulatedPosteriors(Model model, Data data) {
    List<Diagnostic> reasons = model.whyNotCalibrated();
    if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
    return value(model.trySimulatedPosteriors(data), ExitCode.DATA);
  }

  /**
   * A predictor from the draws of a run.
   *
   * @param data for which is predicted
   * @throws Failure if the model's observations cannot be replicated, or the data do not fit
   */
  public Predictor predictor(SavedRun saved, Data data, Draws draws) {
    List<Diagnostic> reasons = saved.model().whyNotFromDraws();
    if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
    return value(saved.model().tryPredictor(data, draws, saved.data()), ExitCode.DATA);
  }

  /**
   * The posterior predictive distributions of what a run's model generates.
   *
   * @param data for which is predicted
   * @param replicates whether what the model observes is drawn anew, too
   * @throws Failure if they cannot be computed from draws, or the data do not fit
   */
  public PosteriorPredictive predictive(
      SavedRun saved, Data data, Draws draws, boolean replicates) {
    List<Diagnostic> reasons = saved.model().whyNotFromDraws();
    if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
    return value(
        saved.model().tryPosteriorPredictive(data, draws, saved.data(), replicates), ExitCode.DATA);
  }

  /**
   * The value of a phase; tells its warnings.
   *
   * @throws Failure with the diagnostics and this code if there is none
   */
  public <T> T value(Checked<T> result, ExitCode onFailure) {
    if (result.value().isEmpty()) throw Failure.of(onFailure, result.diagnostics());
    console.print(result.diagnostics());
    return result.value().get();
  }
}
