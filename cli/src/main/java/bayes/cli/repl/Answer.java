package bayes.cli.repl;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.syntax.Printer;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.Quantiles;
import bayes.runtime.convergence.WeightedValues;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.report.NumberText;
import bayes.runtime.report.ReportOptions;
import bayes.runtime.report.Summary;
import bayes.runtime.report.TextReport;
import java.util.Arrays;

/** The answer to a question as text, each number with its Monte Carlo standard error. */
final class Answer {
  private final Question question;
  private final Draws values;
  private final StringBuilder text = new StringBuilder();

  private Answer(Question question, Draws values) {
    this.question = question;
    this.values = values;
  }

  /**
   * The answer in lines, one per element of what is asked about.
   *
   * @param values the draws of the expression
   */
  static String of(Question question, Draws values, ReportOptions options) {
    refuseUndefined(question, values);
    if (question.kind() == Question.Kind.SUMMARY) {
      return TextReport.of(Summary.of(values), options);
    }
    Answer answer = new Answer(question, values);
    answer.refuseWrongKinds();
    for (int column = 0; column < values.layout().width(); column++) answer.line(column);
    return answer.text.toString();
  }

  private static void refuseUndefined(Question question, Draws values) {
    int draws = values.chains() * values.draws();
    for (int column = 0; column < values.layout().width(); column++) {
      long undefined = Arrays.stream(pooled(values.chains(column))).filter(Double::isNaN).count();
      if (undefined > 0) {
        throw new Failure(
            ExitCode.INFERENCE,
            "`%s` is not defined for %s"
                .formatted(
                    Printer.print(question.about()),
                    undefined == draws ? "the draws" : undefined + " of " + draws + " draws"));
      }
    }
  }

  private void refuseWrongKinds() {
    Kind kind = values.variables().get(0).kind();
    String about = Printer.print(question.about());
    if (question.kind() == Question.Kind.PROBABILITY && kind != Kind.BOOL) {
      throw new Failure(
          ExitCode.USAGE, "P(...) asks about a condition, but `" + about + "` is none");
    }
    if (question.kind() != Question.Kind.PROBABILITY && kind == Kind.MEMBER) {
      throw new Failure(
          ExitCode.USAGE,
          "`%s` is a member of a set, not a number; ask `%s`, or P(%s == \"%s\")"
              .formatted(about, about, about, values.variables().get(0).members().get(0)));
    }
  }

  private void line(int column) {
    String label = values.layout().labels().get(column);
    switch (question.kind()) {
      case PROBABILITY -> line("P(" + label + ")", mean(column));
      case MEAN -> line("mean(" + label + ")", mean(column));
      case SD -> line("sd(" + label + ")", sd(column));
      case QUANTILE -> {
        double p = question.probability();
        String name = p == 0.5 ? "median(" + label : "quantile(" + label + ", " + p;
        line(name + ")", quantile(column, p));
      }
      case INTERVAL -> {
        double outside = (1 - question.probability()) / 2;
        Estimate lower = quantile(column, outside);
        Estimate upper = quantile(column, 1 - outside);
        text.append(
            "interval(%s, %s) = [%s, %s]"
                .formatted(label, question.probability(), lower.number(), upper.number()));
        if (lower.hasError() && upper.hasError()) {
          text.append("  (MCSE %s, %s)".formatted(lower.errorText(), upper.errorText()));
        }
        text.append('\n');
      }
      case SUMMARY -> throw new IllegalStateException("a summary is a table");
    }
  }

  private void line(String what, Estimate estimate) {
    text.append(what).append(" = ").append(estimate.number());
    if (estimate.hasError()) text.append("  (MCSE ").append(estimate.errorText()).append(')');
    text.append('\n');
  }

  private Estimate mean(int column) {
    double[][] draws = values.chains(column);
    if (values.weights().isPresent()) {
      WeightedValues weighted = weighted(draws);
      return new Estimate(weighted.mean(), weighted.mcseMean());
    }
    double mean = Arrays.stream(pooled(draws)).average().orElse(Double.NaN);
    return new Estimate(mean, Convergence.mcseMean(draws));
  }

  private Estimate sd(int column) {
    double[][] draws = values.chains(column);
    if (values.weights().isPresent()) return new Estimate(weighted(draws).sd(), Double.NaN);
    double[] pooled = pooled(draws);
    double mean = Arrays.stream(pooled).average().orElse(Double.NaN);
    double squares = Arrays.stream(pooled).map(x -> (x - mean) * (x - mean)).sum();
    return new Estimate(Math.sqrt(squares / (pooled.length - 1)), Convergence.mcseSd(draws));
  }

  private Estimate quantile(int column, double probability) {
    double[][] draws = values.chains(column);
    if (values.weights().isPresent()) {
      return new Estimate(weighted(draws).quantile(probability), Double.NaN);
    }
    return new Estimate(
        Quantiles.of(pooled(draws), probability), Convergence.mcseQuantile(draws, probability));
  }

  private WeightedValues weighted(double[][] draws) {
    return new WeightedValues(pooled(draws), pooled(values.weights().orElseThrow()));
  }

  private static double[] pooled(double[][] draws) {
    return Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
  }

  /** A number and its Monte Carlo standard error, NaN or 0 if that is not known. */
  private record Estimate(double value, double error) {
    boolean hasError() {
      return error > 0;
    }

    String number() {
      return NumberText.withError(value, error);
    }

    String errorText() {
      return NumberText.significant(error, 2);
    }
  }
}
