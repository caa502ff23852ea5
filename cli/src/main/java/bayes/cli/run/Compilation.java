package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;

/** From text and data to a posterior. Mistakes become failures, warnings are told. */
public final class Compilation {
  private final Console console;
  private final Pipeline pipeline = new Pipeline();

  public Compilation(Console console) {
    this.console = console;
  }

  /** The compiler. */
  public Pipeline pipeline() {
    return pipeline;
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
   * Binds data to a model.
   *
   * @throws Failure if they do not fit
   */
  public BoundModel bind(Model model, Data data) {
    return value(model.tryBind(data), ExitCode.DATA);
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
