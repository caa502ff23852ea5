package bayes.runtime.report;

import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.calibration.UniformRanks;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ranks as an SVG picture, a panel for each quantity: their distribution function less the uniform
 * one, and the band that it leaves if they are not uniform. Plain shapes and text.
 */
public final class CalibrationPlot {
  private static final int MOST = 24;
  private static final int ACROSS = 3;
  private static final int PANEL_WIDTH = 236;
  private static final int PANEL_HEIGHT = 148;
  private static final int MARGIN = 16;
  private static final int LABEL = 22;
  private static final int AXIS = 38;
  private static final int TOP = 44;
  private static final int FOOT = 30;
  private static final String GOOD = "#2a6fb0";
  private static final String BAD = "#b04a2a";

  private final Calibration calibration;
  private final StringBuilder svg = new StringBuilder();

  /** Bands of as many ranks are the same. */
  private final Map<Integer, UniformRanks.Band> bands = new HashMap<>();

  private CalibrationPlot(Calibration calibration) {
    this.calibration = calibration;
  }

  /** The picture as SVG text. Of many quantities, those with the smallest p values are shown. */
  public static String svg(String title, Calibration calibration) {
    CalibrationPlot plot = new CalibrationPlot(calibration);
    plot.draw(title);
    return plot.svg.toString();
  }

  private void draw(String title) {
    List<RankedQuantity> all = calibration.quantities();
    Set<RankedQuantity> worst =
        all.stream()
            .sorted(Comparator.comparingDouble(RankedQuantity::pValue))
            .limit(MOST)
            .collect(Collectors.toSet());
    List<RankedQuantity> shown = all.stream().filter(worst::contains).toList();
    int across = Math.max(1, Math.min(ACROSS, shown.size()));
    int width = Math.max(across * PANEL_WIDTH + 2 * MARGIN, 2 * PANEL_WIDTH);
    int height = TOP + PANEL_HEIGHT * ((shown.size() + across - 1) / across) + FOOT;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"11\">",
        width, height, width, height);
    line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    text(MARGIN, 24, "#222222", "font-size=\"14\" font-weight=\"bold\"", title);
    for (int i = 0; i < shown.size(); i++) {
      panel(shown.get(i), MARGIN + PANEL_WIDTH * (i % across), TOP + PANEL_HEIGHT * (i / across));
    }
    String foot =
        "ranks in %d simulations, distribution function less uniform"
            .formatted(calibration.simulations());
    if (shown.size() < all.size()) foot += "; " + (all.size() - shown.size()) + " more not shown";
    text(MARGIN, height - 12, "#555555", "", foot);
    svg.append("</svg>\n");
  }

  private void panel(RankedQuantity quantity, int x, int y) {
    UniformRanks.Band band =
        bands.computeIfAbsent(
            quantity.count(),
            n -> quantity.uniform().simultaneousBand(1 - calibration.level() / 2));
    RankDifference difference = RankDifference.of(quantity, band);
    double top = 1.1 * difference.largest();
    int left = x + AXIS;
    int width = PANEL_WIDTH - AXIS - MARGIN;
    int plotTop = y + LABEL;
    int height = PANEL_HEIGHT - LABEL - 14;
    boolean isBlamed = calibration.isBlamed(quantity);
    String colour = isBlamed ? BAD : GOOD;
    String verdict = CalibrationWords.verdict(calibration, quantity);
    int room = width / 7 - verdict.length() - 1;
    text(left, y + 14, "#222222", "", TextWidth.fit(quantity.label(), Math.max(room, 6)));
    text(left + width, y + 14, colour, "text-anchor=\"end\"", verdict);
    Scale scale = new Scale(left, width, plotTop, height, top);
    line(
        "<polygon points=\"%s %s\" fill=\"#e3ebf3\"/>",
        scale.points(difference.upper(), false), scale.points(difference.lower(), true));
    line(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#888888\"/>",
        left, scale.y(0), left + width, scale.y(0));
    line(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"/>",
        scale.points(difference.curve(), false), colour);
    double tick = roundedDown(difference.largest());
    for (double value : new double[] {tick, 0, -tick}) {
      String number = NumberText.fixed(value, tick < 0.1 ? 2 : 1);
      text(left - 6, scale.y(value) + 4, "#555555", "text-anchor=\"end\"", number);
    }
  }

  /** One digit of 1, 2 or 5. */
  private static double roundedDown(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double nice : new double[] {5, 2}) if (value >= nice * power) return nice * power;
    return power;
  }

  /** Where a panel shows values from 0 to 1 by differences up to {@code top}. */
  private record Scale(int left, int width, int plotTop, int height, double top) {
    double y(double value) {
      return plotTop + height * (1 - value / top) / 2;
    }

    String points(List<Double> values, boolean backwards) {
      StringBuilder points = new StringBuilder();
      int last = values.size() - 1;
      for (int i = 0; i <= last; i++) {
        int at = backwards ? last - i : i;
        double x = left + width * (double) at / last;
        points.append(
            String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", x, y(values.get(at))));
      }
      return points.toString();
    }
  }

  private void text(double x, double y, String colour, String attributes, String words) {
    line(
        "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\"%s>%s</text>",
        x,
        y,
        colour,
        attributes.isEmpty() ? "" : " " + attributes,
        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private void line(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
