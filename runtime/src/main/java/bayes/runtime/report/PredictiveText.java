package bayes.runtime.report;

import bayes.runtime.report.PredictiveTable.Row;
import bayes.runtime.report.PredictiveTable.Uncertainty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posterior predictive distributions as text for people. */
public final class PredictiveText {
  /** Of a variable with more elements than these, each element is one line. */
  private static final int IN_FULL = 4;

  private static final int DIGITS = 4;
  private static final int LOWER = PredictiveTable.LEVELS.indexOf(0.05);
  private static final int UPPER = PredictiveTable.LEVELS.indexOf(0.95);

  private final ReportOptions options;
  private final int top;
  private final StringBuilder text = new StringBuilder();

  private PredictiveText(ReportOptions options, int top) {
    this.options = options;
    this.top = top;
  }

  /**
   * The tables, one below the other.
   *
   * @param top how many values of each distribution are shown
   */
  public static String of(List<PredictiveTable> tables, int top, ReportOptions options) {
    PredictiveText report = new PredictiveText(options, top);
    Map<String, List<PredictiveTable>> byVariable = new LinkedHashMap<>();
    for (PredictiveTable table : tables) {
      byVariable.computeIfAbsent(table.question().variable(), v -> new ArrayList<>()).add(table);
    }
    byVariable.forEach(
        (variable, elements) -> {
          if (elements.size() <= IN_FULL) elements.forEach(report::inFull);
          else report.inLines(variable, elements);
        });
    return report.text.toString();
  }

  /** One line per value, then what the whole distribution says. */
  private void inFull(PredictiveTable of) {
    if (text.length() > 0) text.append('\n');
    TextTable table = new TextTable(List.of(of.question().label(), "probability", "5%", "95%"));
    int shown = Math.min(top, of.rows().size());
    for (Row row : of.rows().subList(0, shown)) table.add(cells(row.value(), row));
    if (shown < of.rows().size()) {
      double rest =
          of.rows().subList(shown, of.rows().size()).stream().mapToDouble(Row::probability).sum();
      String others = "(" + (of.rows().size() - shown) + " others)";
      table.add(cells(others, new Row(others, rest, List.of())));
    }
    lines(table);
    of.unseen()
        .ifPresent(
            row ->
                text.append("P(unseen): ")
                    .append(number(row.probability()))
                    .append(interval(row))
                    .append('\n'));
    of.uncertainty().ifPresent(this::uncertainty);
  }

  private void uncertainty(Uncertainty uncertainty) {
    text.append("Uncertainty: ").append(number(uncertainty.total())).append(" bits");
    if (Double.isNaN(uncertainty.epistemic())) {
      text.append('\n');
      return;
    }
    text.append(" = ")
        .append(number(uncertainty.aleatoric()))
        .append(" of the value itself (aleatoric) + ")
        .append(number(uncertainty.epistemic()))
        .append(" of the parameters (epistemic)\n");
  }

  /** One line per element. */
  private void inLines(String variable, List<PredictiveTable> elements) {
    if (text.length() > 0) text.append('\n');
    boolean isSplit = elements.stream().anyMatch(e -> e.uncertainty().isPresent());
    List<String> header =
        new ArrayList<>(List.of(variable, "most probable", "probability", "5%", "95%"));
    if (isSplit) header.addAll(List.of("bits", "epistemic"));
    TextTable table = new TextTable(header);
    int shown = Math.min(elements.size(), options.rowsPerVariable());
    for (PredictiveTable element : elements.subList(0, shown)) {
      List<String> cells = new ArrayList<>(List.of(element.question().label()));
      Row best = element.rows().get(0);
      cells.addAll(cells(best.value(), best));
      if (isSplit) {
        cells.add(element.uncertainty().map(u -> number(u.total())).orElse(NumberText.UNDEFINED));
        cells.add(
            element.uncertainty().map(u -> number(u.epistemic())).orElse(NumberText.UNDEFINED));
      }
      table.add(cells);
    }
    lines(table);
    if (shown < elements.size()) {
      text.append("(" + (elements.size() - shown) + " more of ")
          .append(TextWidth.printable(variable))
          .append(")\n");
    }
  }

  private static List<String> cells(String name, Row row) {
    boolean isKnown = !row.quantiles().isEmpty();
    return List.of(
        name,
        number(row.probability()),
        isKnown ? number(row.quantiles().get(LOWER)) : NumberText.UNDEFINED,
        isKnown ? number(row.quantiles().get(UPPER)) : NumberText.UNDEFINED);
  }

  private static String interval(Row row) {
    return row.quantiles().isEmpty()
        ? ""
        : " ("
            + number(row.quantiles().get(LOWER))
            + " to "
            + number(row.quantiles().get(UPPER))
            + ")";
  }

  private static String number(double value) {
    return NumberText.significant(value, DIGITS);
  }

  private void lines(TextTable table) {
    Ink ink = options.colour() ? Ink.ANSI : Ink.PLAIN;
    TextTable.Lines lines = table.lines(options.columns());
    text.append(ink.bold(lines.lines().get(0))).append('\n');
    for (String line : lines.lines().subList(1, lines.lines().size())) {
      text.append(line).append('\n');
    }
  }
}
