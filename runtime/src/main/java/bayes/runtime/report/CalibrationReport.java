package bayes.runtime.report;

import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.calibration.UniformRanks;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a calibration, as text: for each quantity a histogram of ranks, its p value and a
 * verdict; pictures of the worst; what it means and what to do next.
 */
public final class CalibrationReport {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  /** The bar of as many ranks as expected. */
  private static final double EXPECTED_BAR = 3;

  private static final int MOST_BARS = 12;
  private static final int PICTURES = 2;

  private final Calibration calibration;
  private final ReportOptions options;
  private final StringBuilder text = new StringBuilder();

  private CalibrationReport(Calibration calibration, ReportOptions options) {
    this.calibration = calibration;
    this.options = options;
  }

  /** The report. */
  public static String of(Calibration calibration, ReportOptions options) {
    CalibrationReport report = new CalibrationReport(calibration, options);
    report.write();
    return report.text.toString();
  }

  private void write() {
    CalibrationSettings settings = calibration.settings();
    say(
        "Ranks of the true values among "
            + settings.ranked()
            + " draws of "
            + calibration.method()
            + ", in "
            + Words.plural(calibration.simulations(), "simulation", "simulations")
            + (calibration.cancelled() ? " (of " + settings.simulations() + ")" : "")
            + ":");
    text.append('\n');
    table();
    if (!calibration.quantities().isEmpty()) {
      say(
          "Low ranks are left. Uniform down to p = "
              + NumberText.significant(calibration.level(), 2)
              + ", so that a right method is blamed in at most "
              + NumberText.significant(100 * settings.falseAlarms(), 2)
              + "% of calibrations.");
    }
    text.append('\n');
    calibration.miscalibrated().stream()
        .sorted(Comparator.comparingDouble(RankedQuantity::pValue))
        .limit(PICTURES)
        .forEach(this::picture);
    for (String paragraph : new CalibrationWords(calibration).paragraphs()) say(paragraph);
  }

  private void table() {
    TextTable table = new TextTable(List.of("", "ranks", "p", "verdict"));
    Map<String, Integer> shown = new HashMap<>();
    int omitted = 0;
    for (RankedQuantity quantity : calibration.quantities()) {
      String variable = quantity.label().replaceFirst("\\[.*", "");
      boolean isBlamed = calibration.isBlamed(quantity);
      if (shown.merge(variable, 1, Integer::sum) > options.rowsPerVariable() && !isBlamed) {
        omitted++;
        continue;
      }
      table.add(
          List.of(
              quantity.label(),
              bars(quantity),
              pValue(quantity.pValue()),
              CalibrationWords.verdict(calibration, quantity)));
    }
    for (String line : table.lines(options.columns()).lines()) text.append(line).append('\n');
    if (omitted > 0) text.append("... and ").append(omitted).append(" more, all uniform\n");
    text.append('\n');
  }

  static String pValue(double p) {
    return p < 1e-4 ? "<0.0001" : NumberText.fixed(p, p < 0.01 ? 4 : 2);
  }

  private static String bars(RankedQuantity quantity) {
    int bins = 1;
    for (int b = 2; b <= MOST_BARS; b++) if ((quantity.ranked() + 1) % b == 0) bins = b;
    double expected = (double) quantity.count() / bins;
    StringBuilder bars = new StringBuilder();
    for (int n : quantity.uniform().histogram(quantity.ranks(), bins)) {
      long height = Math.round(EXPECTED_BAR * n / expected);
      bars.append(BARS.charAt((int) Math.min(height, BARS.length() - 1)));
    }
    return bars.toString();
  }

  /** The ECDF less that of uniform ranks, between the bounds of its band. */
  private void picture(RankedQuantity quantity) {
    UniformRanks.Band band = quantity.uniform().simultaneousBand(1 - calibration.level() / 2);
    text.append(quantity.label()).append(": distribution function less uniform, and its band\n");
    new TextCurve(quantity, band).lines().forEach(line -> text.append(line).append('\n'));
    text.append('\n');
  }

  private void say(String sentence) {
    text.append(TextWidth.wrapped("", sentence, options.proseColumns())).append('\n');
  }
}
