package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Printer;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.Recorder;
import bayes.runtime.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evaluates expressions on the draws of a run. */
final class Posterior {
  private final Pipeline pipeline;
  private final Result result;

  Posterior(Pipeline pipeline, Result result) {
    this.pipeline = pipeline;
    this.result = result;
  }

  /**
   * The values of an expression, per chain and draw, as draws of one variable that is called like
   * the expression.
   *
   * @throws Failure if the expression is wrong
   */
  Draws evaluate(Expression expression) {
    Draws draws = result.run().draws();
    ModelFile model = Parser.parse(result.source()).value().orElseThrow();
    QueryModel query = QueryModel.of(expression, draws, model, result.data());
    SourceText text = SourceText.of("question", query.text());
    Checked<Model> compiled = pipeline.compile(text);
    if (compiled.value().isEmpty()) throw explained(expression, compiled);
    Checked<BoundModel> bound = compiled.value().get().tryBind(query.data());
    if (bound.value().isEmpty()) throw Failure.of(ExitCode.DATA, bound.diagnostics());
    return values(bound.value().get(), Printer.print(expression));
  }

  /**
   * What is wrong with an expression is told as of a statement that one might have typed; the model
   * of the question is known to us only.
   */
  private Failure explained(Expression expression, Checked<Model> compiled) {
    String statement = "generate answer = " + Printer.print(expression) + ";\n";
    SourceText asStatement = SourceText.of("question", result.source().text() + statement);
    Checked<Model> plain = pipeline.compile(asStatement);
    return Failure.of(ExitCode.MODEL, (plain.value().isEmpty() ? plain : compiled).diagnostics());
  }

  private Draws values(BoundModel query, String name) {
    Recorder recorder = query.newRecorder();
    double[] all = new double[recorder.width()];
    long seed = result.run().record().seed();
    recorder.record(new double[query.dimension()], Streams.of(seed).chain(0), all);
    RecordedVariable answer = recorder.variables().get(0);
    Draws draws = result.run().draws();
    Layout layout =
        Layout.of(
            List.of(
                new RecordedVariable(
                    name,
                    answer.kind(),
                    answer.axes().subList(1, answer.axes().size()),
                    answer.members())));
    int length = draws.draws() * layout.width();
    List<double[]> rows = new ArrayList<>();
    List<double[]> samplerRows = new ArrayList<>();
    for (int chain = 0; chain < draws.chains(); chain++) {
      rows.add(Arrays.copyOfRange(all, chain * length, (chain + 1) * length));
      samplerRows.add(new double[0]);
    }
    Draws values = Draws.of(layout, List.of(), draws.draws(), rows, samplerRows);
    return draws.weights().map(w -> values.weighted(List.of(w))).orElse(values);
  }
}
