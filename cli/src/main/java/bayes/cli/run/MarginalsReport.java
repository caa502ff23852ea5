package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.MemberShares.Share;
import bayes.runtime.report.Summary;
import bayes.runtime.report.Summary.DrawsKind;
import bayes.runtime.report.SummaryJson;
import bayes.runtime.report.TextReport;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells how probable the values of latents are that a run's model sums out.
 *
 * @param shares of every element
 */
public record MarginalsReport(String model, Draws draws, List<MemberShares> shares) {
  private static final int FORMAT = 1;

  public MarginalsReport {
    shares = List.copyOf(shares);
  }

  /**
   * The probabilities in a run.
   *
   * @throws Failure if no latent can be summed, or the run has not recorded what they depend on
   */
  public static MarginalsReport of(SavedRun saved, Compilation compilation) {
    BoundModel bound = compilation.bind(saved.model(), saved.data());
    Draws draws = saved.matchedDraws();
    List<MemberShares> shares =
        saved.run().record().isExact()
            ? bound.exact().map(ExactInference::probabilities).orElse(List.of())
            : List.of();
    if (shares.isEmpty()) {
      List<Diagnostic> reasons = bound.whyNoLogLikelihood(draws.layout());
      if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
      shares = bound.marginals(draws);
    }
    if (shares.isEmpty()) {
      throw new Failure(
          ExitCode.MODEL,
          "the model has no discrete latent that can be summed out: `bayes plan` tells what happens"
              + " to each; `bayes summary` tells how often recorded ones were drawn");
    }
    return new MarginalsReport(saved.run().record().modelFile(), draws, shares);
  }

  /**
   * Some of them.
   *
   * @param names of variables or elements; none keeps all
   * @throws Failure if there is nothing of such a name
   */
  public MarginalsReport only(List<String> names) {
    if (names.isEmpty()) return this;
    Set<String> variables = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>(names);
    for (MemberShares one : shares) {
      variables.add("`" + one.variable() + "`");
      unknown.removeAll(List.of(one.variable(), one.label()));
    }
    if (!unknown.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "there is no `"
              + unknown.get(0)
              + "` that is summed out; there is "
              + String.join(", ", variables));
    }
    return new MarginalsReport(
        model,
        draws,
        shares.stream()
            .filter(s -> names.contains(s.variable()) || names.contains(s.label()))
            .toList());
  }

  /** Prints it, as text or as one JSON document. */
  public void print(Console console, boolean asJson) {
    Summary summary =
        new Summary(DrawsKind.CHAINS, draws.chains(), draws.draws(), List.of(), shares);
    if (asJson) console.out().println(json(summary));
    else console.out().print(TextReport.of(summary, console.reportOptions()));
    console.out().flush();
  }

  private String json(Summary summary) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("program", Version.text());
      json.writeStringField("model", model);
      json.writeNumberField("chains", draws.chains());
      json.writeNumberField("draws", draws.draws());
      SummaryJson.write(summary, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }

  /**
   * Writes a table with a row per element and value.
   *
   * @throws Failure if that cannot be
   */
  public void write(Path file) {
    StringBuilder csv = new StringBuilder("variable,element,value,probability,mcse\n");
    for (MemberShares one : shares) {
      for (Share share : one.shares()) {
        csv.append(quoted(one.variable())).append(',');
        csv.append(quoted(one.label())).append(',');
        csv.append(quoted(share.member())).append(',');
        csv.append(share.probability()).append(',');
        csv.append(Double.isNaN(share.mcse()) ? "" : Double.toString(share.mcse())).append('\n');
      }
    }
    try {
      Files.writeString(file, csv);
    } catch (IOException e) {
      throw OutputProblems.unwritable(file, e);
    }
  }

  /** A cell of a table. */
  static String quoted(String text) {
    return text.matches("[^\",\\n\\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
