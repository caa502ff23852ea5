package bayes.runtime.report;

import bayes.runtime.convergence.PredictiveAccuracy;
import bayes.runtime.convergence.PredictiveAccuracy.Estimate;
import bayes.runtime.convergence.PredictiveAccuracy.Point;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How well models predict, as text for people and as JSON. */
public final class AccuracyReport {
  private static final int NAMED = 8;

  /** A difference of fewer standard errors tells nothing. */
  private static final double CLEAR = 2;

  /**
   * Below it, models predict much alike, and the standard error of the difference is too small: T.
   * Sivula, M. Magnusson and A. Vehtari, "Uncertainty in Bayesian leave-one-out cross-validation
   * based model comparison" (2020).
   */
  private static final double SMALL = 4;

  private final ReportOptions options;
  private final StringBuilder text = new StringBuilder();

  private AccuracyReport(ReportOptions options) {
    this.options = options;
  }

  /** A model by its name. */
  public record Named(String name, PredictiveAccuracy accuracy) {}

  /** The table of one model, and in words what to make of it. */
  public static String of(PredictiveAccuracy accuracy, ReportOptions options) {
    AccuracyReport report = new AccuracyReport(options);
    TextTable table = new TextTable(List.of("", "estimate", "se"));
    report.row(table, "elpd_loo", accuracy.elpd(), 1);
    report.row(table, "p_loo", accuracy.effectiveParameters(), 1);
    report.row(table, "looic", accuracy.elpd(), -2);
    report.row(table, "elpd_waic", accuracy.elpdWaic(), 1);
    report.row(table, "p_waic", accuracy.effectiveParametersWaic(), 1);
    report.row(table, "waic", accuracy.elpdWaic(), -2);
    report.write(table);
    report.text.append('\n');
    report.say(observations(accuracy));
    for (String sentence : words(accuracy)) report.say(sentence);
    return report.text.toString();
  }

  /** Models of the same observations, the best first, against it. */
  public static String ofComparison(List<Named> models, ReportOptions options) {
    AccuracyReport report = new AccuracyReport(options);
    List<Named> sorted = sorted(models);
    PredictiveAccuracy best = sorted.get(0).accuracy();
    TextTable table = new TextTable(List.of("", "elpd_loo", "se", "p_loo", "elpd_diff", "se_diff"));
    for (Named model : sorted) {
      boolean isBest = model == sorted.get(0);
      Estimate difference = model.accuracy().over(best);
      Estimate elpd = model.accuracy().elpd();
      table.add(
          List.of(
              model.name(),
              value(elpd),
              error(elpd),
              value(model.accuracy().effectiveParameters()),
              isBest ? NumberText.UNDEFINED : value(difference),
              isBest ? NumberText.UNDEFINED : error(difference)));
    }
    report.write(table);
    report.text.append('\n');
    for (Named model : sorted.subList(1, sorted.size())) {
      report.say(difference(sorted.get(0), model));
    }
    for (Named model : sorted) {
      for (String sentence : words(model.accuracy())) report.say(model.name() + ": " + sentence);
    }
    return report.text.toString();
  }

  private static List<Named> sorted(List<Named> models) {
    List<Named> sorted = new ArrayList<>(models);
    sorted.sort((a, b) -> Double.compare(b.accuracy().elpd().value(), a.accuracy().elpd().value()));
    return sorted;
  }

  private static String difference(Named best, Named other) {
    Estimate difference = best.accuracy().over(other.accuracy());
    double errors = difference.value() / difference.standardError();
    String known =
        best.name()
            + " is ahead of "
            + other.name()
            + " by "
            + value(difference)
            + ", or "
            + NumberText.significant(errors, 2)
            + " standard errors";
    if (difference.value() < SMALL) {
      return known + ": below 4, so that the two predict much alike.";
    }
    return errors >= CLEAR
        ? known + ": it is expected to predict new observations better."
        : known + ": too little to tell them apart.";
  }

  private static String observations(PredictiveAccuracy accuracy) {
    int count = accuracy.points().size();
    return count
        + (count == 1 ? " observation, " : " observations, ")
        + accuracy.draws()
        + " draws. The Monte Carlo standard error of elpd_loo is "
        + NumberText.significant(accuracy.mcse(), 2)
        + ".";
  }

