package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Run;
import bayes.runtime.report.Diagnosis;
import bayes.runtime.report.DiagnosisJson;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.MatchedDraws;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.ReportOptions;
import bayes.runtime.report.Summary;
import bayes.runtime.report.SummaryJson;
import bayes.runtime.report.TextReport;
import bayes.runtime.report.TracePlot;
import bayes.runtime.report.Verdict;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells what came of a run: its table and verdict, as text, as JSON and as a picture. */
public final class RunReport {
  private static final int TRACED = 6;

  private final Run run;
  private final Summary summary;
  private final Verdict verdict;

  private RunReport(Run run, Summary summary, Verdict verdict) {
    this.run = run;
    this.summary = summary;
    this.verdict = verdict;
  }

  /** The report of all quantities. */
  public static RunReport of(Run run) {
    Summary summary = Summary.of(run);
    return new RunReport(run, summary, Verdict.of(run, summary));
  }

  /**
   * This report on some quantities only; the verdict stays that of all.
   *
   * @param names of variables ({@code theta}) or elements ({@code theta["Choate"]}); none keeps all
   * @throws Failure if there is nothing of such a name
   */
  public RunReport only(List<String> names) {
    if (names.isEmpty()) return this;
    List<String> unknown = new ArrayList<>(names);
    summary.quantities().forEach(q -> unknown.removeAll(List.of(q.label(), q.variable())));
    summary.members().forEach(m -> unknown.removeAll(List.of(m.label(), m.variable())));
    if (!unknown.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "the run has no `"
              + unknown.get(0)
              + "`; it has "
              + String.join(
                  ", ", run.draws().variables().stream().map(v -> "`" + v.name() + "`").toList()));
    }
    Summary some =
        new Summary(
            summary.kind(),
            summary.chains(),
            summary.draws(),
            summary.quantities().stream().filter(q -> isOneOf(names, q)).toList(),
            summary.members().stream().filter(m -> isOneOf(names, m)).toList());
    return new RunReport(run, some, verdict);
  }

  private static boolean isOneOf(List<String> names, Quantity quantity) {
    return names.contains(quantity.label()) || names.contains(quantity.variable());
  }

  private static boolean isOneOf(List<String> names, MemberShares shares) {
    return names.contains(shares.label()) || names.contains(shares.variable());
  }

  /** Prints it, as text or as one JSON document. */
  public void print(Console console, boolean asJson) {
    if (asJson) printJson(console);
    else printText(console);
  }

  /** The table, what the method found beside it, and the verdict. */
  private void printText(Console console) {
    ReportOptions options = console.reportOptions();
    console.out().print(TextReport.of(summary, options));
    console.out().println();
    String found = TextReport.of(run.record());
    if (!found.isEmpty()) {
      console.out().print(found);
      console.out().println();
    }
    console.out().print(TextReport.of(verdict, options));
    console.out().flush();
  }

  /** Prints all that is known of how well the run went, as text or as one JSON document. */
  public void printDiagnosis(Console console, boolean asJson) {
    if (asJson) {
      printJson(console, json -> DiagnosisJson.write(run, json));
      return;
    }
    ReportOptions options = console.reportOptions();
    console.out().print(Diagnosis.of(run, summary, options));
    console.out().println();
    console.out().print(TextReport.of(verdict, options));
    console.out().flush();
  }

  /** Writes a picture of the traces and ranks of the quantities that make most trouble. */
  public void plotTraces(Path file) {
    List<TracePlot.Traced> traced = new ArrayList<>();
    Draws draws = MatchedDraws.of(run).draws();
    for (Quantity quantity : Diagnosis.worst(summary, TRACED)) {
      draws
          .layout()
          .column(quantity.label())
          .ifPresent(c -> traced.add(new TracePlot.Traced(quantity.label(), draws.chains(c))));
    }
    if (traced.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "there are no chains to draw in this run");
    }
    write(file, TracePlot.svg(InputFiles.stem(Path.of(run.record().modelFile())), traced));
  }

  private void printJson(Console console) {
    printJson(console, json -> {});
  }

  private void printJson(Console console, GeneratedReport.Fields more) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      SummaryJson.write(run.record(), summary, verdict, json, more::write);
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    console.out().println(text);
    console.out().flush();
  }

  /** Writes a picture of the intervals of all numbers. */
  public void plot(Path file) {
    List<IntervalPlot.Interval> intervals =
        summary.quantities().stream()
            .filter(q -> Double.isFinite(q.q5()) && Double.isFinite(q.q95()))
            .map(q -> new IntervalPlot.Interval(q.label(), q.q5(), q.q50(), q.q95()))
            .toList();
    if (intervals.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "there are no intervals to draw in this run");
    }
    String title = InputFiles.stem(Path.of(run.record().modelFile()));
    write(file, IntervalPlot.svg(title, intervals));
  }

  private static void write(Path file, String svg) {
    try {
      Files.writeString(file, svg);
    } catch (IOException e) {
      throw OutputProblems.unwritable(file, e);
    }
  }
}
