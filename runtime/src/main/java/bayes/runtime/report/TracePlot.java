package bayes.runtime.report;

import java.util.List;
import java.util.Locale;

/**
 * The draws of chains one after the other, and beside them how their ranks are distributed, a row
 * for each quantity, as an SVG picture.
 */
public final class TracePlot {
  private static final int ROW = 150;
  private static final int TOP = 44;
  private static final int LEFT = 70;
  private static final int TRACE = 520;
  private static final int GAP = 40;
  private static final int RANKS = 260;
  private static final int HEIGHT = 100;
  private static final int MOST_POINTS = 500;
  private static final int BINS = 20;
  private static final List<String> COLOURS =
      List.of(
          "#2a6fb0", "#b04a2a", "#3a8a4a", "#8a5ab0", "#b08a2a", "#4aa0a0", "#a04a78", "#666666");

  private TracePlot() {}

  /** A quantity with its draws, {@code draws[chain][draw]}. */
  public record Traced(String label, double[][] draws) {}

  /** The picture as SVG text. */
  public static String svg(String title, List<Traced> quantities) {
    int width = LEFT + TRACE + GAP + RANKS + 24;
    int height = TOP + ROW * quantities.size() + 10;
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"12\">",
        width,
        height,
        width,
        height);
    line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    line(
        svg,
        "<text x=\"12\" y=\"24\" font-size=\"14\" font-weight=\"bold\">%s</text>",
        escape(title));
    for (int i = 0; i < quantities.size(); i++) row(svg, quantities.get(i), TOP + ROW * i);
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Traced traced, int top) {
    line(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, top + 12, escape(traced.label()));
    int base = top + 20;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] chain : traced.draws()) {
      for (double x : chain) {
        if (!Double.isFinite(x)) continue;
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
    }
    if (!(most > least)) return;
    frame(svg, LEFT, base, TRACE);
    frame(svg, LEFT + TRACE + GAP, base, RANKS);
    String number = "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#555555\">%s</text>";
    line(svg, number, LEFT - 6, base + 10, NumberText.significant(most, 3));
    line(svg, number, LEFT - 6, base + HEIGHT, NumberText.significant(least, 3));
    RankHistogram ranks = RankHistogram.of(traced.draws(), BINS);
    double middle = base + HEIGHT / 2.0;
    line(
        svg,
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#888888\""
            + " stroke-dasharray=\"4 3\"/>",
        LEFT + TRACE + GAP,
        middle,
        LEFT + TRACE + GAP + RANKS,
        middle);
    for (int c = 0; c < traced.draws().length; c++) {
      String colour = COLOURS.get(c % COLOURS.size());
      trace(svg, traced.draws()[c], base, least, most, colour);
      steps(svg, ranks.counts(c), ranks.expected(), base, colour);
    }
  }

  private static void frame(StringBuilder svg, int x, int y, int width) {
    line(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#e4e4e4\"/>",
        x,
        y,
        width,
        HEIGHT);
  }

  private static void trace(
      StringBuilder svg, double[] draws, int base, double least, double most, String colour) {
    int every = Math.max(1, draws.length / MOST_POINTS);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < draws.length; i += every) {
      if (!Double.isFinite(draws[i])) continue;
      double x = LEFT + (double) TRACE * i / draws.length;
      double y = base + HEIGHT * (most - draws[i]) / (most - least);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    polyline(svg, points, colour, 0.7);
  }

  /** The expected count is at half the height. */
  private static void steps(
      StringBuilder svg, int[] counts, double expected, int base, String colour) {
    StringBuilder points = new StringBuilder();
    for (int bin = 0; bin < counts.length; bin++) {
      double height = Math.min(1, counts[bin] / expected / 2);
      double y = base + HEIGHT * (1 - height);
      for (int end = bin; end <= bin + 1; end++) {
        double x = LEFT + TRACE + GAP + (double) RANKS * end / counts.length;
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      }
    }
    polyline(svg, points, colour, 1.2);
  }

  private static void polyline(
      StringBuilder svg, StringBuilder points, String colour, double width) {
    line(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\""
            + " stroke-opacity=\"0.8\"/>",
        points.toString().strip(),
        colour,
        width);
  }

  private static void line(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