  /** What is unreliable, why, and what to do. */
  private static List<String> words(PredictiveAccuracy accuracy) {
    List<String> words = new ArrayList<>();
    String limit = NumberText.fixed(accuracy.limit(), 2);
    List<Point> unreliable = accuracy.unreliable();
    if (unreliable.isEmpty()) {
      Point worst = largest(accuracy);
      words.add(
          "All Pareto k are at most "
              + limit
              + ", so that PSIS-LOO is reliable"
              + (worst.k() == Double.NEGATIVE_INFINITY
                  ? "."
                  : "; the largest is "
                      + NumberText.fixed(worst.k(), 2)
                      + ", of "
                      + worst.label()
                      + "."));
      return words;
    }
    words.add(
        unreliable.size()
            + " of "
            + accuracy.points().size()
            + (unreliable.size() == 1 ? " observations has" : " observations have")
            + " a Pareto k above "
            + limit
            + ", so that elpd_loo is not to be relied on: "
            + named(unreliable)
            + ".");
    words.add(
        "These observations pull the posterior so far that the draws do not cover what it would be without them: they are outliers under this model, or have latents of their own. Next: look at them; use a distribution with heavier tails, or a less flexible model; or leave each of them out, sample again, and add up the log densities.");
    int waic = accuracy.unreliableWaic().size();
    if (waic > 0) {
      words.add(
          "WAIC is less reliable still: the log likelihood of "
              + waic
              + (waic == 1 ? " observation varies" : " observations varies")
              + " by more than "
              + PredictiveAccuracy.WAIC_LIMIT
              + ".");
    }
    return words;
  }

  private static Point largest(PredictiveAccuracy accuracy) {
    Point worst = accuracy.points().get(0);
    for (Point point : accuracy.points()) if (point.k() > worst.k()) worst = point;
    return worst;
  }

  private static String named(List<Point> points) {
    List<String> names = new ArrayList<>();
    for (Point point : points.subList(0, Math.min(points.size(), NAMED))) {
      names.add(point.label() + " (" + NumberText.fixed(point.k(), 2) + ")");
    }
    int more = points.size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  private void row(TextTable table, String name, Estimate estimate, double factor) {
    Estimate scaled =
        new Estimate(factor * estimate.value(), Math.abs(factor) * estimate.standardError());
    table.add(List.of(name, value(scaled), error(scaled)));
  }

  /** To the digits that its standard error supports. */
  private static String value(Estimate estimate) {
    return NumberText.withError(estimate.value(), estimate.standardError());
  }

  private static String error(Estimate estimate) {
    return NumberText.withError(estimate.standardError(), estimate.standardError() / 10);
  }

  private void write(TextTable table) {
    for (String line : table.lines(options.columns()).lines()) text.append(line).append('\n');
  }

  private void say(String sentence) {
    text.append(TextWidth.wrapped("", sentence, options.proseColumns())).append('\n');
  }

  /** Writes the fields of one model into the object that is open. */
  public static void write(PredictiveAccuracy accuracy, JsonGenerator out) throws IOException {
    out.writeNumberField("draws", accuracy.draws());
    estimate(out, "elpd_loo", accuracy.elpd());
    estimate(out, "p_loo", accuracy.effectiveParameters());
    number(out, "mcse_elpd_loo", accuracy.mcse());
    estimate(out, "elpd_waic", accuracy.elpdWaic());
    estimate(out, "p_waic", accuracy.effectiveParametersWaic());
    number(out, "pareto_k_limit", accuracy.limit());
    out.writeArrayFieldStart("points");
    for (Point point : accuracy.points()) {
      out.writeStartObject();
      out.writeStringField("label", point.label());
      number(out, "elpd_loo", point.elpd());
      number(out, "mcse_elpd_loo", point.mcse());
      number(out, "p_loo", point.p());
      number(out, "pareto_k", point.k());
      number(out, "ess", point.ess());
      number(out, "elpd_waic", point.elpdWaic());
      number(out, "p_waic", point.pWaic());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes an array {@code comparison} into the object that is open, the best model first. */
  public static void writeComparison(List<Named> models, JsonGenerator out) throws IOException {
    List<Named> sorted = sorted(models);
    out.writeArrayFieldStart("comparison");
    for (Named model : sorted) {
      out.writeStartObject();
      out.writeStringField("run", model.name());
      estimate(out, "elpd_diff", model.accuracy().over(sorted.get(0).accuracy()));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void estimate(JsonGenerator out, String name, Estimate estimate)
      throws IOException {
    out.writeObjectFieldStart(name);
    number(out, "estimate", estimate.value());
    number(out, "standard_error", estimate.standardError());
    out.writeEndObject();
  }

  private static void number(JsonGenerator out, String name, double value) throws IOException {
    if (Double.isFinite(value)) out.writeNumberField(name, value);
    else out.writeNullField(name);
  }
}
