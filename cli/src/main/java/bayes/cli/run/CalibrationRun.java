package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.console.Console;
import bayes.cli.console.CountBar;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Interrupt;
import bayes.compiler.BindingException;
import bayes.compiler.Model;
import bayes.compiler.ModelException;
import bayes.compiler.SimulatedPosteriors;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.plan.Method;
import bayes.compiler.plan.Methods;
import bayes.compiler.plan.Plan;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.Calibrator;
import bayes.runtime.inference.Cancellation;
import java.util.List;
import java.util.Optional;

/** Calibrates a method on a model, with a progress bar, until it ends or Ctrl-C stops it. */
public final class CalibrationRun {
  private final Console console;
  private final SimulatedPosteriors posteriors;
  private final CalibratedMethod method;

  /**
   * A calibration of the method that the options name.
   *
   * @throws Failure if the method cannot be calibrated, or does not apply to the model
   */
  public CalibrationRun(
      Console console,
      Arguments arguments,
      MethodOptions options,
      Model model,
      SimulatedPosteriors posteriors) {
    this.console = console;
    if (model.plan().latents().isEmpty() && model.plan().recovered().isEmpty()) {
      throw new Failure(
          ExitCode.MODEL, "there is nothing to calibrate: the model has no latents to infer");
    }
    MethodRun run = applicable(options, model.plan());
    this.posteriors = run.planned() == Method.EXACT ? posteriors.exactly() : posteriors;
    this.method =
        run.calibrated()
            .orElseThrow(() -> arguments.wrong("calibrate has no use for this --method"));
  }

  /** The method that was named, or the one that applies if none was. */
  private static MethodRun applicable(MethodOptions options, Plan plan) {
    boolean isClosed =
        plan.exact().filter(exact -> exact.posterior().latents().isEmpty()).isPresent();
    if (isClosed && options.exact().isPresent()) return options.exact().get();
    Methods methods = plan.methods();
    Optional<Diagnostic> refusal = methods.refusal(options.run().planned());
    if (refusal.isEmpty()) return options.run();
    return options.otherwise().stream()
        .filter(run -> methods.refusal(run.planned()).isEmpty())
        .findFirst()
        .orElseThrow(() -> Failure.of(ExitCode.MODEL, List.of(refusal.get())));
  }

  /**
   * Runs it.
   *
   * @throws Failure if no simulation can be ranked
   */
  public Calibration run(CalibrationSettings asked, MethodOptions options) {
    long seed = options.seed();
    CalibrationSettings settings =
        new CalibrationSettings(
            asked.simulations(), asked.ranked(), asked.falseAlarms(), seed, asked.threads());
    console.say(
        "Calibrating: "
            + method.name()
            + ", "
            + settings.simulations()
            + " simulations, seed "
            + seed
            + (options.isSeedDrawn() ? " (drawn; --seed repeats the run)" : ""));
    Calibration calibration = watched(settings);
    if (calibration.simulations() == 0) throw Execution.interruptedEarly();
    if (calibration.failures().size() == calibration.simulations()) {
      throw new Failure(
          ExitCode.INFERENCE,
          "there are no draws for any simulation; the first says: "
              + calibration.failures().get(0).text());
    }
    return calibration;
  }

  private Calibration watched(CalibrationSettings settings) {
    Cancellation cancellation = new Cancellation();
    Interrupt interrupt = Interrupt.cancels(cancellation, console);
    try (CountBar bar = new CountBar(console, "simulations")) {
      return Calibrator.calibrate(posteriors, method, settings, bar::done, cancellation);
    } catch (ModelException e) {
      throw Failure.of(ExitCode.INFERENCE, e.diagnostics());
    } catch (BindingException e) {
      throw Failure.of(ExitCode.MODEL, e.diagnostics());
    } finally {
      interrupt.close();
    }
  }
}
