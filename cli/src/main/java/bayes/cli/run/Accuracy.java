package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.BoundModel;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.ModelStatement;
import bayes.runtime.convergence.PredictiveAccuracy;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.AccuracyReport;
import bayes.runtime.report.AccuracyReport.Named;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** How well the models of runs predict: what {@code bayes loo} and {@code :loo} share. */
public final class Accuracy {
  private static final int FORMAT = 1;
  private static final int FEWEST = 100;

  private Accuracy() {}

  /** The accuracy of the model of a run. */
  public static PredictiveAccuracy of(Console console, SavedRun saved, Compilation compilation) {
    String method = saved.run().record().method();
    if (!saved.run().draws().weights().isEmpty() || method.equals("map")) {
      throw new Failure(
          ExitCode.USAGE,
          saved.folder()
              + ": loo needs the draws of Markov chains, and this is a run of "
              + method);
    }
    refuse(saved.model().whyNoLogLikelihood());
    BoundModel bound = compilation.bind(saved.model(), saved.data());
    return of(console, bound, saved.run().draws(), saved.folder().toString());
  }

  private static void refuse(List<Diagnostic> reasons) {
    if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
  }

  /** The accuracy of a model with draws from its posterior. */
  public static PredictiveAccuracy of(Console console, BoundModel bound, Draws draws, String what) {
    refuse(bound.whyNoLogLikelihood(draws.layout()));
    if (draws.chains() * draws.draws() < FEWEST) {
      throw new Failure(
          ExitCode.USAGE,
          what
              + ": loo needs at least "
              + FEWEST
              + " draws, and there are "
              + draws.chains() * draws.draws());
    }
    if (hasFactor(bound.model().typed().statements())) {
      console.say(
          what + ": what the model says with `factor` is no observation, and not weighed here.");
    }
    if (bound.sharesLatents()) {
      console.say(what + ": observations that share a latent which is summed out count as one.");
    }
    PredictiveAccuracy accuracy = PredictiveAccuracy.of(bound.logLikelihood(draws));
    if (accuracy.points().isEmpty()) {
      throw new Failure(ExitCode.USAGE, what + ": the model observes nothing, with `observe`");
    }
    return accuracy;
  }

  private static boolean hasFactor(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Factor) return true;
      if (statement instanceof ModelStatement.For loop && hasFactor(loop.body())) return true;
      if (statement instanceof ModelStatement.If branch
          && (hasFactor(branch.then()) || hasFactor(branch.otherwise()))) {
        return true;
      }
    }
    return false;
  }

  /** What the observations of a model are called. */
  public static List<String> labels(Named model) {
    return model.accuracy().points().stream().map(PredictiveAccuracy.Point::label).toList();
  }

  /** Prints one model, or a comparison of several. */
  public static void print(Console console, List<Named> models, boolean asJson) {
    if (asJson) {
      console.out().println(json(models));
    } else if (models.size() == 1) {
      console.out().print(AccuracyReport.of(models.get(0).accuracy(), console.reportOptions()));
    } else {
      console.out().print(AccuracyReport.ofComparison(models, console.reportOptions()));
    }
    console.out().flush();
  }

  private static String json(List<Named> models) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("program", Version.text());
      json.writeArrayFieldStart("models");
      for (Named model : models) {
        json.writeStartObject();
        json.writeStringField("run", model.name());
        AccuracyReport.write(model.accuracy(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      if (models.size() > 1) AccuracyReport.writeComparison(models, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }
}
